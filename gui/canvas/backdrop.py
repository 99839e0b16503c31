"""What lies behind: the grid of dots, and the soft shadows of boxes; both put down from pictures made once."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.canvas.items.layout import GRID, MARGIN, RADIUS
from gui.theme import Colors, faded, font

DOT = 1.25
SOFTNESS, DROP = 11, 3.0


def draw_grid(p: QPainter, rect: QRectF, colors: Colors, zoom: float) -> None:
    """Dots that thin out as they come closer on the screen. A row is drawn once and put down line by line."""
    p.fillRect(rect, colors.canvas)
    step = float(GRID)
    while step * zoom < 18:
        step *= 2
    transform = p.worldTransform()
    area, origin, gap = transform.mapRect(rect), transform.map(QPointF(0, 0)), step * zoom
    left = origin.x() + math.floor((area.left() - origin.x()) / gap) * gap
    y = origin.y() + math.floor((area.top() - origin.y()) / gap) * gap
    device = p.device()
    row = _row(math.ceil(area.width() / gap) + 2, gap, colors.grid.rgba(), device.devicePixelRatio() if device else 1.0)
    p.save()
    p.resetTransform()
    while y <= area.bottom() + gap:
        p.drawPixmap(QPointF(left - DOT, y - DOT), row)
        y += gap
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


def draw_words(p: QPainter, middle: QPointF, words: str, colors: Colors) -> None:
    """A muted line on the empty canvas, the same size at every zoom."""
    place = p.worldTransform().map(middle)
    p.save()
    p.resetTransform()
    p.setFont(font(14))
    p.setPen(colors.muted)
    p.drawText(QRectF(place.x() - 400, place.y() - 20, 800, 40), Qt.AlignmentFlag.AlignCenter, words)
    p.restore()


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
