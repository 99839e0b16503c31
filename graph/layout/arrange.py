"""Tidying a model's boxes on the canvas: layers from left to right, few crossings, straight wires, no overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, sqrt

from graph.document.document import Call, Model, Point
from graph.document.nesting import call_order
from graph.layout.sugiyama import Edge, layered
from graph.layout.wrapping import wrapped

Size = tuple[float, float]
GAP_ALONG, GAP_ACROSS = 80.0, 32.0
ROW_GAP = 120.0
"""Between the rows of a long chain, so that wires from one to the next have room."""
PLAIN: Size = (180.0, 72.0)
"""The size of a box that the caller says nothing of."""


def arrange(
    model: Model,
    sizes: Mapping[str, Size],
    ids: Iterable[str] | None = None,
    spacing: tuple[float, float] = (GAP_ALONG, GAP_ACROSS),
    top_to_bottom: bool = False,
    ports: Mapping[tuple[str, str, int], float] | None = None,
    proportion: float | None = None,
) -> dict[str, Point]:
    """A place (its top left corner) for each box: of a layer, or of a call that was split off, by its id.

    `sizes` are (width, height) by the same ids; `ids` limits it to some boxes, whose common top left corner stays where
    it is. `spacing` is the air between layers and between boxes of one. `ports` says how far from its box's beginning
    (top, or left) a port lies, by (call, "in" or "out", number); otherwise ports are spread evenly. With a `proportion`
    (width to height) long chains are broken into rows, as lines of text, to come near to it.
    """
    boxes = _boxes(model, ids)
    edges = _edges(model, boxes, sizes, top_to_bottom, ports or {})
    places: dict[str, Point] = {}
    top = 0.0
    lonely: list[str] = []
    for part in _parts(boxes, edges):
        if len(part) == 1:
            lonely += part
            continue
        found, extent = _place(part, edges, sizes, spacing, top_to_bottom, top, proportion)
        places.update(found)
        top += extent + 2 * spacing[1]
    places.update(_grid(lonely, sizes, spacing[1], top_to_bottom, top))
    corner = _corner([model.positions[b] for b in boxes if b in model.positions])
    return {box: (round(x + corner[0]), round(y + corner[1])) for box, (x, y) in places.items()}


def box_of(model: Model, call: Call) -> str:
    """The box that shows a call: its own where it was split off, else its layer's."""
    return call.id if call.id in model.positions else call.layer


def _boxes(model: Model, ids: Iterable[str] | None) -> list[str]:
    """The boxes to place, in the order in which their first calls compute."""
    wanted = None if ids is None else set(ids)
    rank = {call: i for i, call in enumerate(call_order(model))}
    calls = sorted(model.calls.values(), key=lambda call: rank.get(call.id, len(rank)))
    found = dict.fromkeys(box_of(model, call) for call in calls)
    found.update(dict.fromkeys(layer for layer in model.layers if not model.calls_of(layer)))
    return [box for box in found if wanted is None or box in wanted]


Wire = tuple[str, str, float, float]


def _edges(
    model: Model,
    boxes: list[str],
    sizes: Mapping[str, Size],
    top_to_bottom: bool,
    ports: Mapping[tuple[str, str, int], float],
) -> list[Wire]:
    """Wires between boxes as (from, to, place on the one, place on the other)."""
    known = set(boxes)
    results: dict[str, int] = {}
    for source, _, _ in model.wires():
        results[source.call] = max(results.get(source.call, 1), source.output + 1)
    rows = _rows(model)
    found = []
    for source, call_id, port in model.wires():
        if source.call not in model.calls:
            continue
        call, feeder = model.calls[call_id], model.calls[source.call]
        tail, head = box_of(model, feeder), box_of(model, call)
        if tail in known and head in known and tail != head:
            across = 0 if top_to_bottom else 1
            out = ports.get((feeder.id, "out", source.output))
            into = ports.get((call.id, "in", port))
            if out is None:
                out = _spread(rows[feeder.id], source.output, results[feeder.id]) * sizes.get(tail, PLAIN)[across]
            if into is None:
                into = _spread(rows[call.id], port, max(len(call.inputs), 1)) * sizes.get(head, PLAIN)[across]
            found.append((tail, head, out, into))
    return found


def _rows(model: Model) -> dict[str, tuple[int, int]]:
    """(which, of how many) of its box's rows shows each call."""
    members: dict[str, list[str]] = {}
    for call in model.calls.values():
        members.setdefault(box_of(model, call), []).append(call.id)
    return {call: (i, len(calls)) for calls in members.values() for i, call in enumerate(calls)}


def _spread(row: tuple[int, int], port: int, count: int) -> float:
    """Where a port lies on its box, as a share, when rows and the ports of a row are spread evenly."""
    return (row[0] + (port + 1) / (count + 1)) / row[1]


def _parts(boxes: list[str], edges: list[Wire]) -> list[list[str]]:
    """Boxes that hang together, each part in the order of the boxes."""
    near: dict[str, list[str]] = {box: [] for box in boxes}
    for tail, head, _, _ in edges:
        near[tail].append(head)
        near[head].append(tail)
    part_of: dict[str, int] = {}
    parts = 0
    for box in boxes:
        if box in part_of:
            continue
        part_of[box] = parts
        waiting = [box]
        while waiting:
            for other in near[waiting.pop()]:
                if other not in part_of:
                    part_of[other] = parts
                    waiting.append(other)
        parts += 1
    found: list[list[str]] = [[] for _ in range(parts)]
    for box in boxes:
        found[part_of[box]].append(box)
    return found


def _place(
    part: list[str],
    edges: list[Wire],
    sizes: Mapping[str, Size],
    spacing: Size,
    top_to_bottom: bool,
    top: float,
    proportion: float | None,
) -> tuple[dict[str, Point], float]:
    """Places of boxes that hang together, `top` across from the beginning, and how much room they take across."""
    number = {box: i for i, box in enumerate(part)}
    between = [Edge(number[t], number[h], a, b) for t, h, a, b in edges if t in number]
    given = [sizes.get(box, PLAIN) for box in part]
    turned = given if not top_to_bottom else [(h, w) for w, h in given]
    layout = layered(turned, between, spacing)
    places, extent = layout.places, layout.extent[1]
    if proportion is not None and not top_to_bottom:
        ends = [(edge.tail, edge.head) for edge in between]
        places = wrapped(places, given, layout.layers, ends, proportion, ROW_GAP)
        extent = max(extent if places is layout.places else 0.0, *(p[1] + s[1] for p, s in zip(places, given)))
    points = [(along, across + top) for along, across in places]
    if top_to_bottom:
        points = [(across, along) for along, across in points]
    return dict(zip(part, points, strict=True)), extent


def _grid(
    boxes: list[str], sizes: Mapping[str, Size], gap: float, top_to_bottom: bool, start: float
) -> dict[str, Point]:
    """Boxes without wires, in rows of a square."""
    columns = ceil(sqrt(len(boxes))) or 1
    width = max((sizes.get(box, PLAIN)[0] for box in boxes), default=0.0) + gap
    height = max((sizes.get(box, PLAIN)[1] for box in boxes), default=0.0) + gap
    right, down = (start, 0.0) if top_to_bottom else (0.0, start)
    return {box: (right + i % columns * width, down + i // columns * height) for i, box in enumerate(boxes)}


def _corner(points: list[Point]) -> Point:
    return (min(x for x, _ in points), min(y for _, y in points)) if points else (0.0, 0.0)
