"""Where the boxes of a line come to lie: each to the right of what feeds it, on none that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.document.document import LayerId, Model, Point
from graph.layout.arrange import box_of

Size = tuple[float, float]
BOX: Size = (190.0, 96.0)
"""The size of a box that nobody has seen yet."""
ALONG, ACROSS = 64.0, 24.0


def places_for(
    model: Model, layers: Sequence[LayerId], sizes: Mapping[str, Size], first: Point
) -> dict[LayerId, Point]:
    """Places for new layers, in their order; `first` is where one stands that nothing feeds."""
    places: dict[str, Point] = {key: place for key, place in model.positions.items() if key not in layers}
    known = {key: sizes.get(key, BOX) for key in places}
    found: dict[LayerId, Point] = {}
    for layer in layers:
        before = [
            box_of(model, model.calls[source.call])
            for call in model.calls_of(layer)
            for source in call.inputs
            if source is not None and source.call in model.calls
        ]
        fed = [key for key in before if key in places]
        if fed:
            x = max(places[key][0] + known[key][0] for key in fed) + ALONG
            y = sum(places[key][1] for key in fed) / len(fed) if len(set(fed)) > 1 else places[fed[0]][1]
        else:
            x, y = first
        size = sizes.get(layer, BOX)
        place = _free((round(x), round(y)), size, places, known)
        places[layer] = found[layer] = place
        known[layer] = size
    return found


def _free(place: Point, size: Size, places: Mapping[str, Point], sizes: Mapping[str, Size]) -> Point:
    """The place, or the next one below where no box is in the way."""
    x, y = place
    near = [
        (places[key], sizes[key])
        for key in places
        if places[key][0] < x + size[0] and x < places[key][0] + sizes[key][0]
    ]
    for (_, top), (_, height) in sorted(near, key=lambda entry: entry[0][1]):
        if top < y + size[1] and y < top + height:
            y = top + height + ACROSS
    return x, round(y)
