"""A drawing as values: boxes with texts, lines and frames, in points, y downwards. Figures and the editor paint it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.document.document import Point

CallPath = tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """One line of text. `y` is its baseline; `tone`: text, muted, or family (the colour of the box's family)."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    tone: str = "text"
    align: str = "left"

    def moved(self, dx: float, dy: float) -> Text:
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Area:
    x: float
    y: float
    width: float
    height: float

    def moved(self, dx: float, dy: float) -> Area:
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Box:
    """One call of a layer. `rules` are thin lines inside (x1, y1, x2, y2); `badge` a tinted pill behind a text."""

    area: Area
    family: str
    call: CallPath
    """Call ids from the drawn model inwards."""
    name: str
    texts: tuple[Text, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()
    badge: Area | None = None
    frozen: bool = False

    def moved(self, dx: float, dy: float) -> Box:
        return replace(
            self,
            area=self.area.moved(dx, dy),
            texts=tuple(t.moved(dx, dy) for t in self.texts),
            rules=tuple((a + dx, b + dy, c + dx, d + dy) for a, b, c, d in self.rules),
            badge=self.badge and self.badge.moved(dx, dy),
        )


@dataclass(frozen=True)
class Line:
    """A wire: `points` are a start and then, for each piece, two control points and an end (cubic Bézier curves).

    `head` is the triangle of the arrowhead, the tip first; empty where the wire goes on into a frame.
    """

    points: tuple[Point, ...]
    head: tuple[Point, ...] = ()
    family: str = ""
    """Of what it comes from, where that is shared; such wires are tinted."""

    def moved(self, dx: float, dy: float) -> Line:
        return replace(
            self,
            points=tuple((x + dx, y + dy) for x, y in self.points),
            head=tuple((x + dx, y + dy) for x, y in self.head),
        )


@dataclass(frozen=True)
class Frame:
    """The outline of a model that is drawn with what is inside it."""

    area: Area
    texts: tuple[Text, ...]
    family: str = "model"

    def moved(self, dx: float, dy: float) -> Frame:
        return replace(self, area=self.area.moved(dx, dy), texts=tuple(t.moved(dx, dy) for t in self.texts))


@dataclass(frozen=True)
class Drawing:
    """Everything to be painted, outer frames before inner ones; frames, then lines, then boxes."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    frames: tuple[Frame, ...] = ()

    def moved(self, dx: float, dy: float) -> Drawing:
        return replace(
            self,
            boxes=tuple(b.moved(dx, dy) for b in self.boxes),
            lines=tuple(p.moved(dx, dy) for p in self.lines),
            frames=tuple(f.moved(dx, dy) for f in self.frames),
        )


def joined(width: float, height: float, parts: Iterable[Drawing]) -> Drawing:
    """One drawing of several that share their origin."""
    parts = list(parts)
    return Drawing(
        width,
        height,
        tuple(box for part in parts for box in part.boxes),
        tuple(line for part in parts for line in part.lines),
        tuple(frame for part in parts for frame in part.frames),
    )
