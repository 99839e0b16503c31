"""The ghost of what a line of quick-add will draw: its cards where they will stand, faint, and their wires."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.card import Card
from gui.canvas.items.box import BoxItem
from gui.canvas.items.layout import RADIUS
from gui.canvas.items.wire import curve
from gui.theme import Theme

OPACITY = 0.62
MARGIN = 30.0


class GhostItem(QGraphicsItem):
    """Cards that are not there yet. The mouse and the search for what it hits go through it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.boxes: dict[str, BoxItem] = {}
        self._wires = QPainterPath()
        self._rect = QRectF()
        self.setZValue(15)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_cards(self, cards: dict[str, tuple[Card, QPointF]]) -> dict[str, BoxItem]:
        """Show these cards at their places; the boxes by key, so that wires can be led to their ports."""
        self.prepareGeometryChange()
        self.boxes = {}
        for key, (card, place) in cards.items():
            box = BoxItem(card, self.theme)
            box.setPos(place)
            self.boxes[key] = box
        self._wires = QPainterPath()
        self._grow()
        return self.boxes

    def lead(self, start: QPointF, end: QPointF) -> None:
        """A wire between two places of the scene."""
        self.prepareGeometryChange()
        self._wires.addPath(curve(start, end))
        self._grow()

    def _grow(self) -> None:
        rect = self._wires.boundingRect()
        for box in self.boxes.values():
            rect = rect.united(box.frame())
        self._rect = rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, p: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        accent = self.theme.colors.accent
        pen = QPen(accent, 1.6, Qt.PenStyle.DashLine)
        p.setOpacity(OPACITY)
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(self._wires)
        for box in self.boxes.values():
            p.save()
            p.translate(box.pos())
            box.paint(p, option, widget)
            p.setOpacity(OPACITY)
            p.setPen(pen)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.layout.rect.adjusted(-1, -1, 1, 1), RADIUS, RADIUS)
            p.restore()
