"""The contract of a gesture, and what the pointer tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

DRAG = 4
"""Pixels that the pointer moves before a press counts as a drag."""


@dataclass(frozen=True)
class Pointer:
    """Where the pointer is, in the scene and in the view, and which modifier keys are down."""

    scene: QPointF
    screen: QPoint
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def shift(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.ShiftModifier)

    @property
    def control(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        return bool(self.keys & Qt.KeyboardModifier.AltModifier)


class Gesture:
    """From press to release. The document changes at `end` only; `cancel` leaves no trace."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: CanvasView, at: Pointer) -> None:
        self.view, self.scene, self.editing = view, view.canvas, view.editing
        self.origin = at
        self.dragging = False

    def start(self) -> None:
        """The button went down."""

    def move(self, at: Pointer) -> None:
        """The pointer moved while the button is down."""

    def end(self, at: Pointer) -> None:
        """The button went up: make the edit."""

    def cancel(self) -> None:
        """Esc, or the window lost the mouse: put everything back as it was."""

    def is_drag(self, at: Pointer) -> bool:
        """Whether the pointer has ever gone far enough from where it went down."""
        self.dragging = self.dragging or (at.screen - self.origin.screen).manhattanLength() >= DRAG
        return self.dragging
