"""Where boxes stand that the document gives no place: in columns by their distance from the inputs."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document.document import Model, Point
from graph.document.nesting import call_order

COLUMN, LINE = 288.0, 144.0


def places_of(model: Model, keys: Iterable[str]) -> dict[str, Point]:
    """A place for every box: the document's, else one in a column behind what feeds it."""
    wanted = list(keys)
    placed = {key: model.positions[key] for key in wanted if key in model.positions}
    missing = [key for key in wanted if key not in placed]
    if not missing:
        return placed
    depth: dict[str, int] = {}
    for call in call_order(model):
        sources = (s.call for s in model.calls[call].inputs if s is not None)
        depth[call] = 1 + max((depth[s] for s in sources if s in depth), default=-1)
    column_of = {model.calls[call].layer: d for call, d in reversed(depth.items())}
    below = max((y for _, y in placed.values()), default=-LINE) + LINE
    taken: dict[int, int] = {}
    for key in missing:
        column = column_of.get(key, depth.get(key, 0))
        placed[key] = (column * COLUMN, below + taken.get(column, 0) * LINE)
        taken[column] = taken.get(column, 0) + 1
    return placed
