"""NumPy's `.npz` archives: a zip of `.npy` members. Every member is checked before it is read; nothing is extracted.

The members must tile the file without gaps or overlaps, so that a damaged directory can't hide or misplace an array.
Large members that are stored uncompressed are memory-mapped inside the archive.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.memory import need_memory
from runtime.data.npy_header import read_header

MOST_MEMBERS = 10_000
MAPPED_FROM = 256 << 20
LOCAL_HEADER = 30
SUSPICIOUS_SIZE, SUSPICIOUS_RATIO = 256 << 20, 500
_BROKEN = "{path} is damaged or no .npz archive: {reason}. Copy it again or save it by numpy.savez."
_LIBRARY_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
    OverflowError,
)


def open_npz(path: Path) -> Dataset:
    """The arrays of the archive as columns; raises DataError, and nothing else, for any damaged or hostile file."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            members = _checked_members(archive, file, path)
            columns = [_column(archive, file, path, member) for member in members]
    except DataError:
        raise
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise bad("{path} can't be read: {reason}.", path=path.name, reason=reason) from None
    except _LIBRARY_ERRORS as error:
        raise bad(_BROKEN, path=path.name, reason=str(error)[:120].strip().rstrip(".") or "it ends too early") from None
    return Dataset(path.name, columns, "Arrays of a NumPy archive")


def _checked_members(archive: zipfile.ZipFile, file: BinaryIO, path: Path) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise bad(_BROKEN, path=path.name, reason=f"it lists {len(members)} members")
    names = [member.filename for member in members]
    for member in members:
        _check_member(member, names, path)
    need_memory(path.name, sum(member.file_size for member in members if not _is_mapped(member)))
    _check_tiling(archive, file, path, members)
    return members


def _check_member(member: zipfile.ZipInfo, names: list[str], path: Path) -> None:
    name, reason = member.filename, ""
    if not name.endswith(".npy") or len(name) == 4 or len(name) > 200 or not name.isprintable():
        reason = f"its member {name[:60]!r} is no .npy array"
    elif names.count(name) > 1:
        reason = f"it has two members called {name[:60]}"
    elif member.flag_bits & 0x1:
        reason = f"its member {name[:60]} is encrypted"
    elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reason = f"its member {name[:60]} is packed by a method that NumPy doesn't use"
    elif member.compress_type == zipfile.ZIP_STORED and member.compress_size != member.file_size:
        reason = f"its member {name[:60]} has two different sizes"
    elif member.file_size > SUSPICIOUS_SIZE and member.file_size > SUSPICIOUS_RATIO * member.compress_size:
        reason = f"its member {name[:60]} would unpack to more than {SUSPICIOUS_RATIO} times its size"
    if reason:
        raise bad(_BROKEN, path=path.name, reason=reason)


def _check_tiling(archive: zipfile.ZipFile, file: BinaryIO, path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Members must follow each other from the first byte up to the directory; only data descriptors may lie between."""
    at = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        slack = 24 if member.flag_bits & 0x8 else 0
        if not at <= member.header_offset <= at + slack or (slack == 0 and member.header_offset != at):
            raise bad(_BROKEN, path=path.name, reason="its parts overlap or have gaps between them")
        at = _data_offset(file, member) + member.compress_size
    if not at <= archive.start_dir <= at + 24:
        raise bad(_BROKEN, path=path.name, reason="its directory misses some of its parts")


def _data_offset(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin, after its local header (PKWARE application note, 4.3.7)."""
    file.seek(member.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile(f"no member begins where {member.filename[:60]} should")
    names, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    return member.header_offset + LOCAL_HEADER + names + extra


def _is_mapped(member: zipfile.ZipInfo) -> bool:
    return member.compress_type == zipfile.ZIP_STORED and member.file_size >= MAPPED_FROM


def _column(archive: zipfile.ZipFile, file: BinaryIO, path: Path, member: zipfile.ZipInfo) -> ArrayColumn:
    name = member.filename.removesuffix(".npy")
    where = f"{path.name}: {name}"
    with archive.open(member) as stream:
        header = read_header(stream, where, member.file_size)  # type: ignore[arg-type]  # a ZipExtFile reads like a file
        if _is_mapped(member):
            while stream.read(1 << 20):  # read to the end once: only then is the checksum compared
                pass
            offset = _data_offset(file, member) + header.offset
            mapped = np.memmap(path, header.dtype, "r", offset, header.shape)
            return ArrayColumn(name, mapped, in_memory=False)
        array = np.empty(header.shape, header.dtype)
        _fill(stream, array, where)
    return ArrayColumn(name, array.astype(array.dtype.newbyteorder("="), copy=False))


def _fill(stream: Any, array: NDArray[Any], where: str) -> None:
    view = memoryview(array.reshape(-1).view(np.uint8).data)
    at = 0
    while at < len(view):
        piece = stream.read(min(1 << 20, len(view) - at))
        if not piece:
            raise bad(
                "{where} ends after {at} of {size} bytes. Copy or save it again.", where=where, at=at, size=len(view)
            )
        view[at : at + len(piece)] = piece
        at += len(piece)
    if stream.read(1):
        raise bad("{where} has bytes after its last number. Save it again.", where=where)
