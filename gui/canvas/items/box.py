"""The box of a layer: a card with a strip in its family's colour, rows of ports, weights at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.card import Card
from gui.canvas.items.box_painting import BoxPainting, Side, name_font
from gui.canvas.items.layout import HEAD, MARGIN, ROW, Layout, elided, lay_out, pixels
from gui.canvas.marks import Marks
from gui.theme import Theme

FULL = 0.42
"""From so many pixels of the screen for a unit of the scene on, a card shows everything; before, its name."""


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
        self._shortened: tuple[int, str] = (0, "")

    @property
    def key(self) -> str:
        return self.card.key

    def show_card(self, card: Card) -> None:
        if card is not self.card:
            self.prepareGeometryChange()
            self.card, self.layout = card, lay_out(card)
            self._shortened = (0, "")
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
        if self.dimmed:
            p.setOpacity(0.45)
        painting, zoom = BoxPainting(p, self), p.worldTransform().m11()
        if pixels(p) < FULL:
            size = min(int(11 / zoom), 34)
            painting.name(size, self._short_name(size))
        else:
            painting.card()

    def _short_name(self, size: int) -> str:
        if self._shortened[0] != size:
            self._shortened = (size, elided(self.card.title, name_font(size), self.layout.rect.width() - 32))
        return self._shortened[1]
