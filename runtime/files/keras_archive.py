"""The members of a `.keras` archive: read into memory by exact name, within a budget, never unpacked to the disk."""

from __future__ import annotations

from pathlib import Path

from graph.specs.message import Message, MessageError, say
from graph.storage.atomic import file_trouble
from graph.storage.safe_zip import SafeZip, ZipError

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
MOST_MEMBERS = 1_000
CONFIG_LIMIT = 64 << 20


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
            self._zip = SafeZip(self._file, MOST_MEMBERS)
        except ZipError as error:
            self._file.close()
            raise self.broken(error.message) from None

    def __enter__(self) -> KerasArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, name: str, limit: int) -> bytes:
        """A member of at most `limit` bytes; raises KerasFileError."""
        try:
            return self._zip.read(name, limit)
        except ZipError as error:
            raise self.broken(error.message) from None

    def has(self, name: str) -> bool:
        return name in self._zip.members

    def broken(self, reason: Message) -> KerasFileError:
        return KerasFileError(
            say("{path} is damaged or no .keras file: {reason}. Save it again.", path=self.path.name, reason=reason)
        )
