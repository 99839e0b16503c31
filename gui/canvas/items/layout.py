"""Where things are on a card: sizes in scene units, which are pixels at 100 %."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from gui.canvas.card import Card
from gui.theme import font

GRID = 24
MIN_WIDTH, MAX_WIDTH = 196.0, 296.0
WIDTHS = (MIN_WIDTH, 236.0, MAX_WIDTH)
HEAD, ROW, FOOT, PAD = 48.0, 24.0, 26.0, 8.0
RADIUS, STRIP, MARGIN = 9.0, 4.0, 15.0
PORT = 5.5
TITLE = font(14, QFont.Weight.DemiBold)
SMALL = font(12)
TEXT = font(13)


@cache
def metrics(face: QFont) -> QFontMetricsF:
    return QFontMetricsF(face)


def width_of(text: str, face: QFont) -> float:
    return metrics(face).horizontalAdvance(text)


def elided(text: str, face: QFont, width: float) -> str:
    """The text cut to a width with an ellipsis; line breaks become spaces."""
    return metrics(face).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)


def pixels(p: QPainter) -> float:
    """Pixels of the screen for a unit of the scene."""
    device = p.device()
    return p.worldTransform().m11() * (device.devicePixelRatioF() if device is not None else 1.0)


@dataclass(frozen=True)
class Line:
    """A piece of text at its baseline."""

    at: QPointF
    text: str


@dataclass(frozen=True)
class Layout:
    """A card's measures, made once per content: painting only draws what stands here."""

    rect: QRectF
    title: Line
    subtitle: Line
    badge: QRectF
    labels: tuple[Line, ...]
    values: tuple[Line, ...]
    foot: Line
    foot_y: float
    strip: QPainterPath = field(compare=False)
    inputs: dict[tuple[str, int], QPointF]
    outputs: dict[tuple[str, int], QPointF]


def lay_out(card: Card) -> Layout:
    """Measure a card. Fonts must exist, so not before the application does."""
    width = _width(card)
    foot_y = HEAD + ROW * len(card.rows)
    rect = QRectF(0, 0, width, foot_y + (FOOT if card.foot else PAD))
    badge = QRectF(width - 14 - 32, 14, 32, 18) if card.uses > 1 else QRectF()
    room = width - 30 - (badge.width() + 8 if card.uses > 1 else 0)
    labels, values = [], []
    inputs: dict[tuple[str, int], QPointF] = {}
    outputs: dict[tuple[str, int], QPointF] = {}
    for i, row in enumerate(card.rows):
        middle = HEAD + ROW * i + ROW / 2
        value_width = width_of(row.value, TEXT)
        if row.label:
            text = elided(row.label, TEXT, width - 40 - value_width)
            labels.append(Line(QPointF(15, middle + 4.5), text))
        if row.value:
            values.append(Line(QPointF(width - 15 - value_width, middle + 4.5), row.value))
        if row.input is not None:
            inputs[row.call, row.input] = QPointF(0, middle)
        if row.output is not None:
            outputs[row.call, row.output] = QPointF(width, middle)
    return Layout(
        rect,
        Line(QPointF(15, 24), elided(card.title, TITLE, room)),
        Line(QPointF(15, 41), elided(card.subtitle, SMALL, width - 28)),
        badge,
        tuple(labels),
        tuple(values),
        Line(QPointF(15, foot_y + 17.5), elided(card.foot, SMALL, width - 28)),
        foot_y,
        strip_path(rect),
        inputs,
        outputs,
    )


def _width(card: Card) -> float:
    """The first of few widths in which its texts have room: cards of one column mostly agree, and ports rarely move
    while somebody types a number."""
    needed = [width_of(card.title, TITLE) + (44 if card.uses > 1 else 0), width_of(card.foot, SMALL)]
    needed.append(width_of(card.subtitle, SMALL))
    for row in card.rows:
        needed.append(width_of(row.label, TEXT) + width_of(row.value, TEXT) + (16 if row.label and row.value else 0))
    return next((width for width in WIDTHS if max(needed) + 32 <= width), MAX_WIDTH)


def strip_path(rect: QRectF) -> QPainterPath:
    """The family's colour along the left edge, following the round corners."""
    return _strip(rect.width(), rect.height())


@cache
def _strip(width: float, height: float) -> QPainterPath:
    whole, left = QPainterPath(), QPainterPath()
    whole.addRoundedRect(QRectF(0, 0, width, height), RADIUS, RADIUS)
    left.addRect(QRectF(0, 0, STRIP, height))
    return whole.intersected(left)
