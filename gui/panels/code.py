"""The document as a Keras script: read-only, to copy or to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRunnable, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from graph.document.document import Document
from graph.document.names import identifier
from graph.export.data_script import needs_file
from graph.export.keras_code import data_file_name, keras_code
from graph.specs.message import MessageError
from gui.data_source import DataSource
from gui.editing import Editing
from gui.files import DocumentFiles
from gui.messages import tell
from gui.panels.highlighting import PythonHighlighter
from gui.panels.lazy import LazyPanel
from gui.parts import column, plain
from gui.theme import Theme, font
from gui.translate import text
from runtime.data.readers.reader import open_dataset
from runtime.data.saving import save_columns


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
        self.code = QPlainTextEdit()
        self.code.setReadOnly(True)
        self.code.setProperty("role", "code")
        self.code.setFont(font(12, monospace=True))
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setAccessibleName(self.tr("Python script"))
        self.highlighter = PythonHighlighter(self.code.document(), theme)
        self.trouble = plain("", "muted", wrap=True)
        self.copy_button, self.save_button = QPushButton(self.tr("Copy")), QPushButton(self.tr("Save…"))
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(lambda: self.save())
        tools = QHBoxLayout()
        tools.addWidget(plain(self.tr("Keras 3, functional API"), "muted"), 1)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.save_button)
        page = column(self, (16, 6, 16, 10), 8)
        page.addLayout(tools)
        page.addWidget(self.trouble)
        page.addWidget(self.code, 1)

    def script(self) -> str | MessageError:
        """The script, or the reason why there is none."""
        try:
            dataset = self.source.now.dataset
            return keras_code(self.editing.document, columns=tuple(dataset.columns) if dataset else ())
        except MessageError as error:
            return error

    def refresh(self) -> None:
        script = self.script()
        there = isinstance(script, str)
        self.trouble.setText("" if isinstance(script, str) else text(script))
        self.trouble.setVisible(not there)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(there)
        shown = script if isinstance(script, str) else ""
        if shown != self.code.toPlainText():
            place = self.code.verticalScrollBar().value()
            self.code.setPlainText(shown)
            self.code.verticalScrollBar().setValue(place)

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
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the script"), start, "Python (*.py)")
            if not chosen:
                return False
            path = Path(chosen)
        try:
            path.write_text(script, encoding="utf-8")
        except OSError as error:
            said = self.tr("{path} could not be written: {reason}.").format(path=path, reason=error.strerror)
            tell(self, said).open()
            return False
        document = self.editing.document
        if needs_file(document.data):
            folder = self.files.folder
            QThreadPool.globalInstance().start(_DataSaving(self, document, folder, path.parent))
        return True

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
