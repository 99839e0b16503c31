"""The contract of a gesture, and what the pointer tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from graph.document.document import Source
from graph.editing.rewiring import End
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.theme import Theme

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


class Canvas(Protocol):
    """What a gesture may touch."""

    editing: Editing
    theme: Theme
    canvas: CanvasScene

    @property
    def zoom(self) -> float: ...
    def visible_rect(self) -> QRectF: ...
    def names(self, ids: Iterable[str]) -> str: ...
    def call_name(self, call: str) -> str: ...
    def hint(self, text: str, at: QPoint, bad: bool = False, stay: int = 0) -> None: ...
    def quick_add(self, at: QPoint | None = None, wire: Source | End | None = None) -> None: ...
    def pan(self, dx: int, dy: int) -> None: ...


class Gesture:
    """From press to release. The document changes at `end` only; `cancel` leaves no trace."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: Canvas, at: Pointer) -> None:
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
