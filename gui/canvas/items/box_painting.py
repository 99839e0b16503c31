"""How a box is painted: from some distance its name and ports, near everything that stands on its card."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.canvas.card import Card
from gui.canvas.items.backdrop import draw_shadow
from gui.canvas.items.layout import HEAD, PORT, RADIUS, ROW, SMALL, STRIP, TEXT, TITLE, Layout
from gui.canvas.marks import Marks
from gui.theme import Theme, faded, font, mix

Side = Literal["in", "out"]
INK = QColor("#1c222d")
"""Text on bright patches, in both themes."""


class Painted(Protocol):
    """What of a box decides how it looks."""

    theme: Theme
    card: Card
    layout: Layout
    marks: Marks
    selected: bool
    hovered: bool
    hovered_call: str | None
    port_states: dict[tuple[str, int, Side], str]


def name_font(size: int) -> QFont:
    """The face in which a box far away is named."""
    return font(size, QFont.Weight.DemiBold)


class BoxPainting:
    """One painting of a box, in the box's own coordinates."""

    def __init__(self, painter: QPainter, box: Painted) -> None:
        self.p, self.box, self.theme = painter, box, box.theme

    def _edge(self) -> QPen:
        c = self.theme.colors
        if self.box.selected:
            return QPen(c.accent, 2)
        if self.box.marks.worst in ("error", "warning"):
            return QPen(c.bad if self.box.marks.worst == "error" else c.warn, 1.5)
        return QPen(mix(c.line, c.muted, 0.5) if self.box.hovered else c.line, 1)

    def name(self, size: int, name: str) -> None:
        """From some distance: the name alone, as large as keeps it readable."""
        p, c, rect = self.p, self.theme.colors, self.box.layout.rect
        p.setPen(self._edge())
        p.setBrush(c.card)
        p.drawRoundedRect(rect, RADIUS, RADIUS)
        p.fillRect(
            QRectF(rect.left(), rect.top() + 4, STRIP * 2, rect.height() - 8), self.theme.family(self.box.card.family)
        )
        p.setFont(name_font(size))
        p.setPen(c.text)
        p.drawText(QPointF(20, rect.height() / 2 + size * 0.36), name)
        self._paint_ports(self.theme.family(self.box.card.family))

    def card(self) -> None:
        p, c, lay = self.p, self.theme.colors, self.box.layout
        color = self.theme.family(self.box.card.family)
        draw_shadow(p, lay.rect, c.shadow, 0.5 if self.theme.name == "dark" else 0.36)
        p.setPen(self._edge())
        p.setBrush(c.card)
        p.drawRoundedRect(lay.rect, RADIUS, RADIUS)
        p.fillPath(lay.strip, color)
        if self.box.hovered_call is not None:
            self._paint_lit_rows(color)
        p.setPen(c.text)
        p.setFont(TITLE)
        p.drawText(lay.title.at, lay.title.text)
        p.setFont(TEXT)
        for line in lay.labels:
            p.drawText(line.at, line.text)
        p.setPen(c.muted)
        for line in lay.values:
            p.drawText(line.at, line.text)
        p.setFont(SMALL)
        p.drawText(lay.subtitle.at, lay.subtitle.text)
        if self.box.card.foot:
            p.drawText(lay.foot.at, lay.foot.text)
            p.setPen(QPen(c.line, 1))
            p.drawLine(QPointF(STRIP + 8, lay.foot_y + 0.5), QPointF(lay.rect.width() - 10, lay.foot_y + 0.5))
        if self.box.card.uses > 1:
            self._paint_badge(color)
        if self.box.marks.worst in ("error", "warning"):
            self._paint_mark()
        self._paint_ports(color)

    def _paint_lit_rows(self, color: QColor) -> None:
        for i, row in enumerate(self.box.card.rows):
            lit = 0.22 if row.call == self.box.hovered_call else 0.10
            rect = QRectF(STRIP, HEAD + ROW * i + 1, self.box.layout.rect.width() - STRIP - 1, ROW - 2)
            self.p.fillRect(rect, faded(color, lit))

    def _paint_badge(self, color: QColor) -> None:
        p, rect = self.p, self.box.layout.badge
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(color)
        p.drawRoundedRect(rect, 9, 9)
        p.setPen(INK)
        p.setFont(font(11, QFont.Weight.Bold))
        p.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"×{self.box.card.uses}")

    def _paint_mark(self) -> None:
        """The sign of a problem on the upper right corner."""
        p, c = self.p, self.theme.colors
        at = QPointF(self.box.layout.rect.right() - 2, 2)
        p.setPen(QPen(c.card, 2))
        color = c.bad if self.box.marks.worst == "error" else c.warn
        p.setBrush(color)
        p.drawEllipse(at, 9, 9)
        p.setPen(INK if color.lightnessF() > 0.68 else c.on_accent)
        p.setFont(font(12, QFont.Weight.Bold))
        p.drawText(QRectF(at.x() - 9, at.y() - 9, 18, 18), Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_ports(self, color: QColor) -> None:
        c = self.theme.colors
        for row in self.box.card.rows:
            if row.input is not None:
                at = self.box.layout.inputs[row.call, row.input]
                state = self.box.port_states.get((row.call, row.input, "in"), "")
                worst = self.box.marks.ports.get((row.call, row.input))
                shown = {"error": c.bad, "warning": c.warn}.get(worst or "", color)
                self._paint_port(at, shown, row.wired or bool(state), state)
            if row.output is not None:
                state = self.box.port_states.get((row.call, row.output, "out"), "")
                self._paint_port(self.box.layout.outputs[row.call, row.output], color, True, state)

    def _paint_port(self, at: QPointF, color: QColor, filled: bool, state: str) -> None:
        p, c = self.p, self.theme.colors
        if state == "bad":
            color = mix(c.card, c.muted, 0.5)
        if state in ("good", "target"):
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(faded(c.accent, 0.28 if state == "good" else 0.45))
            p.drawEllipse(at, PORT + (5 if state == "good" else 8), PORT + (5 if state == "good" else 8))
            color = c.accent
        if filled:
            p.setPen(QPen(c.card, 2))
            p.setBrush(color)
            p.drawEllipse(at, PORT + 0.5, PORT + 0.5)
        else:
            p.setPen(QPen(color, 2))
            p.setBrush(c.card)
            p.drawEllipse(at, PORT - 1, PORT - 1)
