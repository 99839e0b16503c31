"""Pushing the canvas: middle button, or Space with the left one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.canvas.gestures.gesture import Gesture, Pointer


class Pan(Gesture):
    cursor = Qt.CursorShape.ClosedHandCursor

    def start(self) -> None:
        self._last = self.origin.screen

    def move(self, at: Pointer) -> None:
        step = at.screen - self._last
        self._last = at.screen
        self.view.pan(step.x(), step.y())
