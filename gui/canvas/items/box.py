"""The box of a layer: a card with a strip in its family's colour, rows of ports, weights at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.card import Card
from gui.canvas.items.backdrop import draw_shadow
from gui.canvas.items.layout import HEAD, MARGIN, PORT, RADIUS, ROW, SMALL, STRIP, TEXT, TITLE, Layout, elided, lay_out
from gui.canvas.marks import Marks
from gui.theme import Theme, faded, font, mix

Side = Literal["in", "out"]
INK = QColor("#1c222d")
"""Text on bright patches, in both themes."""
FULL, NAMES = 0.5, 0.16
"""From which zoom on a card shows everything, and its name."""


@dataclass(frozen=True)
class Port:
    """A port of a box: what a wire is drawn from or to."""

    box: BoxItem
    call: str
    index: int
    side: Side

    @property
    def offset(self) -> QPointF:
        """Its place within the box."""
        places = self.box.layout.inputs if self.side == "in" else self.box.layout.outputs
        return places[self.call, self.index]

    def scenePos(self) -> QPointF:
        return self.box.pos() + self.offset


class BoxItem(QGraphicsItem):
    """Draws one card. It knows nothing of the document: the scene hands it a new card when something changed."""

    def __init__(self, card: Card, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.card = card
        self.layout: Layout = lay_out(card)
        self.selected = False
        self.hovered_call: str | None = None
        self.hovered = False
        self.marks = Marks()
        self.port_states: dict[tuple[str, int, Side], str] = {}
        self.dimmed = False
        self._short_name: tuple[int, str] = (0, "")

    def show_card(self, card: Card) -> None:
        if card is not self.card:
            self.prepareGeometryChange()
            self.card, self.layout = card, lay_out(card)
            self._short_name = (0, "")
            self.update()

    def put(self, name: str, value: object) -> None:
        """Change what is highlighted (`selected`, `hovered`, `marks`…) and repaint only if that is a change."""
        if getattr(self, name) != value:
            setattr(self, name, value)
            if name == "selected":
                self.setZValue(1 if value else 0)
            self.update()

    def port(self, call: str, index: int, side: Side) -> Port:
        """One of its ports; raises KeyError where it isn't shown."""
        port = Port(self, call, index, side)
        _ = port.offset
        return port

    def ports(self) -> list[Port]:
        ins = [Port(self, call, i, "in") for call, i in self.layout.inputs]
        return ins + [Port(self, call, i, "out") for call, i in self.layout.outputs]

    def port_near(self, at: QPointF, reach: float) -> Port | None:
        """The port nearest to a point of the scene, if one is within reach."""
        best, nearest = None, reach
        for port in self.ports():
            d = port.scenePos() - at
            distance = (d.x() ** 2 + d.y() ** 2) ** 0.5
            if distance <= nearest:
                best, nearest = port, distance
        return best

    def call_at(self, at: QPointF) -> str | None:
        """The call whose row lies under a point of the scene."""
        row = int((at.y() - self.y() - HEAD) // ROW)
        return self.card.rows[row].call if 0 <= row < len(self.card.rows) else None

    def cut_texts(self) -> list[str]:
        """The texts that had to be shortened, whole."""
        pairs = ((self.layout.title, self.card.title), (self.layout.subtitle, self.card.subtitle))
        return [whole for shown, whole in pairs if shown.text != whole]

    def frame(self) -> QRectF:
        """The card in scene coordinates, without shadow and ports."""
        return self.layout.rect.translated(self.pos())

    def title_rect(self) -> QRectF:
        """Where the name stands, in scene coordinates."""
        return QRectF(self.x() + 8, self.y() + 7, self.layout.rect.width() - 16, 25)

    def boundingRect(self) -> QRectF:
        return self.layout.rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        zoom = p.worldTransform().m11()
        if self.dimmed:
            p.setOpacity(0.45)
        if zoom < NAMES:
            self._paint_block(p)
        elif zoom < FULL:
            self._paint_name(p, zoom)
        else:
            self._paint_card(p)

    def _edge(self) -> QPen:
        c = self.theme.colors
        if self.selected:
            return QPen(c.accent, 2)
        if self.marks.worst in ("error", "warning"):
            return QPen(c.bad if self.marks.worst == "error" else c.warn, 1.5)
        return QPen(mix(c.line, c.muted, 0.5) if self.hovered else c.line, 1)

    def _paint_block(self, p: QPainter) -> None:
        """Far away: a block in the family's colour; crowds of a thousand stay quick to draw."""
        c, rect = self.theme.colors, self.layout.rect
        strip = QRectF(rect.left(), rect.top(), 24, rect.height())
        p.fillRect(rect, c.accent if self.selected else c.bad if self.marks.worst == "error" else c.line)
        p.fillRect(strip, self.theme.family(self.card.family))

    def _paint_name(self, p: QPainter, zoom: float) -> None:
        """From some distance: the name alone, as large as keeps it readable."""
        c, rect = self.theme.colors, self.layout.rect
        p.setPen(self._edge())
        p.setBrush(c.card)
        p.drawRoundedRect(rect, RADIUS, RADIUS)
        p.fillRect(
            QRectF(rect.left(), rect.top() + 4, STRIP * 2, rect.height() - 8), self.theme.family(self.card.family)
        )
        size = min(int(11 / zoom), 34)
        face = font(size, QFont.Weight.DemiBold)
        if self._short_name[0] != size:
            self._short_name = (size, elided(self.card.title, face, rect.width() - 32))
        p.setFont(face)
        p.setPen(c.text)
        p.drawText(QPointF(20, rect.height() / 2 + size * 0.36), self._short_name[1])

    def _paint_card(self, p: QPainter) -> None:
        c, lay = self.theme.colors, self.layout
        color = self.theme.family(self.card.family)
        draw_shadow(p, lay.rect, c.shadow, 0.5 if self.theme.name == "dark" else 0.36)
        p.setPen(self._edge())
        p.setBrush(c.card)
        p.drawRoundedRect(lay.rect, RADIUS, RADIUS)
        p.fillPath(lay.strip, color)
        if self.hovered_call is not None:
            self._paint_lit_rows(p, color)
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
        if self.card.foot:
            p.drawText(lay.foot.at, lay.foot.text)
            p.setPen(QPen(c.line, 1))
            p.drawLine(QPointF(STRIP + 8, lay.foot_y + 0.5), QPointF(lay.rect.width() - 10, lay.foot_y + 0.5))
        if self.card.uses > 1:
            self._paint_badge(p, color)
        if self.marks.worst in ("error", "warning"):
            self._paint_mark(p)
        self._paint_ports(p, color)

    def _paint_lit_rows(self, p: QPainter, color: QColor) -> None:
        for i, row in enumerate(self.card.rows):
            lit = 0.22 if row.call == self.hovered_call else 0.10
            rect = QRectF(STRIP, HEAD + ROW * i + 1, self.layout.rect.width() - STRIP - 1, ROW - 2)
            p.fillRect(rect, faded(color, lit))

    def _paint_badge(self, p: QPainter, color: QColor) -> None:
        rect = self.layout.badge
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(color)
        p.drawRoundedRect(rect, 9, 9)
        p.setPen(INK)
        p.setFont(font(11, QFont.Weight.Bold))
        p.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"×{self.card.uses}")

    def _paint_mark(self, p: QPainter) -> None:
        """The sign of a problem on the upper right corner."""
        c = self.theme.colors
        at = QPointF(self.layout.rect.right() - 2, 2)
        p.setPen(QPen(c.card, 2))
        color = c.bad if self.marks.worst == "error" else c.warn
        p.setBrush(color)
        p.drawEllipse(at, 9, 9)
        p.setPen(INK if color.lightnessF() > 0.68 else c.on_accent)
        p.setFont(font(12, QFont.Weight.Bold))
        p.drawText(QRectF(at.x() - 9, at.y() - 9, 18, 18), Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_ports(self, p: QPainter, color: QColor) -> None:
        c = self.theme.colors
        for row in self.card.rows:
            if row.input is not None:
                at = self.layout.inputs[row.call, row.input]
                state = self.port_states.get((row.call, row.input, "in"), "")
                worst = self.marks.ports.get((row.call, row.input))
                shown = {"error": c.bad, "warning": c.warn}.get(worst or "", color)
                self._paint_port(p, at, shown, row.wired or bool(state), state)
            if row.output is not None:
                state = self.port_states.get((row.call, row.output, "out"), "")
                self._paint_port(p, self.layout.outputs[row.call, row.output], color, True, state)

    def _paint_port(self, p: QPainter, at: QPointF, color: QColor, filled: bool, state: str) -> None:
        c = self.theme.colors
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
