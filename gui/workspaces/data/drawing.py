"""What is painted on the Data page: small histograms, chips, cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.theme import Theme, font, mix
from runtime.data.column_look import CLASS, TEXT, ColumnLook

SMALL, BOLD = font(11), font(13, QFont.Weight.DemiBold)
GAP, CORNER = 2.0, 2.5
MOST_BARS = 24
_METRICS: dict[int, tuple[QFont, QFontMetricsF]] = {}


def bars_of(look: ColumnLook) -> tuple[int, ...]:
    """What is drawn of a column: how often each class occurs, or how many values lie in each part of the range."""
    if look.kind in (CLASS, TEXT):
        return tuple(count for _, count in look.classes[:MOST_BARS])
    return look.bars


def draw_bars(p: QPainter, area: QRectF, counts: Sequence[int], color: QColor) -> None:
    """Bars that stand on the lower edge; the smallest that is there at all can be seen."""
    if not counts or not max(counts):
        return
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    each = area.width() / len(counts)
    gap = min(GAP, each / 4)
    for place, count in enumerate(counts):
        if count:
            tall = max(1.5, area.height() * count / max(counts))
            bar = QRectF(area.left() + place * each, area.bottom() - tall, max(1.0, each - gap), tall)
            corner = min(CORNER, bar.width() / 3, tall / 3)
            p.drawRoundedRect(bar, corner, corner)


def metrics_of(face: QFont) -> QFontMetricsF:
    """Made once for each of the faces that stay: a table asks for every cell."""
    if id(face) not in _METRICS:
        _METRICS[id(face)] = (face, QFontMetricsF(face))
    return _METRICS[id(face)][1]


def chip_width(said: str) -> float:
    return metrics_of(SMALL).horizontalAdvance(said) + 14


def draw_chip(p: QPainter, at: QPointF, said: str, ink: QColor, ground: QColor) -> float:
    """A word on a rounded ground; gives its width."""
    width = chip_width(said)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ground)
    p.drawRoundedRect(QRectF(at.x(), at.y(), width, 17), 8.5, 8.5)
    p.setPen(ink)
    p.setFont(SMALL)
    p.drawText(QRectF(at.x(), at.y(), width, 17), Qt.AlignmentFlag.AlignCenter, said)
    return width


def draw_card(p: QPainter, area: QRectF, theme: Theme, chosen: bool, ground: QColor | None = None) -> None:
    c = theme.colors
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(c.accent if chosen else c.line, 1.5 if chosen else 1))
    p.setBrush(ground if ground is not None else c.card)
    p.drawRoundedRect(area, 8, 8)


def draw_line(p: QPainter, area: QRectF, said: str, ink: QColor, face: QFont = SMALL, right: bool = False) -> None:
    """One line of text that ends in an ellipsis where there is too little room."""
    p.setFont(face)
    p.setPen(ink)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    if len(said) * face.pixelSize() > area.width():  # no sign is wider than it is high
        said = metrics_of(face).elidedText(said, Qt.TextElideMode.ElideRight, area.width())
    p.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), said)


def bar_color(theme: Theme, role: str) -> QColor:
    """Green what is learnt, blue what is learnt from, grey what is not used."""
    c = theme.colors
    if role == "target":
        return theme.family("output")
    return c.accent if role == "input" else mix(c.muted, c.panel, 0.45)
