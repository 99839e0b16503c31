"""A rubber band over boxes, notes and dots: alone it selects, with Shift it adds, with Ctrl it toggles."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.items.overlay import BandItem


class RubberBand(Gesture):
    def start(self) -> None:
        self._before = self.editing.selection
        self._band: BandItem | None = None
        self.scene.select_wires(())
        if not (self.origin.shift or self.origin.control):
            self.editing.select(())

    def move(self, at: Pointer) -> None:
        if not self.is_drag(at):
            return
        if self._band is None:
            self._band = BandItem(self.view.theme)
            self.scene.addItem(self._band)
        rect = QRectF(self.origin.scene, at.scene).normalized()
        self._band.show_rect(rect)
        touched = self.scene.frames.touching(rect)
        touched |= {key for key, note in self.scene.notes.items() if rect.contains(note.frame())}
        touched |= {key for key, dot in self.scene.dots.items.items() if rect.contains(dot.pos())}
        if self.origin.control:
            self.editing.select(self._before ^ touched)
        else:
            self.editing.select(self._before | touched if self.origin.shift else touched)

    def end(self, _at: Pointer) -> None:
        self._remove()

    def cancel(self) -> None:
        self._remove()
        self.editing.select(self._before)

    def _remove(self) -> None:
        if self._band is not None:
            self.scene.removeItem(self._band)
            self._band = None
