"""Reads the members of a `.keras` archive into memory: by exact name, within a budget, never unpacked to the disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from graph.specs.message import MessageError, say
from graph.storage.atomic import file_trouble

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
MOST_MEMBERS = 1_000
LOCAL_HEADER = 30
CONFIG_LIMIT = 64 << 20
LIBRARY_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
    OverflowError,
)


class KerasFileError(MessageError):
    """A `.keras` file can't be read."""


class KerasArchive:
    """An open `.keras` file. Raises KerasFileError, and nothing else, for whatever is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise KerasFileError(file_trouble(error, path)) from None
        except ValueError:
            raise KerasFileError(say("{path!r:.200} can't be a file name.", path=str(path))) from None
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._check(self._zip.infolist())
        except KerasFileError:
            self._file.close()
            raise
        except (OSError, *LIBRARY_ERRORS) as error:
            self._file.close()
            raise self.broken(str(error)) from None

    def __enter__(self) -> KerasArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def read(self, name: str, limit: int) -> bytes:
        """A member of at most `limit` bytes; raises KerasFileError."""
        try:
            member = self._zip.getinfo(name)
        except KeyError:
            raise self.broken(f"it holds no {name}") from None
        if member.file_size > limit:
            raise self.broken(f"its {name} would take {member.file_size} bytes where at most {limit} make sense")
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except (OSError, *LIBRARY_ERRORS) as error:
            raise self.broken(str(error)) from None
        if len(data) != member.file_size:
            raise self.broken(f"its {name} has not the size it claims")
        return data

    def has(self, name: str) -> bool:
        return name in self._zip.namelist()

    def broken(self, reason: str) -> KerasFileError:
        shown = (reason.splitlines() or ["it ends too early"])[0][:140].rstrip(".")
        return KerasFileError(
            say("{path} is damaged or no .keras file: {reason}. Save it again.", path=self.path.name, reason=shown)
        )

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > MOST_MEMBERS:
            raise self.broken(f"it lists {len(members)} members")
        names: set[str] = set()
        end = 0
        for member in sorted(members, key=lambda m: m.header_offset):
            name = member.filename[:60]
            if member.filename in names:
                raise self.broken(f"it has two members called {name!r}")
            if member.flag_bits & 0x1:
                raise self.broken(f"its member {name!r} is encrypted")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.broken(f"its member {name!r} is packed in a way that Keras doesn't use")
            if stat.S_ISLNK(member.external_attr >> 16):
                raise self.broken(f"its member {name!r} is a link")
            if member.header_offset < end:
                raise self.broken("its parts overlap")
            end = member.header_offset + LOCAL_HEADER + len(member.orig_filename.encode()) + member.compress_size
            names.add(member.filename)
