"""Pulling a note or frame by its corner."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt

from graph.editing.edits import put_note
from gui.canvas.gestures.gesture import Canvas, Gesture, Pointer
from gui.canvas.items.note import NoteItem

translate = QCoreApplication.translate


class Resize(Gesture):
    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, view: Canvas, at: Pointer, item: NoteItem) -> None:
        super().__init__(view, at)
        self._item, self._size = item, item.size

    def move(self, at: Pointer) -> None:
        d = at.scene - self.origin.scene
        self._item.put("size", (max(80.0, self._size[0] + d.x()), max(44.0, self._size[1] + d.y())))

    def end(self, _at: Pointer) -> None:
        size = (round(self._item.size[0]), round(self._item.size[1]))
        note = replace(self._item.note, size=size)
        document, _ = put_note(self.editing.document, self.editing.model_id, note)
        self.editing.apply(translate("Canvas", "Resize {name}").format(name=self.view.names([note.id])), document)

    def cancel(self) -> None:
        self._item.put("size", self._size)
