"""Reads zip archives that nobody vouches for: member by member into memory, nothing ever unpacked to the disk.

The members must tile the file from its first byte up to the directory, without gaps or overlaps, so that a damaged or
forged directory can't hide, misplace or repeat one. Layout: PKWARE's application note, 4.3.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from graph.specs.message import Message, MessageError, say

LONGEST_NAME = 200
LARGEST_DIRECTORY = 4 << 20
"""Bytes of a directory: that of ten thousand members fits, a forged one is refused before it fills the memory."""
SUSPICIOUS_SIZE, SUSPICIOUS_RATIO = 256 << 20, 500
PIECE = 1 << 20
LOCAL_HEADER = 30
DESCRIPTOR = 24
"""Bytes of the longest record that may follow a member whose header was written before its size was known."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
HAS_DESCRIPTOR, ENCRYPTED = 0x8, 0x1 | 0x40 | 0x2000
LIBRARY_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,  # how zipfile names a method of packing or a version that it doesn't know
    RuntimeError,
    ValueError,
    OverflowError,
)


class ZipError(MessageError):
    """Why an archive is refused, as the end of a sentence: "its parts overlap"."""


class SafeZip:
    """An open archive of at most `most_members`. Raises ZipError, and nothing else, for whatever is wrong with it.

    The file must stay open as long as the archive is read; closing is left to its owner.
    """

    def __init__(self, file: BinaryIO, most_members: int) -> None:
        self._file = file
        with _library_errors():
            self._zip = zipfile.ZipFile(_Frugal(file))
        found = self._zip.infolist()
        if len(found) > most_members:
            raise ZipError(say("it lists {count} members, more than {most}", count=len(found), most=most_members))
        self.members: dict[str, zipfile.ZipInfo] = {}
        for member in found:
            _check(member)
            if member.filename in self.members:
                raise ZipError(say("it has two members called {name!r:.60}", name=member.filename))
            self.members[member.filename] = member
        self._check_tiling()

    def size(self, name: str) -> int:
        """Bytes that a member takes unpacked; raises ZipError where there is none of that name."""
        return self._member(name).file_size

    def packed_size(self, name: str) -> int:
        """Bytes that a member takes in the file; raises ZipError where there is none of that name."""
        return self._member(name).compress_size

    def is_stored(self, name: str) -> bool:
        """Whether the bytes of a member lie in the file as they are."""
        return self._member(name).compress_type == zipfile.ZIP_STORED

    def read(self, name: str, limit: int) -> bytes:
        """A member of at most `limit` bytes; raises ZipError."""
        size = self.size(name)
        if size > limit:
            raise ZipError(
                say(
                    "its {name!r:.60} would take {size} bytes where at most {limit} make sense",
                    name=name,
                    size=size,
                    limit=limit,
                )
            )
        with self.open(name) as stream:
            pieces = []
            while piece := stream.read(PIECE):
                pieces.append(piece)
        data = b"".join(pieces)
        if len(data) != size:
            raise ZipError(say("its member {name!r:.60} ends too early", name=name))
        return data

    @contextmanager
    def open(self, name: str) -> Iterator[MemberStream]:
        """A member's bytes from first to last. Only who reads to the end knows that the checksum is right."""
        member = self._member(name)
        with _library_errors():
            stream = self._zip.open(member)
        with stream:
            yield MemberStream(stream)

    def offset(self, name: str) -> int:
        """Where in the file a member's bytes begin."""
        with _library_errors():
            return self._data_offset(self._member(name))

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name not in self.members:
            raise ZipError(say("it holds no {name:.60}", name=name))
        return self.members[name]

    def _check_tiling(self) -> None:
        at, slack = 0, 0
        for member in sorted(self.members.values(), key=lambda m: m.header_offset):
            if not at <= member.header_offset <= at + slack:
                raise ZipError(say("its parts overlap or have gaps between them"))
            with _library_errors():
                at = self._data_offset(member) + member.compress_size
            slack = DESCRIPTOR if member.flag_bits & HAS_DESCRIPTOR else 0
        if not at <= self._zip.start_dir <= at + slack:
            raise ZipError(say("its directory misses some of its parts"))

    def _data_offset(self, member: zipfile.ZipInfo) -> int:
        """After the local header, which ends with a name and extra fields of its own lengths (4.3.7)."""
        self._file.seek(member.header_offset)
        header = self._file.read(LOCAL_HEADER)
        if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise ZipError(say("no member begins where {name!r:.60} should", name=member.filename))
        names, extra = struct.unpack("<HH", header[26:])
        return member.header_offset + LOCAL_HEADER + int(names) + int(extra)


class MemberStream:
    """A member that is being read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, count: int) -> bytes:
        """The next `count` bytes, fewer only at the end; raises ZipError."""
        with _library_errors():
            return bytes(self._stream.read(count))


class _Frugal:
    """A file that gives no more at once than a directory of honest size takes: zipfile reads that whole."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self._read = file.seek, file.tell, file.read

    def read(self, count: int = -1) -> bytes:
        if count > LARGEST_DIRECTORY:
            raise ZipError(say("its directory is larger than {limit} bytes", limit=LARGEST_DIRECTORY))
        return self._read(count)

    def seekable(self) -> bool:
        return True


@contextmanager
def _library_errors() -> Iterator[None]:
    """What the library raises, as a ZipError."""
    try:
        yield
    except ZipError:
        raise
    except LIBRARY_ERRORS as error:
        raise ZipError(_reason(error)) from None


def _reason(error: Exception) -> Message:
    """The library's words where they say something, in ours where they can be foreseen."""
    text = str(error)
    if named := re.match(r"Bad CRC-32 for file '(.*)'", text):
        return say("the checksum of {name!r:.60} is wrong", name=named[1])
    if "not a zip file" in text:
        return say("it is no zip archive")
    if not text:
        return say("it ends too early")
    return say("its parts can't be read ({reason:.120})", reason=text.splitlines()[0].strip())


def _check(member: zipfile.ZipInfo) -> None:
    name, reason = member.filename, None
    # An archive knows its entries by the name before a NUL byte; nothing that follows one is meant well.
    if name != member.orig_filename or not _is_plain(name):
        reason = say(
            "its member {name!r:.60} has a name that leads elsewhere or can't be shown", name=member.orig_filename
        )
    elif stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        reason = say("its member {name!r:.60} is a link or device", name=name)
    elif member.flag_bits & ENCRYPTED:
        reason = say("its member {name!r:.60} is encrypted", name=name)
    elif member.compress_type not in METHODS:
        reason = say("its member {name!r:.60} is packed by an unusual method", name=name)
    elif member.compress_type == zipfile.ZIP_STORED and member.compress_size != member.file_size:
        reason = say("its member {name!r:.60} has two different sizes", name=name)
    elif member.file_size > SUSPICIOUS_SIZE and member.file_size > SUSPICIOUS_RATIO * member.compress_size:
        reason = say(
            "its member {name!r:.60} would unpack to more than {ratio} times its size",
            name=name,
            ratio=SUSPICIOUS_RATIO,
        )
    if reason is not None:
        raise ZipError(reason)


def _is_plain(name: str) -> bool:
    """Whether a name is a path below the archive's root on every system, and can be shown."""
    parts = name.removesuffix("/").split("/")
    drive = re.match(r"[A-Za-z]:", name)
    return (
        name.isprintable()
        and len(name) <= LONGEST_NAME
        and "\\" not in name
        and not drive
        and {"", ".", ".."}.isdisjoint(parts)
    )
