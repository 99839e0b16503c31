"""A long layered drawing broken into rows, like lines of text, so that it fills a window and doesn't run out of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from graph.document.document import Point

LEAST_LAYERS = 8
"""Fewer layers stay in one row."""
SLACK = 0.45
"""So far from the even place, as a share of a row, a break may lie where fewer wires cross it."""


def wrapped(
    places: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    layers: Sequence[int],
    edges: Sequence[tuple[int, int]],
    proportion: float,
    gap: float,
) -> list[Point]:
    """The places (along, across) of boxes in as many rows as bring the whole near to a proportion of along to across.

    `layers` has the layer of each box, `edges` the boxes (from, to); `gap` is the space between rows. Within a row
    nothing moves against anything else.
    """
    count = max(layers, default=-1) + 1
    starts = [min((places[v][0] for v in range(len(places)) if layers[v] == n), default=0.0) for n in range(count)]
    along = max((p[0] + s[0] for p, s in zip(places, sizes, strict=True)), default=0.0)
    across = max((p[1] + s[1] for p, s in zip(places, sizes, strict=True)), default=0.0)
    rows = _rows(along, across + gap, proportion)
    if count < LEAST_LAYERS or rows < 2:
        return list(places)
    row_of = _rows_of_layers(starts, along, rows, layers, edges)
    found: list[Point] = list(places)
    below = 0.0
    for row in range(max(row_of) + 1):
        members = [v for v in range(len(places)) if row_of[layers[v]] == row]
        left = min(places[v][0] for v in members)
        top = min(places[v][1] for v in members)
        for v in members:
            found[v] = places[v][0] - left, places[v][1] - top + below
        below = max(found[v][1] + sizes[v][1] for v in members) + gap
    return found


def _rows(along: float, across: float, proportion: float) -> int:
    """How many rows make a drawing of this size nearest to the proportion."""
    if along <= 0 or across <= 0:
        return 1
    ideal = sqrt(along / (across * proportion))
    return max(1, round(ideal))


def _rows_of_layers(
    starts: Sequence[float], along: float, rows: int, layers: Sequence[int], edges: Sequence[tuple[int, int]]
) -> list[int]:
    """The row of each layer: breaks lie about evenly, where the fewest wires cross them."""
    # By the layer that follows the break: what one more layer changes first, then sums.
    crossing = [0] * (len(starts) + 1)
    for tail, head in edges:
        low, high = sorted((layers[tail], layers[head]))
        crossing[low + 1] += 1
        crossing[high + 1] -= 1
    for n in range(1, len(crossing)):
        crossing[n] += crossing[n - 1]
    width, breaks = along / rows, [0]
    for row in range(1, rows):
        near = [n for n in range(breaks[-1] + 1, len(starts)) if abs(starts[n] - row * width) <= SLACK * width]
        if near:
            breaks.append(min(near, key=lambda n: (crossing[n], abs(starts[n] - row * width))))
    return [sum(1 for b in breaks if b <= n) - 1 for n in range(len(starts))]
