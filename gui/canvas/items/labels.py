"""The shapes that stand on wires, above all of them: none is struck through by a wire that runs beneath it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.items.layout import pixels
from gui.canvas.items.wire import SHAPES, WireItem

EVERYWHERE = QRectF(-1e7, -1e7, 2e7, 2e7)


class LabelsItem(QGraphicsItem):
    """One for all wires of a scene: it is painted wherever anything is."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-0.5)  # between the wires and the boxes
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, p: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if pixels(p) < SHAPES:
            return
        for item in self.scene().items(option.exposedRect):
            if isinstance(item, WireItem):
                item.paint_label(p)
