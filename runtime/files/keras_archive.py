"""The members of a `.keras` archive or folder: read into memory by exact name, within a budget, never unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.specs.message import Message, say
from graph.storage.atomic import file_trouble
from graph.storage.safe_zip import SafeZip, ZipError
from runtime.files.contents import KerasFileError, beginning, opened_file

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
MOST_MEMBERS = 1_000
CONFIG_LIMIT = 16 << 20


class UnreadableFile(KerasFileError):
    """A file with layers that can't be read: `layers` are their names, each with why. The rest can be opened."""

    def __init__(self, path: Path, layers: Sequence[tuple[str, Message]]) -> None:
        from graph.keras.config import UnreadableLayers

        self.layers = tuple(layers)
        reason = UnreadableLayers(self.layers).message
        super().__init__(say("{path} can't be opened: {reason}", path=path.name, reason=reason))


def is_keras_folder(path: Path) -> bool:
    """Whether this is what Keras writes with `zipped=False`: a folder of what else lies in the archive."""
    try:
        return path.is_dir() and (path / CONFIG).is_file()
    except (OSError, ValueError):
        return False


class KerasArchive:
    """An open `.keras` file, or a folder of its members. Raises KerasFileError alone, whatever is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = path if is_keras_folder(path) else None
        if self._folder is not None:
            return
        self._file = opened_file(path)
        try:
            self._zip = SafeZip(self._file, MOST_MEMBERS)
        except ZipError as error:
            self._file.close()
            raise self.broken(error.message) from None

    def __enter__(self) -> KerasArchive:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is None:
            self._file.close()

    def read(self, name: str, limit: int) -> bytes:
        """A member of at most `limit` bytes; raises KerasFileError."""
        if self._folder is not None:
            return self._of_folder(self._folder / name, limit)
        try:
            return self._zip.read(name, limit)
        except ZipError as error:
            raise self.broken(error.message) from None

    def _of_folder(self, file: Path, limit: int) -> bytes:
        try:
            if file.is_symlink() or not file.is_file():
                raise self.broken(say("it has no file {name}", name=file.name))
        except OSError as error:
            raise KerasFileError(file_trouble(error, file)) from None
        data = beginning(file, limit + 1)
        if len(data) > limit:
            raise self.broken(say("{name} is too large", name=file.name))
        return data

    def has(self, name: str) -> bool:
        return (self._folder / name).is_file() if self._folder is not None else name in self._zip.members

    def broken(self, reason: Message) -> KerasFileError:
        return KerasFileError(
            say("{path} is damaged or no .keras file: {reason}. Save it again.", path=self.path.name, reason=reason)
        )
