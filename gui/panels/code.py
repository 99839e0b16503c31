"""The document as a Keras script: to read, to copy and to save, and to edit, which the network follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRunnable, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from graph.document.document import Document
from graph.document.names import identifier
from graph.export.data_script import needs_file
from graph.export.keras_code import ARCHITECTURE, TRAINING, WEIGHTS, keras_code
from graph.export.script_parts import data_file_name
from graph.specs.message import MessageError
from graph.storage.atomic import atomic_write
from graph.storage.data_paths import relocated
from gui.data_source import DataSource
from gui.editing import Editing
from gui.files import DocumentFiles
from gui.messages import tell, written
from gui.panels.code_reading import CodeReading, Outcome, underline
from gui.panels.highlighting import PythonHighlighter
from gui.panels.lazy import LazyPanel
from gui.parts import column, plain
from gui.theme import Theme, font
from gui.translate import text
from runtime.data.readers.reader import open_dataset
from runtime.data.saving import save_columns
from runtime.files.code_files import write_code


class CodePanel(LazyPanel):
    """Shows the script and why there is none where the document has none yet."""

    data_saved = Signal(object)
    """The data beside the script has been written: None, or the message of what went wrong."""

    def __init__(
        self, editing: Editing, files: DocumentFiles, source: DataSource, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(editing, parent)
        self.files, self.source = files, source
        source.opened.connect(self.show_anew)
        self.data_saved.connect(self._data_saved)
        self.weights: Callable[[Document], Sequence[Any] | None] = lambda _document: None
        """The weights that there are for a document: the window knows."""
        self.theme = theme
        self.shown = ""
        """The code that stands for the document, as it was written or typed last."""
        self.own: Document | None = None
        """The document that came of what was typed: its code is what stands there."""
        self.reading = CodeReading(self)
        self.reading.pause.timeout.connect(self.read)
        self.reading.done.connect(self.follow)
        self.code = QPlainTextEdit()
        self.code.setProperty("role", "code")
        self.code.setFont(font(12, monospace=True))
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setAccessibleName(self.tr("Python script"))
        self.code.textChanged.connect(self._typed)
        self.highlighter = PythonHighlighter(self.code.document(), theme)
        self.trouble = plain("", "muted", wrap=True)
        self.copy_button, self.save_button = QPushButton(self.tr("Copy")), QPushButton(self.tr("Save…"))
        self.discard_button = QPushButton(self.tr("Back to the network's code"))
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(lambda: self.save())
        self.discard_button.clicked.connect(self.discard)
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("What the code holds"))
        for form, name in (
            (TRAINING, self.tr("Network, data and training")),
            (ARCHITECTURE, self.tr("Network alone")),
            (WEIGHTS, self.tr("Network with its weights")),
        ):
            self.form.addItem(name, form)
        self.form.currentIndexChanged.connect(self._other_form)
        tools = QHBoxLayout()
        tools.addWidget(plain("Keras 3", "muted"))
        tools.addWidget(self.form)
        tools.addStretch(1)
        tools.addWidget(self.discard_button)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.save_button)
        page = column(self, (16, 6, 16, 10), 8)
        page.addLayout(tools)
        page.addWidget(self.trouble)
        page.addWidget(self.code, 1)
        self.discard_button.hide()

    @property
    def is_unfollowed(self) -> bool:
        """Whether something was typed that the network does not follow, or not yet."""
        return self.code.toPlainText() != self.shown

    def script(self, place: Path | None = None) -> str | MessageError:
        """The script, or the reason why there is none. Relative paths of data start from the project's folder, or lead
        from `place` to the same files."""
        document, folder = self.editing.document, self.files.folder
        if place is not None and folder is not None:
            document = relocated(document, folder, place)
        try:
            dataset = self.source.now.dataset
            columns = tuple(dataset.columns) if dataset else ()
            return keras_code(document, self.form.currentData(), columns=columns)
        except MessageError as error:
            return error

    def refresh(self) -> None:
        if self.own is self.editing.document:
            return  # it was typed here
        if self.is_unfollowed and self.shown:
            self._say(self.tr("What was typed here is not in the network yet."), True)
            return
        self.show_script()

    def show_script(self) -> None:
        """Show the code of the document as it is."""
        script = self.script()
        there = isinstance(script, str)
        self._say("" if isinstance(script, str) else text(script), False)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(there)
        self.code.setReadOnly(not there)
        self.shown = script if isinstance(script, str) else ""
        self.own = None
        underline(self.code, (), self.theme.colors.bad)
        if self.shown != self.code.toPlainText():
            place = self.code.verticalScrollBar().value()
            self.code.setPlainText(self.shown)
            self.code.verticalScrollBar().setValue(place)

    def _say(self, trouble: str, can_discard: bool) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.discard_button.setVisible(can_discard)

    def _other_form(self) -> None:
        if not self.is_unfollowed:
            self.show_script()

    def discard(self) -> None:
        """Forget what was typed and is not followed."""
        self.code.setPlainText(self.shown)
        self.show_script()

    def _typed(self) -> None:
        if self.code.toPlainText() == self.shown:
            self.reading.pause.stop()
            if self.discard_button.isVisible():
                self._say("", False)
                underline(self.code, (), self.theme.colors.bad)
        else:
            self.reading.pause.start()

    def read(self) -> None:
        """Read what was typed; `follow` hears what became of it."""
        if self.is_unfollowed:
            self.reading.read(self.editing.document, self.shown, self.code.toPlainText())

    def follow(self, outcome: Outcome) -> None:
        """Let the network follow what was typed, or mark the lines where it can't."""
        if outcome.typed != self.code.toPlainText():
            return  # more was typed meanwhile, which will be read as well
        if outcome.before is not self.editing.document:
            self.read()
            return
        underline(self.code, outcome.trouble, self.theme.colors.bad)
        if outcome.after is None:
            first = outcome.trouble[0]
            said = self.tr("Line {line}: {reason} The network stays as it was.")
            reason = text(first.message)
            self._say(said.format(line=first.line, reason=reason), True)
            return
        self._say("", False)
        self.shown, self.own = outcome.typed, outcome.after
        if outcome.after == self.editing.document:
            self.own = self.editing.document
        else:
            self.editing.apply(self.tr("Edit the code"), outcome.after)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.toPlainText())

    def save(self, path: Path | None = None) -> bool:
        """Write the script to a file, asked for where none is given."""
        script = self.script()
        if not isinstance(script, str):
            tell(self, text(script)).open()
            return False
        if path is None:
            start = f"{identifier(self.editing.document.main.name)}.py"
            all_in_one = self.tr("Folder with model, data and training")
            kinds = ("Python (*.py)", "Jupyter (*.ipynb)", f"{all_in_one} (*)")
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the script"), start, ";;".join(kinds))
            if not chosen:
                return False
            path = Path(chosen)
        if path.suffix != ".py" or self.form.currentData() == WEIGHTS:
            return self._write(path)
        moved = self.script(path.absolute().parent)
        assert isinstance(moved, str)
        if not written(self, path, lambda: atomic_write(path, moved.encode())):
            return False
        document = self.editing.document
        if needs_file(document.data):
            folder = self.files.folder
            QThreadPool.globalInstance().start(_DataSaving(self, document, folder, path.parent))
        return True

    def _write(self, path: Path) -> bool:
        """Write code together with the files that it reads."""
        document, form, folder = self.editing.document, self.form.currentData(), self.files.folder or Path.cwd()
        return written(self, path, lambda: write_code(document, folder, path, form, self.weights(document)))

    def _data_saved(self, trouble: MessageError | None) -> None:
        if trouble is not None:
            tell(self, text(trouble)).open()


class _DataSaving(QRunnable):
    """Writes the data that only this program can make beside the script, in a thread of its own."""

    def __init__(self, panel: CodePanel, document: Document, source: Path | None, target: Path) -> None:
        super().__init__()
        self.panel, self.document, self.source, self.target = panel, document, source, target

    def run(self) -> None:
        trouble = None
        try:
            save_data(self.document, self.source, self.target)
        except MessageError as error:
            trouble = error
        try:
            self.panel.data_saved.emit(trouble)
        except RuntimeError:
            pass  # The window has been closed meanwhile.


def save_data(document: Document, source: Path | None, target: Path) -> None:
    """Write the bound columns of a document's data sets into a folder, as its script expects; raises DataError."""
    plan = document.data
    for spec, held_out in ((plan.dataset, False), (plan.validation, True)):
        if spec is not None:
            path = target / data_file_name(document, held_out)
            save_columns(open_dataset(spec, source), plan.bindings, path)
