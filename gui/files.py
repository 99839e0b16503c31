"""The document's file: new, open, save, recent files, and nothing is lost without asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from graph.document.document import Document, new_document
from graph.specs.message import Message, MessageError, say
from graph.storage.atomic import file_trouble
from graph.storage.data_paths import relocated, with_absolute_paths
from graph.storage.file_state import state_if_any
from graph.storage.journal import About
from graph.storage.model_json import StorageError
from graph.storage.storage import SUFFIX, UNKNOWN, UnreadableText, save
from gui.damaged import ask_of_altered, ask_of_damaged, rest_of
from gui.editing import Editing
from gui.file_kinds import all_kinds, projects
from gui.guard import COPY, OVERWRITE, OWN, THEIRS, FileGuard
from gui.importing import open_file
from gui.messages import tell
from gui.settings import Settings
from gui.trained import Trained
from gui.translate import text, with_notes_translated
from runtime.files.documents import MODELS, ONNX, SCRIPTS, Opened
from runtime.files.keras_archive import UnreadableFile

translate = QCoreApplication.translate
LISTED = 12
"""Layers that a question names."""


class DocumentFiles(QObject):
    """Which file the edited document belongs to, and every way to another one."""

    path_changed = Signal(object)
    """The file's path, or None for a document that was never saved."""
    told = Signal(str)
    """Something that one should know of what was opened or saved."""

    def __init__(self, editing: Editing, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.editing, self.settings, self.window = editing, settings, window
        self.path: Path | None = None
        self.title = ""
        self.origin: Path | None = None
        """What an unsaved document was made from: a Keras model or the folder of a run."""
        self.trained: Trained | None = None
        self.recovered: About | None = None
        """Whose unsaved copy the document is."""
        self._elsewhere: Callable[[], object] | None = None
        """What else can be done with a document that could not be saved."""
        self.read_only = False
        """The file is open in another window, which alone may save it."""
        self.opening: Callable[[QWidget, Path, bool], Opened | None] = open_file
        self.guard = FileGuard(window)
        self.guard.changed_elsewhere.connect(self._changed_elsewhere)
        self.instead: Callable[[Path, Document], bool | None] = lambda _path, _document: None
        """Asked before a file is shown: whether something else is shown in its place, None where nothing is."""
        self.may_leave: Callable[[], bool] = lambda: True
        """Whether what else belongs to the document, as its training, lets it go."""

    @property
    def name(self) -> str:
        """What the window calls the document."""
        if self.path and self.read_only:
            return self.tr("{name} (reading only)").format(name=self.path.name)
        return self.path.name if self.path else self.title or self.tr("Untitled")

    @property
    def folder(self) -> Path | None:
        """Where the document's relative paths start."""
        if self.path is None and self.recovered is not None:
            return self.recovered.folder
        return self.path.parent if self.path else None

    def about(self) -> About:
        """What the journal says of the document; of one that was recovered, whose it was."""
        if self.path is None and self.recovered is not None:
            return self.recovered
        return About(self.path, self.name, self.folder)

    def _show(
        self,
        document: Document,
        path: Path | None,
        title: str = "",
        *,
        saved: bool = True,
        trained: Trained | None = None,
        copy_of: About | None = None,
        own: bool = True,
    ) -> None:
        """Show another document. One without a path is untitled until it is saved."""
        self.trained, self.origin, self.recovered, self.read_only = trained, None, copy_of, not own
        self.guard.settle(path, own)
        self.editing.load(document, saved=saved)
        self._set_path(path, title)

    def _set_path(self, path: Path | None, title: str = "") -> None:
        self.path, self.title = path, title
        if path is not None:
            self.settings.remember(path)
        self.path_changed.emit(path)

    def new(self) -> None:
        if self.may_go():
            self._show(new_document(), None)

    def new_from_template(self, name: str) -> bool:
        """Show a shipped template as an untitled document."""
        from runtime.files import templates

        try:
            found, document = templates.find(name), templates.load(name)
        except MessageError as error:
            self.refuse(error)
            return False
        if not self.may_go():
            return False
        self._show(with_notes_translated(document), None, text(found.title))
        return True

    def recover(self, path: Path) -> bool:
        """Show an emergency copy as an unsaved document."""
        opened = self._read(path) if self.may_go() else None
        if opened is not None:
            self._show(opened.document, None, self.tr("Recovered"), saved=False)
        return opened is not None

    def show_copy(self, document: Document, about: About, title: str) -> None:
        """Show an unsaved copy of a document, such as what was recovered of it: its file stays as it is."""
        name = about.name or self.tr("Untitled")
        self._show(document, None, title.format(name=name), saved=False, copy_of=about)

    def open(self, path: Path | None = None) -> bool:
        """Open a project, a Keras model or the folder of a run, asked for where none is given.

        False where it stays at the old document.
        """
        if not self.may_go():
            return False
        if path is None:
            start = str(self.folder or Path.home())
            chosen, _ = QFileDialog.getOpenFileName(self.window, self.tr("Open"), start, all_kinds())
            if not chosen:
                return False
            path = Path(chosen)
        path = path.absolute()
        before = state_if_any(path)
        opened = self._read(path)
        if opened is None:
            return False
        if opened.foreign:
            self._take_over(opened, path)
            return True
        way = self.guard.enter(path)
        if way == OWN and before != state_if_any(path):  # somebody saved it amid all this
            opened = self._read(path)
        if not way or opened is None or (answer := self.instead(path, opened.document)) is False:
            self.guard.drop()
            return False
        if answer:
            return True
        document, altered = opened.document, opened.altered
        if altered is not None:
            found = ask_of_altered(self.window, path, altered, document)
            if found is None:
                self.guard.drop()
                return False
            document = found
        if way == COPY:
            self.show_copy(document, About(path, path.name, path.parent), self.tr("{name} (copy)"))
        else:
            self._show(document, path, saved=altered is None, own=way == OWN)
        return True

    def _take_over(self, opened: Opened, origin: Path) -> None:
        """Show what was made elsewhere as a document of its own: nothing is ever saved over where it came from."""
        weights: list[Any] = []
        self._try(lambda: weights.extend(opened.trained() or ()), origin)
        document = with_absolute_paths(opened.document, opened.folder)
        self._show(document, None, origin.name, trained=Trained(document, weights, origin) if weights else None)
        self.origin = origin
        self.settings.remember(origin)
        if weights:
            said = self.tr("{name} came with trained weights: training starts from them while its layers stay.")
            self.told.emit(said.format(name=origin.name))
        if opened.notes and origin.suffix.lower() in SCRIPTS:
            box = tell(self.window, self.tr("Not all of {name} could be followed.").format(name=origin.name))
            shown = [text(note) for note in opened.notes[:LISTED]]
            box.setInformativeText("\n".join([*shown, *(["…"] if len(opened.notes) > LISTED else [])]))
            box.open()
            return
        for note in opened.notes:
            self.told.emit(text(note))

    def save(self) -> bool:
        return self.save_as(None if self.read_only else self.path)

    def save_as(self, path: Path | None = None) -> bool:
        """Write the document, asking for a place where none is given; false where nothing was written."""
        if path is None:
            start, kinds = str(self._suggestion()), projects()
            chosen, _ = QFileDialog.getSaveFileName(self.window, self.tr("Save as"), start, kinds)
            if not chosen:
                return False
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(SUFFIX)
        path = path.absolute()
        if path.suffix.lower() in (*MODELS, *SCRIPTS, ONNX):
            kept = say("{name} is left as it is: a project is saved under a name that ends in .loom.", name=path.name)
            self.refuse(kept)
            return False
        if not self.guard.hold(path):
            self.refuse(say("{name} is open in another window. Save under another name.", name=path.name))
            return False
        if path == self.path and not self.guard.is_unchanged():
            answer = self.guard.ask_before_saving(path, self.editing.document)
            if answer == COPY:
                return self.save_as()
            if answer == THEIRS:
                self.take_theirs()
            if answer != OVERWRITE:
                return False
            self.guard.accept()
        self._follow_data(path.parent)
        if not self._write(path):
            self.guard.drop()
            return False
        self.guard.settle(path)
        self.editing.mark_saved()
        first, self.origin, self.recovered, self.read_only = self.path is None, None, None, False
        self._set_path(path)
        if first and self.trained is not None:
            said = self.tr("{name} holds the network. The trained weights stay in {origin}.")
            self.told.emit(said.format(name=path.name, origin=self.trained.origin.name))
        return True

    def take_theirs(self) -> bool:
        """Show what another program made of the file."""
        assert self.path is not None
        opened = self._read(self.path)
        if opened is not None:
            self._show(opened.document, self.path, own=not self.read_only)
        return opened is not None

    def _changed_elsewhere(self) -> None:
        """Say so at once, and what is otherwise; at the latest it is asked before saving."""
        if self.path is None or QApplication.activeModalWidget() is not None:
            return
        box = self.guard.question(self.path, self.editing.document)
        if self.path.exists():
            box.addButton(self.tr("Take theirs"), QMessageBox.ButtonRole.ActionRole).clicked.connect(self.take_theirs)
        keep = box.addButton(self.tr("Keep mine"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        self.editing.mark_changed()
        box.open()

    def _follow_data(self, folder: Path) -> None:
        """Let relative paths of data lead from another folder to the same files."""
        old = self.folder
        if old is not None and old != folder:
            document = self.editing.document
            moved = relocated(document, old, folder)
            if moved != document:
                self.editing.apply(self.tr("Follow the data"), moved)

    def _suggestion(self) -> Path:
        """Where a document is saved unless one says otherwise: where it is, else beside what it was made from."""
        if self.path is not None:
            return self.path
        if self.recovered is not None and self.recovered.path is not None:
            was = self.recovered.path
            return was.with_name(f"{was.stem}-recovered{SUFFIX}")
        if self.origin is not None:
            return self.origin.with_name(f"{self.origin.stem}{SUFFIX}")
        return Path.home() / f"{self.editing.document.main.name}{SUFFIX}"

    def may_go(self) -> bool:
        """Ask what to do with unsaved changes, and with what else is going on; whether the document may be left."""
        return self._may_lose_changes() and self.may_leave()

    def _may_lose_changes(self) -> bool:
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
        """Say why something can't be; a document that could not be saved there may be saved elsewhere."""
        box, elsewhere = tell(self.window, text(message)), self._elsewhere
        self._elsewhere = None
        if elsewhere is not None:
            button = box.addButton(self.tr("Save elsewhere…"), QMessageBox.ButtonRole.AcceptRole)
            button.clicked.connect(lambda: elsewhere())
            box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    def _read(self, path: Path) -> Opened | None:
        found: list[Opened | None] = []
        refused: list[UnreadableFile] = []
        damaged: list[StorageError] = []

        def read() -> None:
            try:
                found.append(self.opening(self.window, path, False))
            except UnreadableFile as error:
                refused.append(error)
            except UnreadableText:
                raise
            except StorageError as error:
                damaged.append(error)

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._try(read, path)
        finally:
            QGuiApplication.restoreOverrideCursor()
        if refused:
            return self._read_rest(path, refused[0])
        if damaged:
            rest = rest_of(path)
            if not rest:
                self.refuse(damaged[0])
            elif (document := ask_of_damaged(self.window, rest, damaged[0])) is not None:
                about = About(path, path.name, path.parent)
                self.show_copy(document, about, self.tr("{name} (what can be read)"))
            return None
        if not found and not path.exists():
            self.settings.forget(path)
        return found[0] if found else None

    def _read_rest(self, path: Path, error: UnreadableFile) -> Opened | None:
        """Ask whether a model is to be opened though some of its layers can't be read."""
        if not self.wants_rest(error):
            return None
        found: list[Opened | None] = []
        self._try(lambda: found.append(self.opening(self.window, path, True)), path)
        return found[0] if found else None

    def wants_rest(self, error: UnreadableFile) -> bool:
        """Say which layers can't be read and why; whether the others shall be opened."""
        count = len(error.layers)
        said = self.tr("Layers of this model that can't be read: {count}.").format(count=count)
        reasons = [text(reason) for _, reason in error.layers[:LISTED]]
        note = self.tr("Each stands as a box that keeps what the file says of it; it can't be trained.")
        box = tell(self.window, "\n".join([said, "", *reasons, *(["…"] if count > LISTED else []), "", note]))
        wanted: list[bool] = []  # the box is gone once it is closed
        rest = box.addButton(self.tr("Open the rest"), QMessageBox.ButtonRole.AcceptRole)
        rest.clicked.connect(lambda: wanted.append(True))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return bool(wanted)

    def _write(self, path: Path) -> bool:
        known = self.guard.known if path == self.path else UNKNOWN
        return self._try(lambda: save(self.editing.document, path, known), path, self.save_as)

    def _try(self, step: Callable[[], object], path: Path, elsewhere: Callable[[], object] | None = None) -> bool:
        try:
            step()
        except MessageError as error:
            self._elsewhere = elsewhere
            self.refuse(error)
            return False
        except OSError as error:
            self._elsewhere = elsewhere
            self.refuse(file_trouble(error, path))
            return False
        return True
