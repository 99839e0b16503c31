"""The user's own library: selections saved under names, as the clipboard's text, a file each in the data folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal

from graph.document.document import new_document
from graph.editing.clipboard import paste
from graph.specs.message import MessageError, say
from graph.storage.atomic import atomic_write, file_trouble
from gui.settings import APP

SUFFIX = ".loompart"
LARGEST = 50 << 20
"""Bytes that a saved selection may have."""
UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


class LibraryError(MessageError):
    """A saved selection can't be read, or a name can't be given."""


def library_folder() -> Path:
    """Where saved selections are kept; beside the settings where LAYERLOOM_CONFIG_DIR names their place."""
    given = os.environ.get("LAYERLOOM_CONFIG_DIR")
    return (Path(given) if given else user_data_path(APP, appauthor=False)) / "selections"


def fitting(name: str) -> str:
    """A name as a file can have it."""
    return " ".join(UNFIT.sub(" ", name).split()).strip(". ")[:80]


class Library(QObject):
    """What was saved, by name; files are looked at anew each time, since other windows save as well."""

    changed = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or library_folder()

    def names(self) -> tuple[str, ...]:
        """The names of all that is saved, in their order; of a folder that can't be read none."""
        try:
            found = [path.stem for path in self.folder.iterdir() if path.suffix == SUFFIX and path.is_file()]
        except OSError:
            return ()
        return tuple(sorted(found, key=str.casefold))

    def text(self, name: str) -> str:
        """What is saved under a name, as the clipboard would hold it; raises LibraryError."""
        path = self._path(name)
        try:
            if path.stat().st_size > LARGEST:
                raise LibraryError(say("{name} is too large to be a selection of layers.", name=name))
            text = path.read_text(encoding="utf-8")
            document = new_document()
            paste(document, document.root, text)
        except (OSError, UnicodeDecodeError):
            raise LibraryError(
                say("The saved selection {name} can't be read: {path}.", name=name, path=str(path))
            ) from None
        except LibraryError:
            raise
        except MessageError as error:
            raise LibraryError(
                say("The saved selection {name} is damaged. {reason}", name=name, reason=error)
            ) from None
        return text

    def texts(self) -> dict[str, str]:
        """All that can be read, by name; what is damaged is left out."""
        found = {}
        for name in self.names():
            try:
                found[name] = self.text(name)
            except LibraryError:
                continue
        return found

    def save(self, name: str, text: str) -> str:
        """Save a selection under a name, instead of another of that name; the name as kept. Raises LibraryError."""
        kept = fitting(name)
        if not kept:
            raise LibraryError(say("A saved selection needs a name. Received: {name!r:.80}.", name=name))
        self._change(kept, lambda: self._write(kept, text))
        return kept

    def _write(self, name: str, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        atomic_write(self._path(name), text.encode())

    def _change(self, name: str, change: Callable[[], object]) -> None:
        try:
            change()
        except OSError as error:
            raise LibraryError(file_trouble(error, self._path(name))) from None
        self.changed.emit()

    def rename(self, old: str, new: str) -> str:
        """Give what is saved another name; raises LibraryError where that is taken already."""
        kept = fitting(new)
        if kept == old:
            return old
        if not kept or kept.casefold() in {
            name.casefold() for name in self.names() if name.casefold() != old.casefold()
        }:
            raise LibraryError(say("There is a saved selection {name} already, or the name is empty.", name=new))
        self._change(old, lambda: self._path(old).rename(self._path(kept)))
        return kept

    def delete(self, name: str) -> None:
        """Delete what is saved under a name; raises LibraryError."""
        self._change(name, lambda: self._path(name).unlink(missing_ok=True))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"
