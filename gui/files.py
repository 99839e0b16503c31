"""The document's file: new, open, save, recent files, and nothing is lost without asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from graph.document.document import Document, new_document
from graph.specs.message import Message, MessageError, say
from gui.editing import Editing
from gui.messages import tell
from gui.settings import Settings
from gui.translate import text, with_notes_translated

SUFFIX = ".loom"


class DocumentFiles(QObject):
    """Which file the edited document belongs to, and every way to another one."""

    path_changed = Signal(object)
    """The file's path, or None for a document that was never saved."""

    def __init__(self, editing: Editing, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.editing, self.settings, self.window = editing, settings, window
        self.path: Path | None = None
        self.title = ""

    @property
    def name(self) -> str:
        """What the window calls the document."""
        return self.path.name if self.path else self.title or self.tr("Untitled")

    def _set_path(self, path: Path | None, title: str = "") -> None:
        self.path, self.title = path, title
        if path is not None:
            self.settings.remember(path)
        self.path_changed.emit(path)

    def new(self) -> None:
        if self.may_go():
            self.editing.load(new_document())
            self._set_path(None)

    def new_from_template(self, name: str) -> bool:
        """Show a shipped template as an untitled document."""
        from runtime.files import templates

        try:
            found, document = templates.find(name), with_notes_translated(templates.load(name))
        except MessageError as error:
            self.refuse(error)
            return False
        if not self.may_go():
            return False
        self.editing.load(document)
        self._set_path(None, text(found.title))
        return True

    def recover(self, path: Path) -> bool:
        """Show an emergency copy as an unsaved document."""
        if not self.may_go():
            return False
        document = self._read(path)
        if document is not None:
            self.editing.load(document, saved=False)
            self._set_path(None, self.tr("Recovered"))
        return document is not None

    def open(self, path: Path | None = None) -> bool:
        """Open a file, asked for where none is given; false where it stays at the old document."""
        if not self.may_go():
            return False
        if path is None:
            start = str(self.path.parent if self.path else Path.home())
            chosen, _ = QFileDialog.getOpenFileName(self.window, self.tr("Open"), start, self.filter())
            if not chosen:
                return False
            path = Path(chosen)
        document = self._read(path)
        if document is None:
            return False
        self.editing.load(document)
        self._set_path(path.absolute())
        return True

    def save(self) -> bool:
        return self.save_as(self.path) if self.path else self.save_as()

    def save_as(self, path: Path | None = None) -> bool:
        """Write the document, asking for a place where none is given; false where nothing was written."""
        if path is None:
            folder = self.path.parent if self.path else Path.home()
            start = str(folder / (self.path.name if self.path else f"{self.editing.document.main.name}{SUFFIX}"))
            chosen, _ = QFileDialog.getSaveFileName(self.window, self.tr("Save as"), start, self.filter())
            if not chosen:
                return False
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(SUFFIX)
        if not self._write(path):
            return False
        self.editing.mark_saved()
        self._set_path(path.absolute())
        return True

    def filter(self) -> str:
        return self.tr("Layerloom documents") + f" (*{SUFFIX});;" + self.tr("All files") + " (*)"

    def may_go(self) -> bool:
        """Ask what to do with unsaved changes; whether the document may be left."""
        if not self.editing.is_modified or self.is_blank():
            return True
        answer = self.ask()
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    def is_blank(self) -> bool:
        """Whether there is nothing to lose: an untitled document without content."""
        models = self.editing.document.models.values()
        return self.path is None and not any(m.layers or m.notes for m in models)

    def ask(self) -> QMessageBox.StandardButton:
        box = tell(self.window, self.tr("Save the changes to {name}?").format(name=self.name))
        box.setInformativeText(self.tr("Otherwise they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        return QMessageBox.StandardButton(box.exec())

    def refuse(self, message: Message | MessageError) -> None:
        tell(self.window, text(message)).open()

    def _read(self, path: Path) -> Document | None:
        from graph.storage.storage import load

        found: list[Document] = []
        self._try(lambda: found.append(load(path)), path)
        if not found and not path.exists():
            self.settings.forget(path)
        return found[0] if found else None

    def _write(self, path: Path) -> bool:
        from graph.storage.storage import save

        return self._try(lambda: save(self.editing.document, path), path)

    def _try(self, step: Callable[[], object], path: Path) -> bool:
        try:
            step()
        except MessageError as error:
            self.refuse(error)
            return False
        except OSError as error:
            self.refuse(say("{path}: {reason}.", path=str(path), reason=error.strerror or str(error)))
            return False
        return True
