"""A wire: a curve from an output to an input, with the shape that flows along it where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from graph.document.document import Source
from graph.layout.routing import TURN
from gui.canvas.items.layout import SMALL, pixels, width_of
from gui.theme import Theme, mix

PILL_HEIGHT = 19.0
SAMPLES = 24
"""Places of a wire's part that are looked at for the one nearest to the pointer."""
DIMMED = 0.35
"""How much is seen of a wire that is not what one looks for."""
NEAR, SHAPES = 0.3, 0.42
"""Below so many pixels of the screen for a unit of the scene wires are thin lines, and have no shape on them."""


def curve(start: QPointF, end: QPointF, lane: float | None = None) -> QPainterPath:
    """The course of a wire, along a lane of that height where there is one (see `graph.layout.routing`); one that runs
    backwards goes round through the room between the two rows."""
    path = QPainterPath(start)
    dx, dy = end.x() - start.x(), end.y() - start.y()
    if dx >= 24 and lane is not None:
        down, up = QPointF(start.x() + TURN, lane), QPointF(end.x() - TURN, lane)
        half = QPointF(TURN / 2, 0)
        path.cubicTo(start + half, down - half, down)
        path.lineTo(up)
        path.cubicTo(up + half, end - half, end)
        return path
    if dx >= 24:
        reach = max(dx * 0.5, min(36.0, abs(dy) * 0.5))
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        return path
    # Half-way height; where both ends are level, below the boxes.
    middle = start.y() + dy / 2 if abs(dy) > 150 else max(start.y(), end.y()) + 110
    middle = middle if lane is None else lane
    turn = 46.0
    down, up = QPointF(start.x(), middle), QPointF(end.x(), middle)
    path.cubicTo(start + QPointF(turn * 1.3, 0), down + QPointF(turn * 1.3, 0), down)
    path.lineTo(up)
    path.cubicTo(up - QPointF(turn * 1.3, 0), end - QPointF(turn * 1.3, 0), end)
    return path


def courses(start: QPointF, through: Sequence[QPointF], end: QPointF) -> list[QPainterPath]:
    """The parts of a wire that is led through places: level at each of them, to the right or back to the left."""
    places = [start, *through, end]
    ways = [1, *(1 if after.x() >= before.x() else -1 for before, after in zip(places, places[2:], strict=False)), 1]
    return [_part(a, b, *ways[i : i + 2]) for i, (a, b) in enumerate(pairwise(places))]


def _part(a: QPointF, b: QPointF, leaving: int, arriving: int) -> QPainterPath:
    """From a place to another, to the right (1) or left (-1) at both."""
    ahead = (b.x() - a.x()) * leaving
    path = QPainterPath(a)
    if leaving != arriving:  # A turn at the farther of both.
        x = max(a.x(), b.x()) if leaving > 0 else min(a.x(), b.x())
        bow = QPointF(leaving * min(60.0, 24 + abs(b.y() - a.y()) / 2), 0)
        first, last = QPointF(x, a.y()), QPointF(x, b.y())
        path.lineTo(first)
        path.cubicTo(first + bow, last + bow, last)
        path.lineTo(b)
    elif ahead < 24 and leaving > 0:
        return curve(a, b)
    else:
        reach = QPointF(leaving * max(abs(ahead) * 0.5, min(36.0, abs(b.y() - a.y()) * 0.5)), 0)
        path.cubicTo(a + reach, b - reach, b)
    return path


class WireItem(QGraphicsItem):
    """One wire, known by the call and the port where it ends."""

    def __init__(self, source: Source, call: str, port: int, theme: Theme) -> None:
        super().__init__()
        self.source, self.call, self.port, self.theme = source, call, port, theme
        self.family = ""
        self.text = ""
        self.path = QPainterPath()
        self._parts: list[QPainterPath] = []
        self.ends = (QPointF(), QPointF())
        self.pill = QRectF()
        self.lane: float | None = None
        self.through: tuple[QPointF, ...] = ()
        self.selected = False
        self.lit = False
        self.cut = False
        self.dimmed = False
        self._bounds = QRectF()
        self.setZValue(-1)

    def lead(
        self,
        start: QPointF,
        end: QPointF,
        text: str,
        family: str,
        lane: float | None = None,
        through: tuple[QPointF, ...] = (),
    ) -> None:
        """Set its ends, the shape written on it, the family whose colour it wears (none: the plain wire's), and the
        height of the lane that it takes around what is in its way, or the places that it is led through."""
        led, said = (start, end, lane, through), (text, family)
        if led == (*self.ends, self.lane, self.through) and said == (self.text, self.family):
            return
        self.prepareGeometryChange()
        self.ends, self.text, self.family, self.lane, self.through = (start, end), text, family, lane, through
        self._parts = courses(start, through, end) if through else [curve(start, end, lane)]
        self.path = QPainterPath(self._parts[0])
        for part in self._parts[1:]:
            self.path.connectPath(part)
        self.pill = self._pill()
        self._bounds = self.path.boundingRect().united(self.pill).adjusted(-4, -4, 4, 4)
        self.update()

    def _pill(self) -> QRectF:
        """Where the shape stands, nowhere if the wire is too short for it."""
        start, end = self.ends
        if not self.text:
            return QRectF()
        width = width_of(self.text, SMALL) + 16
        dx, dy = end.x() - start.x(), abs(end.y() - start.y())
        if dx >= 24 and (dx < width + 10 or (dx < width + 34 and dy < 44)):
            return QRectF()
        if self.through and (self.through[0] - start).manhattanLength() < width + 24:
            return QRectF()
        middle = self._parts[0].pointAtPercent(0.5)
        return QRectF(middle.x() - width / 2, middle.y() - PILL_HEIGHT / 2, width, PILL_HEIGHT)

    def part_at(self, at: QPointF) -> int:
        """Between which of its dots a point lies: 0 is before the first."""

        def away(part: QPainterPath) -> float:
            ways = (part.pointAtPercent(i / SAMPLES) - at for i in range(SAMPLES + 1))
            return min(way.x() ** 2 + way.y() ** 2 for way in ways)

        return min(range(len(self._parts)), key=lambda i: away(self._parts[i]))

    def put(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.update()

    def near(self, at: QPointF, reach: float) -> bool:
        """Whether the wire passes within reach of a point."""
        if not self._bounds.adjusted(-reach, -reach, reach, reach).contains(at):
            return False
        return self.outline(reach).contains(at) or self.pill.contains(at)

    def outline(self, reach: float) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * reach)
        return stroker.createStroke(self.path)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def color(self) -> QColor:
        c = self.theme.colors
        if self.cut:
            return c.bad
        if self.selected:
            return c.accent
        plain = self.theme.family(self.family) if self.family else c.wire
        return mix(plain, c.text, 0.45) if self.lit and not self.family else plain

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        zoom = pixels(p)
        if self.dimmed:
            p.setOpacity(DIMMED)
        strong = self.selected or self.lit or self.cut
        pen = QPen(self.color(), 3.0 if strong else 2.0)
        if zoom < NEAR:
            pen.setCosmetic(True)
            pen.setWidthF(1.0)
        elif self.cut:
            pen.setStyle(Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(self.path)

    def paint_label(self, p: QPainter) -> None:
        """Paint the shape that stands on it."""
        if self.pill.isEmpty():
            return
        c = self.theme.colors
        p.setOpacity(DIMMED if self.dimmed else 1.0)
        p.setPen(QPen(self.color() if self.selected else c.line, 1))
        p.setBrush(c.card)
        p.drawRoundedRect(self.pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        p.setPen(c.muted)
        p.setFont(SMALL)
        p.drawText(QPointF(self.pill.left() + 8, self.pill.center().y() + 4.3), self.text)
