"""Copies of layers, calls, notes and dots under new ids: what pasting, duplicating and dissolving have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from graph.document.document import Document, LayerId, Model, ModelId, Point, Source
from graph.document.names import fresh_name
from graph.document.nesting import is_input, is_output
from graph.editing.edits import add_model, fresh_id
from graph.layers.core.nested_model import NestedModel


@dataclass(frozen=True)
class Copies:
    """The new ids by the old ones."""

    layers: Mapping[str, str]
    calls: Mapping[str, str]
    notes: Mapping[str, str]
    dots: Mapping[str, str]


def with_fresh_ids(
    document: Document, part: Model, known: Mapping[LayerId, LayerId] | None = None
) -> tuple[Document, Copies]:
    """New ids for everything in a part but layers of `known`, and the document that has given them away."""
    given: dict[str, dict[str, str]] = {}
    for prefix, things in (("l", part.layers), ("c", part.calls), ("n", part.notes), ("d", part.dots)):
        names = given.setdefault(prefix, {})
        for thing in things:
            if known and prefix == "l" and thing in known:
                names[thing] = known[thing]
            else:
                document, names[thing] = fresh_id(document, prefix)
    return document, Copies(given["l"], given["c"], given["n"], given["d"])


def put_copies(
    document: Document,
    target_id: ModelId,
    part: Model,
    ids: Copies,
    offset: Point,
    outside: Callable[[Source], Source | None] = lambda _source: None,
    models: Mapping[ModelId, ModelId] | None = None,
    same: Collection[LayerId] = (),
) -> Document:
    """Add a part to a model: wires inside it are kept, those from elsewhere start where `outside` says.

    Names that are taken get a number, boxes move by `offset`, and a layer that is a model becomes one of `models`.
    `same`: layers that are no copies, but stand in several models.
    """
    target = document.models[target_id]
    names = {layer.name for layer in target.layers.values()}
    layers, calls = dict(target.layers), dict(target.calls)
    for layer in part.layers.values():
        if layer.id in same:
            layers[layer.id] = layer
            continue
        name = fresh_name(layer.name, names) if layer.name else ""
        names.add(name)
        spec = layer.spec
        if isinstance(spec, NestedModel):
            spec = spec.replace(model=(models or {}).get(spec.model, spec.model))
        layers[ids.layers[layer.id]] = replace(layer, id=ids.layers[layer.id], name=name, spec=spec)

    def moved(source: Source | None) -> Source | None:
        if source is None:
            return None
        return Source(ids.calls[source.call], source.output) if source.call in ids.calls else outside(source)

    for call in part.calls.values():
        inputs = tuple(moved(source) for source in call.inputs)
        calls[ids.calls[call.id]] = replace(call, id=ids.calls[call.id], layer=ids.layers[call.layer], inputs=inputs)
    ends = {
        test: tuple(ids.calls[c.id] for c in part.calls.values() if test(part.layers[c.layer]))
        for test in (is_input, is_output)
    }
    x, y = offset
    boxes = {**ids.layers, **ids.calls}
    places = {boxes[key]: (a + x, b + y) for key, (a, b) in part.positions.items() if key in boxes}
    notes = {
        ids.notes[n.id]: replace(n, id=ids.notes[n.id], position=(n.position[0] + x, n.position[1] + y))
        for n in part.notes.values()
    }
    dots = {
        ids.dots[d.id]: replace(
            d,
            id=ids.dots[d.id],
            source=d.source._replace(call=ids.calls[d.source.call]),
            call=ids.calls[d.call],
            position=(d.position[0] + x, d.position[1] + y),
        )
        for d in part.dots.values()
        if {d.call, d.source.call} <= ids.calls.keys()
    }
    return document.with_model(
        replace(
            target,
            layers=layers,
            calls=calls,
            inputs=(*target.inputs, *ends[is_input]),
            outputs=(*target.outputs, *ends[is_output]),
            positions={**target.positions, **places},
            notes={**target.notes, **notes},
            dots={**target.dots, **dots},
        )
    )


def add_copy(
    document: Document, original: Model, copied: dict[LayerId, LayerId] | None = None
) -> tuple[Document, ModelId]:
    """A model with the same layers and calls under new ids and a fresh name; the order of its ends is kept.

    `copied` collects the new ids of layers: models that are copied together share what they shared.
    """
    document, copy_id = add_model(document, original.name)
    document, ids = with_fresh_ids(document, original, copied)
    if copied is not None:
        copied.update(ids.layers)
    document = put_copies(document, copy_id, original, ids, (0.0, 0.0))
    ordered = replace(
        document.models[copy_id],
        inputs=tuple(ids.calls[c] for c in original.inputs),
        outputs=tuple(ids.calls[c] for c in original.outputs),
        extra=original.extra,
    )
    return document.with_model(ordered), copy_id


def middle(part: Model) -> Point:
    """The middle of all boxes and notes."""
    places = [*part.positions.values(), *(note.position for note in part.notes.values())]
    if not places:
        return 0.0, 0.0
    xs, ys = zip(*places, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
