"""Boxes brought into line with each other, or spaced evenly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from graph.document.document import Point

Rect = tuple[float, float, float, float]
"""left, top, width, height"""
Way = Literal["left", "center", "right", "top", "middle", "bottom", "across", "down"]


def aligned(boxes: Mapping[str, Rect], way: Way) -> dict[str, Point]:
    """Where the boxes go, those that stay where they are included.

    Edges go to the outermost one, middles to the middle of all. `across` and `down` leave equal gaps between boxes in
    their order, the outermost of which stay; where there is no room for gaps, they overlap evenly.
    """
    if way in ("across", "down"):
        return _spaced(boxes, 0 if way == "across" else 1)
    axis = 0 if way in ("left", "center", "right") else 1
    starts = {key: box[axis] for key, box in boxes.items()}
    ends = {key: box[axis] + box[axis + 2] for key, box in boxes.items()}
    first, last = min(starts.values()), max(ends.values())
    share = {"left": 0.0, "top": 0.0, "center": 0.5, "middle": 0.5, "right": 1.0, "bottom": 1.0}[way]
    at = {key: first + share * (last - first - box[axis + 2]) for key, box in boxes.items()}
    return {key: _placed(box, axis, at[key]) for key, box in boxes.items()}


def _spaced(boxes: Mapping[str, Rect], axis: int) -> dict[str, Point]:
    order = sorted(boxes, key=lambda key: (boxes[key][axis] + boxes[key][axis + 2] / 2, key))
    first, last = boxes[order[0]], boxes[order[-1]]
    room = last[axis] + last[axis + 2] - first[axis] - sum(box[axis + 2] for box in boxes.values())
    gap, at = room / max(len(order) - 1, 1), first[axis]
    places: dict[str, Point] = {}
    for key in order:
        places[key] = _placed(boxes[key], axis, at)
        at += boxes[key][axis + 2] + gap
    return places


def _placed(box: Rect, axis: int, at: float) -> Point:
    return (round(at, 1), box[1]) if axis == 0 else (box[0], round(at, 1))
