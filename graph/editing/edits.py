"""Edits: pure functions Document → Document, with the new ids where something is made; what can be drawn is allowed.

What a person does wrong becomes a problem (`graph.validate`); only wires that would close a cycle are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.document.digraphs import would_contain_itself
from graph.document.document import Call, CallId, Document, Dot, Layer, LayerId, Model, ModelId, Note, Point, Source
from graph.document.names import automatic_name, fresh_name
from graph.document.nesting import RESTING, at_rest, feeds, is_input, is_output, ports_of, ports_of_call
from graph.document.sharing import models_with, with_layer
from graph.editing.interface import follow, rewired, tidied
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import keras_name
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.spec import Spec


class EditError(MessageError):
    """An edit that can't be: it would close a cycle, or names something that is not there."""


def fresh_id(document: Document, prefix: str) -> tuple[Document, str]:
    """A new id such as `c12`, and the document that has given it away."""
    return replace(document, next_id=document.next_id + 1), f"{prefix}{document.next_id}"


def add_layer(
    document: Document, model: ModelId, spec: Spec, position: Point = (0.0, 0.0), name: str | None = None
) -> tuple[Document, LayerId, CallId]:
    """A new layer with one call. An Output starts without a name of its own: it goes by its source's."""
    if isinstance(spec, NestedModel) and would_contain_itself(document, model, spec.model):
        raise EditError(say("A model can't contain itself: {name}.", name=document.models[model].name))
    document, layer_id = fresh_id(document, "l")
    target = document.models[model]
    if name is None:
        name = "" if spec.kind == "Output" else automatic_name(_base_name(document, spec), target)
    layer = Layer(layer_id, name, spec)
    target = replace(
        target,
        layers={**target.layers, layer_id: layer},
        positions={**target.positions, layer_id: position},
    )
    document, call = add_call(document.with_model(target), model, layer_id)
    return document, layer_id, call


def _base_name(document: Document, spec: Spec) -> str:
    if isinstance(spec, NestedModel) and spec.model in document.models:
        return document.models[spec.model].name
    return keras_name(spec)


def add_call(document: Document, model: ModelId, layer: LayerId) -> tuple[Document, CallId]:
    """One more application of a layer, with nothing connected yet."""
    document, call_id = fresh_id(document, "c")
    target = document.models[model]
    holder = target.layers[layer]
    ports = ports_of(document, holder.spec)
    call = Call(call_id, layer, (None,) * ports.required)
    target = replace(target, calls={**target.calls, call_id: call})
    if is_input(holder):
        target = replace(target, inputs=(*target.inputs, call_id))
    if is_output(holder):
        target = replace(target, outputs=(*target.outputs, call_id))
    return document.with_model(target), call_id


def refusal(document: Document, model: ModelId, source: Source, call: CallId, port: int) -> EditError | None:
    """Why a wire can't be drawn at all, None where it can. Shapes that don't fit are no reason: they are problems."""
    target = document.models[model]
    if source.call not in target.calls or call not in target.calls:
        return EditError(say("One end of the wire is not in this model."))
    if feeds(target, call, source.call):
        return EditError(say("This wire would close a cycle: a call can't feed itself."))
    ports = ports_of(document, target.layer_of(call).spec)
    if not ports.inputs or (port >= len(ports.inputs) and not ports.variadic) or port < 0:
        return EditError(say("{name} has no input port {port}.", name=target.layer_of(call).name, port=port + 1))
    if source.output >= len(ports_of_call(document, target, target.calls[source.call]).outputs):
        return EditError(
            say("{name} has no output port {port}.", name=target.layer_of(source.call).name, port=source.output + 1)
        )
    return None


def connect(document: Document, model: ModelId, source: Source, call: CallId, port: int) -> Document:
    """Draw a wire, replacing the one in that port; behind a merging layer's last port it appends. Raises EditError."""
    refused = refusal(document, model, source, call, port)
    if refused is not None:
        raise refused
    target = document.models[model]
    old = target.calls[call]
    variadic = ports_of(document, target.layer_of(call).spec).variadic
    length = max(len(old.inputs), (min(port, len(old.inputs)) if variadic else port) + 1)
    inputs = [*old.inputs, *(None,) * (length - len(old.inputs))]
    inputs[min(port, length - 1)] = source
    return _with_call(document, target, replace(old, inputs=tuple(inputs)))


def disconnect(document: Document, model: ModelId, call: CallId, port: int) -> Document:
    """Take a wire away; a merging layer's later wires close the gap."""
    target = document.models[model]
    old = target.calls[call]
    inputs = [None if i == port else source for i, source in enumerate(old.inputs)]
    ports = ports_of(document, target.layer_of(call).spec)
    return _with_call(document, target, replace(old, inputs=tidied(inputs, ports)))


def reuse(document: Document, model: ModelId, source: Source, layer: LayerId) -> tuple[Document, CallId]:
    """Use a layer again on another source: a second call of the same weights."""
    document, call = add_call(document, model, layer)
    return connect(document, model, source, call, 0), call


def _with_call(document: Document, model: Model, call: Call) -> Document:
    return document.with_model(replace(model, calls={**model.calls, call.id: call}))


def remove(document: Document, model: ModelId, ids: Iterable[str]) -> Document:
    """Delete layers with their calls, single calls, notes and dots; wires go too, and so does a layer without calls."""
    target, gone = document.models[model], set(ids)
    calls = {c.id for c in target.calls.values() if c.id in gone or c.layer in gone}
    used = {c.layer for c in target.calls.values() if c.id not in calls}
    layers = {layer for layer in target.layers if layer in gone or layer not in used}
    kept = replace(
        target,
        layers={k: v for k, v in target.layers.items() if k not in layers},
        calls={k: v for k, v in target.calls.items() if k not in calls},
        inputs=tuple(c for c in target.inputs if c not in calls),
        outputs=tuple(c for c in target.outputs if c not in calls),
        positions={k: v for k, v in target.positions.items() if k not in layers and k not in calls},
        notes={k: v for k, v in target.notes.items() if k not in gone},
        dots={k: v for k, v in target.dots.items() if k not in gone},
    )
    kept = rewired(document, kept, lambda source: None if source.call in calls else source)
    document = follow(document.with_model(kept), target)
    bindings = {k: b for k, b in document.data.bindings.items() if k not in layers}
    return replace(document, data=replace(document.data, bindings=bindings))


def set_spec(document: Document, model: ModelId, layer: LayerId, spec: Spec) -> Document:
    """Give a layer other parameters, or make it one of another kind, in every model that has it."""
    before = {other.id: other for other in models_with(document, layer)}
    document = with_layer(document, model, replace(document.models[model].layers[layer], spec=spec))
    for old in before.values():
        after = document.models[old.id]
        tests = (is_input, is_output)
        if [test(old.layers[layer]) for test in tests] != [test(after.layers[layer]) for test in tests]:
            inputs, outputs = (_ends(after, ends, test) for ends, test in zip((old.inputs, old.outputs), tests))
            document = follow(document.with_model(replace(after, inputs=inputs, outputs=outputs)), old)
    return document


def _ends(model: Model, old: tuple[CallId, ...], test: Callable[[Layer], bool]) -> tuple[CallId, ...]:
    """The calls that pass a test, those that did before in their old order."""
    now = [call for call in model.calls if test(model.layer_of(call))]
    return (*(call for call in old if call in now), *(call for call in now if call not in old))


def set_params(document: Document, model: ModelId, layer: LayerId, changes: Mapping[str, Any]) -> Document:
    """Change some parameters of a layer; raises SpecError where a value is not allowed."""
    return set_spec(document, model, layer, document.models[model].layers[layer].spec.replace(**changes))


def set_arguments(document: Document, model: ModelId, call: CallId, changes: Mapping[str, Any]) -> Document:
    """Change what a call is given besides tensors; raises SpecError where the layer doesn't take it. What is at its
    default is not kept."""
    target = document.models[model]
    old = target.calls[call]
    layer = target.layer_of(call).spec
    kept = {name: value for name, value in old.arguments.items() if name in params_of(layer.takes)}
    spec = layer.called({**kept, **changes})
    arguments = dict(spec.call.non_default()) | (RESTING if at_rest(old) else {})
    return _with_call(document, target, replace(old, arguments=arguments))


def rename_layer(document: Document, model: ModelId, layer: LayerId, name: str) -> Document:
    """Give a layer another name; equal names are a problem, not refused."""
    return with_layer(document, model, replace(document.models[model].layers[layer], name=name.strip()))


def set_trainable(document: Document, model: ModelId, layer: LayerId, trainable: bool) -> Document:
    return with_layer(document, model, replace(document.models[model].layers[layer], trainable=trainable))


def move(document: Document, model: ModelId, positions: Mapping[str, Point]) -> Document:
    """Place boxes (by layer id, or call id for a split-off call), notes and dots."""
    target = document.models[model]
    notes = {k: replace(n, position=positions[k]) if k in positions else n for k, n in target.notes.items()}
    boxes = {k: p for k, p in positions.items() if k in target.layers or k in target.calls}
    dots = {k: replace(d, position=positions[k]) if k in positions else d for k, d in target.dots.items()}
    return document.with_model(replace(target, positions={**target.positions, **boxes}, notes=notes, dots=dots))


def split_off(document: Document, model: ModelId, call: CallId, position: Point) -> Document:
    """Show one call of a shared layer as a linked box of its own."""
    target = document.models[model]
    return document.with_model(replace(target, positions={**target.positions, call: position}))


def join_back(document: Document, model: ModelId, call: CallId) -> Document:
    """Show a split-off call in its layer's box again."""
    target = document.models[model]
    return document.with_model(replace(target, positions={k: p for k, p in target.positions.items() if k != call}))


def put_note(document: Document, model: ModelId, note: Note) -> tuple[Document, str]:
    """Add a note or a frame (with an empty id), or change one."""
    note_id = note.id
    if not note_id:
        document, note_id = fresh_id(document, "n")
    target = document.models[model]
    return document.with_model(replace(target, notes={**target.notes, note_id: replace(note, id=note_id)})), note_id


def add_dot(
    document: Document, model: ModelId, call: CallId, port: int, position: Point, before: str | None = None
) -> tuple[Document, str]:
    """Lead the wire that ends there through a place, before it comes to another of its dots; raises EditError."""
    target = document.models[model]
    inputs = target.calls[call].inputs if call in target.calls else ()
    source = inputs[port] if port < len(inputs) else None
    if source is None:
        raise EditError(say("There is no wire that could be led through this place."))
    document, key = fresh_id(document, "d")
    dots: dict[str, Dot] = {}
    for other in target.dots.values():
        if other.id == before:
            dots[key] = Dot(key, source, call, port, position)
        dots[other.id] = other
    dots.setdefault(key, Dot(key, source, call, port, position))
    return document.with_model(replace(target, dots=dots)), key


def add_model(document: Document, name: str) -> tuple[Document, ModelId]:
    """A new empty model."""
    document, model_id = fresh_id(document, "m")
    taken = {m.name for m in document.models.values()}
    return document.with_model(Model(model_id, fresh_name(name, taken))), model_id


def rename_model(document: Document, model: ModelId, name: str) -> Document:
    return document.with_model(replace(document.models[model], name=name.strip()))


def order_ends(document: Document, model: ModelId, inputs: tuple[CallId, ...], outputs: tuple[CallId, ...]) -> Document:
    """Set the order of a model's inputs and outputs; both must be permutations of what is there."""
    target = document.models[model]
    if sorted(inputs) != sorted(target.inputs) or sorted(outputs) != sorted(target.outputs):
        raise EditError(say("The order must name every input and output of the model once."))
    return follow(document.with_model(replace(target, inputs=inputs, outputs=outputs)), target)
