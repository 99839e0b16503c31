"""What lies behind: the grid of dots, and the soft shadows of boxes; both put down from pictures made once."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.canvas.items.layout import GRID, MARGIN, RADIUS
from gui.theme import Colors, faded

DOT = 1.25
SOFTNESS, DROP = 11, 3.0


def draw_grid(p: QPainter, rect: QRectF, colors: Colors, zoom: float) -> None:
    """Dots that thin out as they come closer on the screen. A row is drawn once and put down line by line.

    Always a whole row, from the same pixel: a part that is painted anew has its dots where they were.
    """
    p.fillRect(rect, colors.canvas)
    step = float(GRID)
    while step * zoom < 18:
        step *= 2
    transform = p.worldTransform()
    area, across = transform.mapRect(rect), QRectF(p.viewport())
    origin, gap = transform.map(QPointF(0, 0)), step * zoom
    left = origin.x() + math.floor((across.left() - origin.x()) / gap) * gap
    first, last = math.floor((area.top() - origin.y()) / gap), math.ceil((area.bottom() - origin.y()) / gap)
    device = p.device()
    ratio = device.devicePixelRatio() if device else 1.0
    row = _row(math.ceil(across.width() / gap) + 2, gap, colors.grid.rgba(), ratio)
    p.save()
    p.resetTransform()
    for line in range(first, last + 1):
        at = QPointF(left, origin.y() + line * gap) - QPointF(DOT, DOT)
        p.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), row)
    p.restore()


@lru_cache(maxsize=16)
def _row(count: int, gap: float, color: int, ratio: float) -> QPixmap:
    """One line of dots, `gap` apart."""
    picture = QPixmap(math.ceil((count * gap + 2 * DOT) * ratio), math.ceil(2 * DOT * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    p = QPainter(picture)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor.fromRgba(color))
    for i in range(count):
        p.drawEllipse(QPointF(i * gap + DOT, DOT), DOT, DOT)
    p.end()
    return picture


def draw_shadow(p: QPainter, rect: QRectF, color: QColor, strength: float) -> None:
    """A soft shadow a little below a card."""
    picture = _shadow(round(rect.width()), round(rect.height()), color.rgba(), strength)
    around = rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    p.drawPixmap(around, picture, QRectF(picture.rect()))


@lru_cache(maxsize=256)
def _shadow(width: int, height: int, color: int, strength: float) -> QPixmap:
    picture = QPixmap(width + 2 * int(MARGIN), height + 2 * int(MARGIN))
    picture.fill(Qt.GlobalColor.transparent)
    p = QPainter(picture)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(faded(QColor.fromRgba(color), strength / SOFTNESS))
    card = QRectF(MARGIN, MARGIN + DROP, width, height)
    for i in range(SOFTNESS):
        # The spread grows faster outwards, so that the shadow thins out instead of ending.
        spread = (i / (SOFTNESS - 1)) ** 1.6 * (MARGIN - DROP)
        p.drawRoundedRect(card.adjusted(-spread, -spread, spread, spread), RADIUS + spread, RADIUS + spread)
    p.end()
    return picture
