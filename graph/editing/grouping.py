"""Making a nested model of a selection, and dissolving one: the network computes the same before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph.document.document import Call, CallId, Document, LayerId, Model, ModelId, Source
from graph.document.names import fresh_name
from graph.document.nesting import RESTING, at_rest, call_order, is_input, is_output
from graph.document.sharing import shared_layers, with_layer
from graph.editing.copying import Copies, middle, put_copies, with_fresh_ids
from graph.editing.edits import EditError, add_layer, add_model, connect, remove
from graph.editing.interface import rewired
from graph.editing.model_edits import delete_model, users_of
from graph.inference.following import infer
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say

MARGIN = 260.0
"""Canvas units between a group's own boxes and its Inputs and Outputs."""


def group(document: Document, model: ModelId, ids: Iterable[str], name: str) -> tuple[Document, LayerId]:
    """A nested model of the selected layers, as one layer in their place; raises EditError.

    Wires that cross the border become its Inputs and Outputs. Inputs and Outputs of the model itself stay outside. The
    layers keep their ids, so weights stay theirs.
    """
    target = document.models[model]
    inside = _selected(target, set(ids))
    part = _part(target, inside, set(ids))
    entering, leaving = _border(target, inside)
    document, inner = new_model(document, target, part, entering, leaving, name)
    return _replace_by_layer(document, model, inside, inner, entering, leaving, middle(part))


def share(document: Document, model: ModelId, ids: Iterable[str], name: str) -> tuple[Document, ModelId]:
    """A second model over the selected layers, which stay where they are: both have the same weights.

    So an encoder is cut out of an autoencoder. Wires that enter become its Inputs, results that leave its Outputs.
    Raises EditError.
    """
    target, chosen = document.models[model], set(ids)
    calls = {c.id for c in target.calls.values() if c.id in chosen or c.layer in chosen}
    inside = {c for c in calls if not is_input(target.layer_of(c)) and not is_output(target.layer_of(c))}
    if not inside:
        raise EditError(say("Select at least one layer that is neither Input nor Output."))
    entering, leaving = _border(target, inside)
    part = _part(target, inside, set())
    document, fresh = with_fresh_ids(document, part, {layer: layer for layer in part.layers})
    copies = {
        fresh.calls[c.id]: replace(c, id=fresh.calls[c.id], inputs=tuple(_under(s, fresh) for s in c.inputs))
        for c in part.calls.values()
    }
    places = {fresh.calls.get(key, key): place for key, place in part.positions.items()}
    part = replace(part, calls=copies, positions=places)
    results = [Source(fresh.calls[s.call], s.output) for s in leaving]
    return new_model(document, target, part, entering, results, name)


def _under(source: Source | None, ids: Copies) -> Source | None:
    return source and Source(ids.calls.get(source.call, source.call), source.output)


def new_model(
    document: Document, outer: Model, part: Model, entering: Sequence[Source], leaving: Sequence[Source], name: str
) -> tuple[Document, ModelId]:
    """A model of a part of another: an Input for each source outside that enters, an Output for each that leaves.

    Raises EditError where the type of what enters is not known.
    """
    types = infer(document, outer.id).types
    if unknown := [outer.layer_of(s.call).name for s in entering if s not in types]:
        raise EditError(say("The shape of {name} is not known yet: mend its problems first.", name=unknown[0]))
    document, inner = add_model(document, name)
    document = document.with_model(replace(part, id=inner, name=document.models[inner].name))
    x, y = middle(part)
    left = min((p[0] for p in part.positions.values()), default=x) - MARGIN
    right = max((p[0] for p in part.positions.values()), default=x) + MARGIN
    ends: dict[Source, Source] = {}
    for row, source in enumerate(entering):
        spec = Input(shape=types[source].shape[1:], dtype=types[source].dtype)
        title = fresh_name(outer.layer_of(source.call).name, {v.name for v in document.models[inner].layers.values()})
        document, _, call = add_layer(document, inner, spec, (left, y + 100.0 * row), title or None)
        ends[source] = Source(call)
    changed = rewired(document, document.models[inner], lambda source: ends.get(source, source))
    document = document.with_model(changed)
    for row, source in enumerate(leaving):
        document, _, call = add_layer(document, inner, Output(), (right, y + 100.0 * row))
        document = connect(document, inner, source, call, 0)
    return document, inner


def _selected(model: Model, ids: set[str]) -> set[CallId]:
    """The calls of a selection that can go into a model; raises EditError where they can't be taken together."""
    chosen = {c.id for c in model.calls.values() if c.id in ids or c.layer in ids}
    inside = {c for c in chosen if not is_input(model.layer_of(c)) and not is_output(model.layer_of(c))}
    if not inside:
        raise EditError(say("Select at least one layer that is neither Input nor Output."))
    for call in model.calls.values():
        if call.id not in inside and call.layer in {model.calls[c].layer for c in inside}:
            layer = model.layers[call.layer]
            raise EditError(
                say("{name} is also used outside the selection: select all its calls, or none.", name=layer.name)
            )
    between = _reached(model, inside, forward=True) & _reached(model, inside, forward=False) - inside
    if between:
        name = model.layer_of(min(between, key=list(model.calls).index)).name
        raise EditError(say("{name} lies between the selected layers: select it too.", name=name))
    return inside


def _reached(model: Model, start: set[CallId], forward: bool) -> set[CallId]:
    """The calls that depend on some of the `start`, or those that they depend on."""
    order = call_order(model)
    found = set(start)
    if forward:
        for call in order:
            if any(source is not None and source.call in found for source in model.calls[call].inputs):
                found.add(call)
    else:
        for call in reversed(order):
            if call in found:
                found.update(source.call for source in model.calls[call].inputs if source is not None)
    return found


def _part(model: Model, inside: set[CallId], ids: set[str]) -> Model:
    layers = {model.calls[c].layer for c in inside}
    return Model(
        model.id,
        model.name,
        {k: v for k, v in model.layers.items() if k in layers},
        {k: v for k, v in model.calls.items() if k in inside},
        positions={k: v for k, v in model.positions.items() if k in layers or k in inside},
        notes={k: v for k, v in model.notes.items() if k in ids},
        dots={k: v for k, v in model.dots.items() if v.call in inside and v.source.call in inside},
    )


def _border(model: Model, inside: set[CallId]) -> tuple[list[Source], list[Source]]:
    """The sources of wires that enter and that leave, each once; where none leaves, all results that go nowhere."""
    entering: dict[Source, None] = {}
    leaving: dict[Source, None] = {}
    for source, call, _ in model.wires():
        if call in inside and source.call not in inside:
            entering[source] = None
        if source.call in inside and call not in inside:
            leaving[source] = None
    if not leaving:
        used = {source.call for source, _, _ in model.wires()}
        leaving = {Source(call): None for call in model.calls if call in inside and call not in used}
    return list(entering), list(leaving)


def _replace_by_layer(
    document: Document,
    model: ModelId,
    inside: set[CallId],
    inner: ModelId,
    entering: list[Source],
    leaving: list[Source],
    place: tuple[float, float],
) -> tuple[Document, LayerId]:
    """Put the layer in, lead the wires that left the selection from it, then take the selection away."""
    document, layer, call = add_layer(document, model, NestedModel(model=inner), place)
    outputs = {source: Source(call, number) for number, source in enumerate(leaving)}
    target = document.models[model]
    calls: dict[str, Call] = dict(target.calls)
    for other in target.calls.values():
        if other.id not in inside and any(source in outputs for source in other.inputs):
            calls[other.id] = replace(other, inputs=tuple(outputs.get(s, s) if s else None for s in other.inputs))
    calls[call] = replace(calls[call], inputs=tuple(entering))
    document = document.with_model(replace(target, calls=calls))
    return remove(document, model, [*inside, *document.models[inner].notes]), layer


def ungroup(document: Document, model: ModelId, layer: LayerId) -> tuple[Document, tuple[LayerId, ...]]:
    """Put a nested model's layers in the place of the layer that stands for it; raises EditError.

    Where the layer was shared, its layers are now: one call of each for every call it had. The nested model itself goes
    if nothing else uses it.
    """
    target = document.models[model]
    spec = target.layers[layer].spec
    inner = document.models.get(spec.model) if isinstance(spec, NestedModel) else None
    if inner is None:
        raise EditError(say("{name} is not a nested model.", name=target.layers[layer].name))
    part = _body(inner, target.layers[layer].trainable)
    outer = target.calls_of(layer)
    common = {i: i for i in shared_layers(document) if i in part.layers}
    document, ids = with_fresh_ids(document, part, common)
    alone = inner.id != document.root and users_of(document, inner.id) == f"{target.name}/{target.layers[layer].name}"
    if alone:
        ids = _keeping(ids, target, common)
    tables = [ids.calls]
    for _ in outer[1:]:
        document, more = with_fresh_ids(document, Model("", "", calls=part.calls))
        tables.append(more.calls)
    place, centre = target.positions.get(layer, (0.0, 0.0)), middle(inner)
    document = put_copies(document, model, part, ids, (place[0] - centre[0], place[1] - centre[1]), same=common)
    for kept in common:
        document = with_layer(document, model, part.layers[kept])
    names = {call.id: table for call, table in zip(outer, tables, strict=True)}
    document = _wire_up(document, model, inner, part, ids, names)
    document = remove(document, model, [layer])
    if alone:
        document = delete_model(document, inner.id)
    return document, tuple(i for i in ids.layers.values() if i in document.models[model].layers)


def _body(inner: Model, trainable: bool) -> Model:
    """A nested model without its Inputs and Outputs; frozen layers where the layer that stood for it was frozen."""
    layers = {k: v for k, v in inner.layers.items() if not is_input(v) and not is_output(v)}
    if not trainable:
        layers = {k: replace(v, trainable=False) for k, v in layers.items()}
    calls = {k: v for k, v in inner.calls.items() if v.layer in layers}
    return replace(inner, layers=layers, calls=calls, inputs=(), outputs=())


def _keeping(ids: Copies, target: Model, common: Collection[LayerId]) -> Copies:
    """The old ids where the model they are from goes away and the target doesn't have them yet."""
    taken = {*target.layers, *target.calls, *target.notes, *target.dots}.difference(common)
    given = (ids.layers, ids.calls, ids.notes, ids.dots)
    tables = ({k: (v if k in taken else k) for k, v in t.items()} for t in given)
    return Copies(*tables)


def _wire_up(
    document: Document,
    model: ModelId,
    inner: Model,
    part: Model,
    ids: Copies,
    names: Mapping[CallId, Mapping[str, str]],
) -> Document:
    """Give every call of the dissolved layer its calls, wired as inside, and lead the wires from it to them."""
    before = document.models[model]

    def inside(outer: CallId, source: Source | None) -> Source | None:
        """A source inside the nested model as seen from outside, for one call of it."""
        if source is None or source.call not in inner.calls:
            return None
        if source.call in inner.inputs:
            port = inner.inputs.index(source.call)
            wires = before.calls[outer].inputs
            return outside(wires[port]) if port < len(wires) else None
        return Source(names[outer][source.call], source.output)

    def outside(source: Source | None) -> Source | None:
        for _ in range(len(names) + 1):  # a call of the layer may feed the next one
            if source is None or source.call not in names:
                return source
            if source.output >= len(inner.outputs):
                return None
            end = inner.calls[inner.outputs[source.output]]
            found = end.inputs[0] if end.inputs else None
            if found is None or found.call not in inner.inputs:
                return inside(source.call, found)
            port = inner.inputs.index(found.call)
            wires = before.calls[source.call].inputs
            source = wires[port] if port < len(wires) else None
        return None

    def bodies() -> Iterator[Call]:
        for outer, table in names.items():
            resting = RESTING if at_rest(before.calls[outer]) else {}
            for call in part.calls.values():
                inputs = tuple(inside(outer, source) for source in call.inputs)
                arguments = {**call.arguments, **resting}
                yield Call(table[call.id], ids.layers[call.layer], inputs, arguments, call.extra)

    calls = {**before.calls, **{call.id: call for call in bodies()}}
    unchanged = {c for table in names.values() for c in table.values()} | names.keys()
    rest = replace(before, calls={k: v for k, v in before.calls.items() if k not in unchanged})
    moved = rewired(document, rest, outside).calls
    return document.with_model(replace(before, calls={**calls, **moved}))
