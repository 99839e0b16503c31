"""A note or a frame on the canvas: its text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from graph.editing import edits
from gui.editing import Editing
from gui.parts import column, plain


class NotePage(QWidget):
    """Edits a note's text; typing merges into one undo step."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.note_id = ""
        self.title = plain("", "section")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Text"))
        self.text.textChanged.connect(self._typed)
        page = column(self, (16, 16, 16, 16), 8)
        page.addWidget(self.title)
        page.addWidget(self.text)
        page.addStretch(1)

    def show_note(self, note_id: str) -> None:
        self.note_id = note_id
        note = self.editing.model.notes[note_id]
        self.title.setText(self.tr("Frame") if note.frame else self.tr("Note"))
        if self.text.toPlainText() != note.text:
            self.text.blockSignals(True)
            self.text.setPlainText(note.text)
            self.text.blockSignals(False)

    def _typed(self) -> None:
        note = self.editing.model.notes.get(self.note_id)
        if note is None:
            return
        model, changed = self.editing.model_id, replace(note, text=self.text.toPlainText())
        self.editing.apply(self.tr("Edit note"), lambda d: edits.put_note(d, model, changed)[0], f"{self.note_id}.text")
