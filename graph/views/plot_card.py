"""The box of one call in a plot: name, kind, and below them shapes and other facts in columns."""

from __future__ import annotations

from dataclasses import dataclass

from graph.views.drawing import Area, Box, CallPath, Text
from graph.views.text_width import shortened, text_width

TITLE, KIND, LABEL, FACT, BADGE = 12.0, 9.5, 8.0, 10.0, 8.0
PADDING = 11.0
STRIP = 4.0
WIDEST_NAME = 230.0
NARROWEST = 96.0


@dataclass(frozen=True)
class Card:
    """What a box says. `columns` are (label, lines) each."""

    name: str
    title: str
    kind: str
    family: str
    badge: str = ""
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    frozen: bool = False


def card_box(card: Card, call: CallPath) -> Box:
    """The box at the origin, just large enough for its texts."""
    title = shortened(card.title, TITLE, WIDEST_NAME, bold=True)
    left = STRIP + PADDING
    badge_width = text_width(card.badge, BADGE, bold=True) + 12 if card.badge else 0.0
    header = text_width(title, TITLE, bold=True) + (badge_width + 10 if badge_width else 0)
    widths = [_column_width(label, lines) for label, lines in card.columns]
    facts = sum(widths) + 2 * PADDING * max(len(widths) - 1, 0)
    inner = max(header, text_width(card.kind, KIND), facts, NARROWEST - left - PADDING)
    width = left + inner + PADDING
    down = PADDING + TITLE
    texts = [Text(left, down - 1.5, title, TITLE, bold=True)]
    badge = None
    if card.badge:
        badge = Area(width - PADDING - badge_width, PADDING - 1.5, badge_width, 14.5)
        middle = badge.x + badge_width / 2
        texts.append(Text(middle, badge.y + 10.2, card.badge, BADGE, bold=True, tone="family", align="center"))
    if card.kind:
        down += KIND + 4.5
        texts.append(Text(left, down - 1, card.kind, KIND, tone="muted"))
    down += PADDING - 2
    rules = []
    if card.columns:
        rules.append((STRIP, down, width, down))
        more = (inner - facts) / len(widths)
        texts_below, splits, bottom = _facts(card, [w + more for w in widths], left, down)
        texts += texts_below
        rules += [(x, down, x, bottom) for x in splits]
        down = bottom
    return Box(
        Area(0.0, 0.0, width, down), card.family, call, card.name, tuple(texts), tuple(rules), badge, card.frozen
    )


def _column_width(label: str, lines: tuple[str, ...]) -> float:
    return max([text_width(label, LABEL), *(text_width(line, FACT) for line in lines)])


def _facts(card: Card, widths: list[float], left: float, top: float) -> tuple[list[Text], list[float], float]:
    """Texts of the columns, where columns are split, and where they end."""
    texts, splits = [], []
    x, bottom = left, top
    for number, ((label, lines), width) in enumerate(zip(card.columns, widths, strict=True)):
        if number:
            splits.append(x - PADDING)
        y = top + 7 + LABEL
        texts.append(Text(x, y - 1, label, LABEL, tone="muted"))
        for line in lines:
            y += FACT + 4
            texts.append(Text(x, y - 1, line, FACT))
        bottom = max(bottom, y + 8)
        x += width + 2 * PADDING
    return texts, splits, bottom
