"""The lines of a plot: from box to box through the layers, straight beside boxes and curved between layers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph.document.document import Point
from graph.views.drawing import Line

HEAD, HALF = 7.0, 3.3
"""Length and half the width of an arrowhead."""


def route(
    start: Point,
    end: Point,
    bends: Sequence[tuple[int, float]],
    spans: Sequence[tuple[float, float]],
    layers: tuple[int, int],
) -> list[Point]:
    """The corners of a line as (along, across): out of the first layer, through those between, into the last.

    `start` and `end` are on the boxes' edges, `bends` where it passes the layers between, `layers` those of the boxes.
    """
    corners = [start, (spans[layers[0]][1], start[1])]
    for layer, across in bends:
        corners += [(spans[layer][0], across), (spans[layer][1], across)]
    return [*corners, (spans[layers[1]][0], end[1]), end]


def smooth(corners: Sequence[Point], to_right: bool, arrow: bool, family: str = "") -> Line:
    """The line through the corners, in pieces that begin and end along the flow, which runs down or `to_right`."""
    pieces = [corners[0]]
    for corner in corners[1:]:
        if corner[0] - pieces[-1][0] > 0.01 or abs(corner[1] - pieces[-1][1]) > 0.01:
            pieces.append(corner)
    if len(pieces) == 1:
        pieces.append(pieces[0])
    tip = pieces[-1]
    if arrow:
        pieces[-1] = (tip[0] - HEAD + 1, tip[1])
    points = [pieces[0]]
    for (a, c), (b, d) in pairwise(pieces):
        middle = (a + b) / 2
        points += [(middle, c), (middle, d), (b, d)]
    head = [tip, (tip[0] - HEAD, tip[1] - HALF), (tip[0] - HEAD, tip[1] + HALF)] if arrow else []
    if not to_right:
        points, head = [(c, a) for a, c in points], [(c, a) for a, c in head]
    return Line(tuple(points), tuple(head), family)
