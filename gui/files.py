"""The document's file: new, open, save, recent files, and nothing is lost without asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from graph.document.document import Document, new_document
from graph.specs.message import MessageError, say
from graph.storage.data_paths import relocated, with_absolute_paths
from graph.storage.file_state import state_if_any
from graph.storage.journal import About
from graph.storage.storage import SUFFIX, UNKNOWN, save
from gui.damaged import ask_of_altered
from gui.editing import Editing
from gui.file_kinds import all_kinds, projects
from gui.file_questions import FileQuestions
from gui.file_reading import FileReading
from gui.guard import COPY, OVERWRITE, OWN, THEIRS, FileGuard
from gui.settings import Settings
from gui.trained import Trained
from gui.translate import text, with_notes_translated
from gui.whereabouts import Whereabouts
from runtime.files.documents import MODELS, ONNX, SCRIPTS, Opened


class DocumentFiles(QObject):
    """Which file the edited document belongs to, and every way to another one."""

    path_changed = Signal(object)
    """The file's path, or None for a document that was never saved."""
    told = Signal(str)
    """Something that one should know of what was opened or saved."""

    def __init__(self, editing: Editing, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.editing, self.settings, self.window = editing, settings, window
        self.place = Whereabouts()
        self.trained: Trained | None = None
        self.questions = FileQuestions(window)
        self.reading = FileReading(self.questions, self._show_rest)
        self.guard = FileGuard(window)
        self.guard.changed_elsewhere.connect(self._changed_elsewhere)
        self.instead: Callable[[Path, Document], bool | None] = lambda _path, _document: None
        """Asked before a file is shown: whether something else is shown in its place, None where nothing is."""
        self.may_leave: Callable[[], bool] = lambda: True
        """Whether what else belongs to the document, as its training, lets it go."""

    @property
    def path(self) -> Path | None:
        """The document's file; None for one that was never saved."""
        return self.place.path

    @property
    def name(self) -> str:
        """What the window calls the document."""
        return self.place.name

    @property
    def folder(self) -> Path | None:
        """Where the document's relative paths start."""
        return self.place.folder

    def _show(
        self, document: Document, place: Whereabouts, *, saved: bool = True, trained: Trained | None = None
    ) -> None:
        """Show another document. One without a file is untitled until it is saved."""
        self.trained = trained
        self.guard.settle(place.path, not place.read_only)
        self.editing.load(document, saved=saved)
        self._settle(place)

    def _settle(self, place: Whereabouts) -> None:
        self.place = place
        known = place.path or place.origin
        if known is not None:
            self.settings.remember(known)
        self.path_changed.emit(place.path)

    def new(self) -> None:
        if self.may_go():
            self._show(new_document(), Whereabouts())

    def new_from_template(self, name: str) -> bool:
        """Show a shipped template as an untitled document."""
        from runtime.files import templates

        try:
            found, document = templates.find(name), templates.load(name)
        except MessageError as error:
            self.questions.refuse(error)
            return False
        if not self.may_go():
            return False
        self._show(with_notes_translated(document), Whereabouts(title=text(found.title)))
        return True

    def recover(self, path: Path) -> bool:
        """Show an emergency copy as an unsaved document."""
        opened = self._read(path) if self.may_go() else None
        if opened is not None:
            self._show(opened.document, Whereabouts(title=self.tr("Recovered")), saved=False)
        return opened is not None

    def show_copy(self, document: Document, about: About, title: str) -> None:
        """Show an unsaved copy of a document, such as what was recovered of it: its file stays as it is."""
        name = about.name or self.tr("Untitled")
        self._show(document, Whereabouts(title=title.format(name=name), recovered=about), saved=False)

    def _show_rest(self, document: Document, path: Path) -> None:
        """Show what can be read of a damaged project."""
        self.show_copy(document, About(path, path.name, path.parent), self.tr("{name} (what can be read)"))

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
            self._show(document, Whereabouts(path, read_only=way != OWN), saved=altered is None)
        return True

    def _take_over(self, opened: Opened, origin: Path) -> None:
        """Show what was made elsewhere as a document of its own: nothing is ever saved over where it came from."""
        weights: list[Any] = []
        self.questions.attempt(lambda: weights.extend(opened.trained() or ()), origin)
        document = with_absolute_paths(opened.document, opened.folder)
        kept = () if opened.model is None else (opened.model.optimizer, opened.model.optimizer_names)
        trained = Trained(document, weights, origin, *kept) if weights else None
        self._show(document, Whereabouts(title=origin.name, origin=origin), trained=trained)
        if weights:
            said = self.tr("{name} came with trained weights: training starts from them while its layers stay.")
            self.told.emit(said.format(name=origin.name))
        if opened.notes and origin.suffix.lower() in SCRIPTS:
            self.questions.tell_notes(origin.name, opened.notes)
            return
        for note in opened.notes:
            self.told.emit(text(note))

    def save(self) -> bool:
        return self.save_as(None if self.place.read_only else self.path)

    def save_as(self, path: Path | None = None) -> bool:
        """Write the document, asking for a place where none is given; false where nothing was written."""
        if path is None:
            start, kinds = str(self.place.suggestion(self.editing.document.main.name)), projects()
            chosen, _ = QFileDialog.getSaveFileName(self.window, self.tr("Save as"), start, kinds)
            if not chosen:
                return False
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(SUFFIX)
        path = path.absolute()
        if path.suffix.lower() in (*MODELS, *SCRIPTS, ONNX):
            kept = say("{name} is left as it is: a project is saved under a name that ends in .loom.", name=path.name)
            self.questions.refuse(kept)
            return False
        if not self.guard.hold(path):
            self.questions.refuse(say("{name} is open in another window. Save under another name.", name=path.name))
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
        first = self.path is None
        self._settle(Whereabouts(path))
        if first and self.trained is not None:
            said = self.tr("{name} holds the network. The trained weights stay in {origin}.")
            self.told.emit(said.format(name=path.name, origin=self.trained.origin.name))
        return True

    def take_theirs(self) -> bool:
        """Show what another program made of the file."""
        assert self.path is not None
        opened = self._read(self.path)
        if opened is not None:
            self._show(opened.document, Whereabouts(self.path, read_only=self.place.read_only))
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

    def may_go(self) -> bool:
        """Ask what to do with unsaved changes, and with what else is going on; whether the document may be left."""
        return self._may_lose_changes() and self.may_leave()

    def _may_lose_changes(self) -> bool:
        if not self.editing.is_modified or self.is_blank():
            return True
        answer = self.questions.ask(self.name)
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    def is_blank(self) -> bool:
        """Whether there is nothing to lose: an untitled document without content."""
        models = self.editing.document.models.values()
        return self.path is None and not any(m.layers or m.notes for m in models)

    def _read(self, path: Path) -> Opened | None:
        opened = self.reading.read(path)
        if opened is None and not path.exists():
            self.settings.forget(path)
        return opened

    def _write(self, path: Path) -> bool:
        known = self.guard.known if path == self.path else UNKNOWN
        return self.questions.attempt(lambda: save(self.editing.document, path, known), path, self.save_as)
