"""A light pull while moving: a straight wire first, then edges and middles of neighbours, otherwise the grid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF

from gui.canvas.items.box import BoxItem
from gui.canvas.items.dot import DotItem
from gui.canvas.items.layout import GRID
from gui.canvas.items.note import NoteItem

if TYPE_CHECKING:
    from gui.canvas.scene import CanvasScene

PULL = 6.0
"""Pixels of the screen from which on something pulls."""
NEIGHBOURHOOD = 900.0
STEP = GRID / 3
BEYOND = 12.0
"""So far a guide reaches beyond what it joins."""
Span = tuple[float, float]


@dataclass(frozen=True)
class _Line:
    """A line that something could lie on: where, and from where to where there is something on it."""

    at: float
    span: Span
    rank: int
    """The lower, the sooner it is taken of those at one distance."""


def snapped(
    scene: CanvasScene, item: BoxItem | NoteItem | DotItem, to: QPointF, moving: Collection[str], zoom: float
) -> tuple[QPointF, list[QLineF]]:
    """Where a moving item goes whose place the pointer puts at `to`, and the guides that say what has pulled it."""
    frame = item.frame().translated(to - item.pos())
    pull = PULL / max(zoom, 0.2)
    around = frame.adjusted(-NEIGHBOURHOOD, -NEIGHBOURHOOD, NEIGHBOURHOOD, NEIGHBOURHOOD)
    others = [box.frame() for box in scene.boxes_within(around) if box.key not in moving]
    others += [dot.frame() for key, dot in scene.dots.items.items() if key not in moving and around.contains(dot.pos())]
    upright = [line for f in others for line in _lines((f.left(), f.center().x(), f.right()), (f.top(), f.bottom()))]
    level = [line for f in others for line in _lines((f.top(), f.center().y(), f.bottom()), (f.left(), f.right()))]
    dx, taken_x = _pulled((frame.left(), frame.center().x(), frame.right()), upright, pull)
    dy, taken_y = _pulled((frame.top(), frame.center().y(), frame.bottom()), level, pull)
    straight = _straightened(scene, item, to - item.pos(), moving, pull)
    if straight is not None:
        dy, taken_y = straight
    x = to.x() + dx if taken_x else round(to.x() / STEP) * STEP
    y = to.y() + dy if taken_y else round(to.y() / STEP) * STEP
    after = frame.translated(x - to.x(), y - to.y())
    tall, wide = (after.top(), after.bottom()), (after.left(), after.right())
    guides = [QLineF(line.at, top, line.at, bottom) for line, (top, bottom) in _joined(taken_x, tall)]
    guides += [QLineF(left, line.at, right, line.at) for line, (left, right) in _joined(taken_y, wide)]
    return QPointF(x, y), guides


def _lines(places: tuple[float, float, float], span: Span) -> Iterable[_Line]:
    return (_Line(place, span, rank) for rank, place in enumerate(places))


def _pulled(own: tuple[float, float, float], lines: list[_Line], pull: float) -> tuple[float, list[_Line]]:
    """How far to go so that an edge, or the middle, lies on the like of something else, and what lies there then."""
    near = [(abs(line.at - own[line.rank]), line.rank, line.at - own[line.rank]) for line in lines]
    distance, _, way = min(near, default=(pull + 1, 0, 0.0))
    if distance > pull:
        return 0.0, []
    return way, [line for line in lines if abs(line.at - own[line.rank] - way) < 0.01]


def _straightened(
    scene: CanvasScene, item: BoxItem | NoteItem | DotItem, moved: QPointF, moving: Collection[str], pull: float
) -> tuple[float, list[_Line]] | None:
    """How far to go up or down so that a wire to something that stays becomes straight."""
    keys = [item.wire] if isinstance(item, DotItem) else [(w.call, w.port) for w in scene.wires_of(item.key)]
    found: list[tuple[float, float, _Line]] = []
    for key in keys:
        wire = scene.wires.get(key)
        if wire is None:
            continue
        ids = [scene.box_of_call(wire.source.call).key, *scene.dots.of.get(key, ()), scene.box_of_call(wire.call).key]
        places = [wire.ends[0], *scene.dots.through(key), wire.ends[1]]
        for a, b in pairwise(range(len(ids))):
            for mine, other in ((a, b), (b, a)):
                if ids[mine] == item.key and ids[other] not in moving:
                    here = places[mine] + moved
                    way = places[other].y() - here.y()
                    span = min(here.x(), places[other].x()), max(here.x(), places[other].x())
                    found.append((abs(way), way, _Line(places[other].y(), span, 0)))
    distance, way, line = min(found, key=lambda f: f[0], default=(pull + 1, 0.0, None))
    return None if line is None or distance > pull else (way, [line])


def _joined(lines: list[_Line], own: Span) -> list[tuple[_Line, Span]]:
    """Each line once, as long as all that lies on it."""
    spans: dict[float, tuple[_Line, Span]] = {}
    for line in lines:
        low, high = spans.get(round(line.at, 1), (line, own))[1]
        spans[round(line.at, 1)] = line, (min(low, line.span[0]), max(high, line.span[1]))
    return [(line, (low - BEYOND, high + BEYOND)) for line, (low, high) in spans.values()]
