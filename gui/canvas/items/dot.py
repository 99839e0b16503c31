"""A reroute dot: a place that a wire is led through."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from graph.document.document import Dot
from gui.canvas.items.layout import pixels
from gui.theme import Theme, mix

RADIUS = 6.0
VISIBLE = 0.2
"""Below so many pixels of the screen for a unit of the scene a dot is not seen, and not in the way."""


class DotItem(QGraphicsItem):
    """One dot, at its own place; the wire is led by the scene."""

    def __init__(self, dot: Dot, theme: Theme) -> None:
        super().__init__()
        self.dot, self.theme = dot, theme
        self.selected = self.hovered = False
        self.setZValue(0.5)
        self.show_dot(dot)

    @property
    def key(self) -> str:
        return self.dot.id

    @property
    def wire(self) -> tuple[str, int]:
        """Where its wire ends."""
        return self.dot.call, self.dot.port

    def show_dot(self, dot: Dot) -> None:
        self.dot = dot
        self.setPos(*dot.position)

    def put(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.update()

    def frame(self) -> QRectF:
        """Its square in scene coordinates."""
        return QRectF(self.x() - RADIUS, self.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)

    def near(self, at: QPointF, reach: float) -> bool:
        away = self.pos() - at
        return away.x() ** 2 + away.y() ** 2 <= max(RADIUS, reach) ** 2

    def boundingRect(self) -> QRectF:
        return QRectF(-RADIUS - 2, -RADIUS - 2, 2 * RADIUS + 4, 2 * RADIUS + 4)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if pixels(p) < VISIBLE:
            return
        c = self.theme.colors
        p.setPen(QPen(c.accent if self.selected else c.canvas, 2))
        p.setBrush(c.accent if self.selected else mix(c.wire, c.text, 0.45) if self.hovered else c.wire)
        size = RADIUS - 1
        p.drawEllipse(QPointF(), size, size)
        p.setBrush(Qt.BrushStyle.NoBrush)
