"""The whole model small, with the part in view framed; a press or drag goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import faded, mix

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

SIZE = QSize(176, 108)


class Minimap(QWidget):
    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.resize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.canvas.refreshed.connect(self.update)
        view.moved.connect(self.update)
        view.theme.changed.connect(self.update)

    def _fit(self) -> tuple[float, QPointF]:
        """Scale and offset from the scene to this widget."""
        whole = self._view.canvas.content_rect().united(self._view.visible_rect()).adjusted(-20, -20, 20, 20)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        return scale, room.center() - whole.center() * scale

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._view.theme.colors
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(c.line, 1))
        p.setBrush(faded(c.panel, 0.96))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        p.setClipRect(QRectF(self.rect()).adjusted(4, 4, -4, -4))
        scale, offset = self._fit()
        p.setPen(Qt.PenStyle.NoPen)
        plain = mix(c.line, c.muted, 0.15)
        for box in self._view.canvas.boxes.values():
            frame = box.frame()
            p.setBrush(c.accent if box.selected else c.bad if box.marks.worst == "error" else plain)
            small = QRectF(frame.topLeft() * scale + offset, frame.size() * scale)
            p.drawRoundedRect(small, 1.5, 1.5) if small.width() > 5 else p.drawRect(small)
        seen = self._view.visible_rect()
        p.setBrush(faded(c.accent, 0.05))
        p.setPen(QPen(c.accent, 1.2))
        p.drawRect(QRectF(seen.topLeft() * scale + offset, seen.size() * scale))
        p.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        scale, offset = self._fit()
        self._view.centerOn((event.position() - offset) / scale)
        self._view.moved.emit()
