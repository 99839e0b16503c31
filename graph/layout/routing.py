"""Where a wire runs that something lies in the way of: level with neither end, along a lane that is free."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document.document import Point

Rect = tuple[float, float, float, float]
"""left, top, right, bottom"""
SHORT = 120.0
"""Between ends nearer than this (along) no box lies."""
TURN, AIR = 40.0, 14.0
"""What a wire needs to come to its lane, and leaves free beside boxes."""
REACH = 420.0
"""So far beyond its ends (across) a lane is looked for."""
SAMPLES = 14


def region(start: Point, end: Point) -> Rect | None:
    """What a wire's course may depend on, None where nothing can be in its way."""
    if 24 <= end[0] - start[0] < SHORT:
        return None
    left, right = min(start[0], end[0]) - TURN - AIR, max(start[0], end[0]) + TURN + AIR
    return left, min(start[1], end[1]) - REACH, right, max(start[1], end[1]) + REACH


def lane(start: Point, end: Point, boxes: Iterable[Rect]) -> float | None:
    """How high a wire to the right runs between its ends, or one that leads back; None where its own curve is free.

    `boxes` are those that meet its `region`, the ends' own included.
    """
    within = list(boxes)
    forward = end[0] - start[0] >= 24
    if forward and not any(_covers(box, point) for point in _curve(start, end) for box in within):
        return None
    left, right = (start[0] + TURN, end[0] - TURN) if forward else (end[0] - TURN, start[0] + TURN)
    taken = _merged(
        (top - AIR, bottom + AIR) for x, top, end_x, bottom in within if x < right + AIR and end_x > left - AIR
    )
    usual = (start[1] + end[1]) / 2 if abs(end[1] - start[1]) > 150 else max(start[1], end[1]) + 110
    wanted = [start[1], end[1]] if forward else [usual]
    free = [y for y in wanted if not any(top < y < bottom for top, bottom in taken)]
    free += [edge for pair in taken for edge in pair]
    best = min(free, key=lambda y: (abs(y - start[1]) + abs(y - end[1]), y), default=None)
    return usual if best is None and not forward else best


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that overlap as one: a wire across a whole network meets hundreds of boxes."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted(spans):
        if found and top < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], bottom)
        else:
            found.append((top, bottom))
    return found


def _curve(start: Point, end: Point) -> list[Point]:
    """Places on the curve of a wire that nothing is in the way of."""
    reach = max((end[0] - start[0]) * 0.5, min(36.0, abs(end[1] - start[1]) * 0.5))
    points = []
    for i in range(1, SAMPLES):
        t = i / SAMPLES
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * (start[0] + reach) + c * (end[0] - reach) + d * end[0],
                (a + b) * start[1] + (c + d) * end[1],
            )
        )
    return points


def _covers(box: Rect, point: Point) -> bool:
    return box[0] - 2 < point[0] < box[2] + 2 and box[1] - 2 < point[1] < box[3] + 2
