"""Guards the file of the open document: one window may save it, and what another program wrote is never lost."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from graph.document.document import Document
from graph.specs.message import MessageError
from graph.storage.document_lock import DocumentLock
from graph.storage.file_state import FileState, is_unchanged, state_of
from graph.storage.storage import load
from graph.views.differences import differences
from gui.messages import choice, tell
from gui.translate import text

translate = QCoreApplication.translate
OWN, READ, COPY, THEIRS, OVERWRITE = "own", "read", "copy", "theirs", "overwrite"
"""What somebody may choose, where a file is open elsewhere or was changed."""
LISTED = 10
CALM_MS = 250
"""Programs write a file in several steps: it is looked at when they are done."""


class FileGuard(QObject):
    """The lock of the document's file, and what it held when it was read or written last."""

    changed_elsewhere = Signal()
    """The file is no longer what this window read or wrote."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._lock: tuple[str, DocumentLock] | None = None
        self._next: tuple[str, DocumentLock] | None = None
        self.known: FileState | None = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM_MS)
        self._soon.timeout.connect(self.look)
        self._watcher.fileChanged.connect(self._soon.start)

    def enter(self, path: Path) -> str:
        """How a file may be opened: as one's own, or, where another window has it, as is chosen; empty: not at all."""
        if self.hold(path):
            return OWN
        said = translate("FileGuard", "{name} is open in another window (process {process}).")
        process = DocumentLock(path).whose()[1] or "?"
        box = tell(self._window, said.format(name=path.name, process=process))
        box.setInformativeText(translate("FileGuard", "Only one can save it, so that nobody's edits are lost."))
        return choice(
            box,
            (
                (translate("FileGuard", "Open a copy"), COPY),
                (translate("FileGuard", "Open for reading only"), READ),
                (translate("FileGuard", "Cancel"), ""),
            ),
        )

    def hold(self, path: Path) -> bool:
        """Whether this window may save the file; the lock of the one before is kept until `settle`."""
        real = os.path.realpath(path)
        if self._lock is not None and self._lock[0] == real:
            return True
        self.drop()
        lock = DocumentLock(path)
        if not lock.take_if_possible():
            return False
        self._next = (real, lock)
        return True

    def drop(self) -> None:
        """What was to be opened or saved is not."""
        if self._next is not None:
            self._next[1].release()
            self._next = None

    def settle(self, path: Path | None, own: bool = True) -> None:
        """The document's file is this one from now on, as it is now; None for a document without one."""
        real = None if path is None or not own else os.path.realpath(path)
        if self._next is not None and self._next[0] == real:
            before, self._lock, self._next = self._lock, self._next, None
        elif self._lock is not None and self._lock[0] == real:
            before = None
        else:
            self.drop()
            before, self._lock = self._lock, None
        if before is not None:
            before[1].release()
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._path = path
        self.accept()

    def accept(self) -> None:
        """What the file holds now is known, and may be replaced."""
        self.known = None
        if self._path is not None:
            try:
                self.known = state_of(self._path)
            except OSError:
                pass  # it is said when it is saved
            if str(self._path) not in self._watcher.files():
                self._watcher.addPath(str(self._path))

    def close(self) -> None:
        self._soon.stop()
        self.settle(None)

    def look(self) -> None:
        """See whether somebody else has changed the file."""
        if self._path is None:
            return
        if self._path.exists() and str(self._path) not in self._watcher.files():
            self._watcher.addPath(str(self._path))
        if not self.is_unchanged():
            self.changed_elsewhere.emit()

    def is_unchanged(self) -> bool:
        if self._path is None:
            return True
        try:
            return is_unchanged(self._path, self.known)
        except OSError:
            return True  # it can't be reached: saving says so

    def question(self, path: Path, document: Document) -> QMessageBox:
        """A message that says how the file differs from what is open."""
        said = translate("FileGuard", "{name} was changed by another program since it was opened or saved here.")
        if not path.exists():
            said = translate("FileGuard", "{name} was moved or deleted by another program.")
        box = tell(self._window, said.format(name=path.name))
        box.setInformativeText("\n".join(self._theirs(path, document)))
        return box

    def _theirs(self, path: Path, document: Document) -> list[str]:
        if not path.exists():
            return []
        try:
            theirs = load(path)
        except MessageError as error:
            return [text(error)]
        found = [text(message) for message in differences(document, theirs)]
        heading = translate("FileGuard", "There, and not here:")
        return [heading, *found[:LISTED], *(["…"] if len(found) > LISTED else [])]

    def ask_before_saving(self, path: Path, document: Document) -> str:
        """What is to become of both versions, where the file was changed elsewhere."""
        buttons = [(translate("FileGuard", "Keep mine as a copy…"), COPY)]
        if path.exists():
            buttons.append((translate("FileGuard", "Take theirs"), THEIRS))
        buttons += [(translate("FileGuard", "Overwrite"), OVERWRITE), (translate("FileGuard", "Cancel"), "")]
        return choice(self.question(path, document), tuple(buttons))
