"""NumPy's `.npz` archives: a zip of `.npy` members. Every member is checked before it is read; nothing is extracted.

Large members that are stored uncompressed are memory-mapped inside the archive.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.npz_file import NpzFile
from graph.specs.message import Message, say
from graph.storage.safe_zip import SUSPICIOUS_RATIO, SUSPICIOUS_SIZE, MemberStream, SafeZip, ZipError
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.memory import need_memory
from runtime.data.npy_header import read_header
from runtime.data.readers.reader import Reader
from runtime.kinds.computes import computes

MOST_MEMBERS = 10_000
MAPPED_FROM = 256 << 20


@computes(NpzFile)
class NpzReader(Reader):
    def open(self) -> Dataset:
        return open_npz(self.paths[0], self.spec.part)

    @classmethod
    def suggest(cls, kind: type[DatasetSpec], path: Path) -> DatasetSpec:
        """Archives such as Keras' mnist.npz have arrays for training and others for testing."""
        found = super().suggest(kind, path)
        try:
            with path.open("rb") as file:
                names = [name.removesuffix(".npy") for name in SafeZip(file, MOST_MEMBERS).members]
        except (ZipError, OSError):
            return found
        is_divided = bool(names) and all(name.endswith(("_train", "_test")) for name in names)
        return found.replace(part="train") if is_divided else found


def open_npz(path: Path, part: str = "all") -> Dataset:
    """The arrays of the archive as columns; raises DataError, and nothing else, for any damaged or hostile file.

    `part` takes only those whose names end in `_train` or `_test`, which the columns' names have no more.
    """
    try:
        with path.open("rb") as file:
            archive = SafeZip(file, MOST_MEMBERS)
            _check_members(archive, path)
            end = "" if part == "all" else f"_{part}"
            names = [name for name in archive.members if name.endswith(f"{end}.npy")]
            if end and not names:
                raise bad("{path} has no array whose name ends in {end}.", path=path.name, end=end)
            columns = [_column(archive, path, name, end) for name in names]
    except ZipError as error:
        raise _broken(path, error.message) from None
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise bad("{path} can't be read: {reason}.", path=path.name, reason=reason) from None
    return Dataset(path.name, columns, say("Arrays of a NumPy archive"))


def _broken(path: Path, reason: Message) -> DataError:
    return bad(
        "{path} is damaged or no .npz archive: {reason}. Copy it again or save it by numpy.savez.",
        path=path.name,
        reason=reason,
    )


def _check_members(archive: SafeZip, path: Path) -> None:
    for name in archive.members:
        if not name.endswith(".npy") or len(name) == len(".npy"):
            raise _broken(path, say("its member {name!r:.60} is no .npy array", name=name))
    unpacked = [name for name in archive.members if not _is_mapped(archive, name)]
    size, packed = (sum(map(count, unpacked)) for count in (archive.size, archive.packed_size))
    if size > SUSPICIOUS_SIZE and size > SUSPICIOUS_RATIO * packed:
        raise _broken(
            path,
            say("its members would unpack to more than {ratio} times their size", ratio=SUSPICIOUS_RATIO),
        )
    need_memory(path.name, size)


def _is_mapped(archive: SafeZip, name: str) -> bool:
    return archive.is_stored(name) and archive.size(name) >= MAPPED_FROM


def _column(archive: SafeZip, path: Path, member: str, end: str) -> ArrayColumn:
    name = member.removesuffix(f"{end}.npy")
    where = f"{path.name}: {name}"
    with archive.open(member) as stream:
        header = read_header(stream, where, archive.size(member))
        if _is_mapped(archive, member):
            while stream.read(1 << 20):  # read to the end once: only then is the checksum compared
                pass
            offset = archive.offset(member) + header.offset
            mapped = np.memmap(path, header.dtype, "r", offset, header.shape)
            return ArrayColumn(name, mapped, in_memory=False)
        array = np.empty(header.shape, header.dtype)
        _fill(stream, array, where)
    return ArrayColumn(name, array.astype(array.dtype.newbyteorder("="), copy=False))


def _fill(stream: MemberStream, array: NDArray[Any], where: str) -> None:
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
