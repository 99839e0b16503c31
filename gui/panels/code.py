"""The document as a Keras script: read-only, to copy or to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from graph.export.keras_code import keras_code
from graph.message import MessageError
from graph.names import identifier
from gui.editing import Editing
from gui.messages import tell
from gui.panels.highlighting import PythonHighlighter
from gui.panels.lazy import LazyPanel
from gui.panels.parts import column, plain
from gui.theme import Theme, font
from gui.translate import text


class CodePanel(LazyPanel):
    """Shows the script and why there is none where the document has none yet."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
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
            return keras_code(self.editing.document)
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
        return True
