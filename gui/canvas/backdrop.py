"""The canvas behind everything: its colour and a grid of dots."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.canvas.items.layout import GRID
from gui.theme import Colors


def draw_grid(p: QPainter, rect: QRectF, colors: Colors, zoom: float) -> None:
    """Dots that thin out as they come closer on the screen, so that there are never too many of them."""
    p.fillRect(rect, colors.canvas)
    step = float(GRID)
    while step * zoom < 18:
        step *= 2
    left, top = math.floor(rect.left() / step) * step, math.floor(rect.top() / step) * step
    columns, rows = int((rect.right() - left) / step) + 1, int((rect.bottom() - top) / step) + 1
    pen = QPen(colors.grid, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setCosmetic(True)
    p.setPen(pen)
    p.drawPoints([QPointF(left + x * step, top + y * step) for x in range(columns) for y in range(rows)])
