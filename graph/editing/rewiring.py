"""Edits of several wires at once: insert on a wire, take out and reconnect, and which port a wire best goes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.document.document import Call, CallId, Document, Model, ModelId, Source
from graph.document.nesting import ports_of, spec_of_call
from graph.editing.edits import connect, disconnect, refusal, remove
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes, same_weights
from graph.specs.message import Message, MessageError
from graph.specs.spec import Spec, TensorType


@dataclass(frozen=True)
class End:
    """Where a wire ends: an input port of a call."""

    call: CallId
    port: int


def free_ports(document: Document, model: ModelId, call: CallId) -> Iterator[int]:
    """Ports of a call that a wire may still take, needed ones first; for a merging layer one behind the last."""
    target = document.models[model].calls[call]
    ports = ports_of(document, document.models[model].layer_of(call).spec)
    wired = {port for port, source in enumerate(target.inputs) if source is not None}
    free = [port for port in range(max(len(ports.inputs), len(target.inputs))) if port not in wired]
    yield from free
    if ports.variadic and not free:
        yield len(target.inputs)


def why_not(document: Document, model: ModelId, source: Source, end: End) -> Message | None:
    """Why a wire can't or shouldn't be drawn: it closes a cycle, or its shape does not fit what the call computes."""
    refused = refusal(document, model, source, end.call, end.port)
    if isinstance(refused, MessageError):
        return refused.message
    trial = connect(document, model, source, end.call, end.port)
    failure = infer(trial, model).failures.get(end.call)
    return failure.message if failure is not None else None


def misfit(model: Model, shapes: ModelShapes, source: Source, end: End) -> Message | None:
    """Whether a wire's shape does not fit, judged by the call alone: cheap enough to ask for every port of a model."""
    layer, call = model.layer_of(end.call), model.calls[end.call]
    if layer.spec.kind in ("Output", "Model"):
        return None
    inputs = [*call.inputs, *(None,) * (end.port + 1 - len(call.inputs))]
    inputs[end.port] = source
    types = [shapes.types.get(s) for s in inputs if s is not None]
    known = tuple(t for t in types if t is not None)
    if len(known) < max(len(types), layer.spec.ports().required):
        return None
    try:
        spec = spec_of_call(model, replace(call, inputs=tuple(inputs)))
        spec.outputs(known)
        _agree(model, shapes, call, spec, known)
    except MessageError as error:
        return error.message
    return None


def _agree(model: Model, shapes: ModelShapes, call: Call, spec: Spec, types: tuple[TensorType, ...]) -> None:
    """Raise the error of a shared layer's call that would need other weights than the first."""
    layer = model.layers[call.layer]
    if layer.id in shapes.weights and len(model.calls_of(layer.id)) > 1:
        same_weights(layer.name, shapes.weights[layer.id], spec.weights(types))


def best_port(document: Document, model: ModelId, source: Source, calls: Iterable[CallId]) -> End | None:
    """The free port that a wire dropped on a box should go to: the first that fits, needed ones first."""
    ends = [End(call, port) for call in calls for port in free_ports(document, model, call)]
    return next((end for end in ends if why_not(document, model, source, end) is None), None)


def insert(document: Document, model: ModelId, call: CallId, at: End) -> Document:
    """Put a call into the wire that ends there: source → call → end. Raises EditError where that is no wire."""
    source = document.models[model].calls[at.call].inputs[at.port]
    assert source is not None
    document = connect(document, model, source, call, 0)
    return connect(document, model, Source(call), at.call, at.port)


def insertable(document: Document, model: ModelId, call: CallId) -> bool:
    """Whether a call has an input and an output and is not wired yet, so that it can go into a wire."""
    target = document.models[model]
    ports = ports_of(document, target.layer_of(call).spec)
    used = any(source.call == call or end == call for source, end, _ in target.wires())
    return bool(ports.inputs and ports.outputs) and ports.required <= 1 and not used


def remove_and_reconnect(document: Document, model: ModelId, ids: Iterable[str]) -> Document:
    """Delete as `remove` does, and lead what came into each deleted call on to where its results went."""
    target, gone = document.models[model], set(ids)
    calls = {c.id for c in target.calls.values() if c.id in gone or c.layer in gone}
    bridges = [
        (bridge, end, port)
        for source, end, port in target.wires()
        if source.call in calls and end not in calls and (bridge := _before(target, source, calls)) is not None
    ]
    for source, end, port in bridges:
        document = connect(document, model, source, end, port)
    return remove(document, model, gone)


def _before(model: Model, source: Source | None, gone: set[CallId]) -> Source | None:
    """The nearest source upstream of deleted calls, through their first wired inputs."""
    seen: set[CallId] = set()
    while source is not None and source.call in gone and source.call not in seen:
        seen.add(source.call)
        source = next((s for s in model.calls[source.call].inputs if s is not None), None)
    return source if source is not None and source.call not in gone else None


def cut(document: Document, model: ModelId, ends: Iterable[End]) -> Document:
    """Take several wires away."""
    for end in sorted(ends, key=lambda e: -e.port):
        document = disconnect(document, model, end.call, end.port)
    return document


def move_wires(document: Document, model: ModelId, old: Source, new: Source) -> Document:
    """Lead every wire of one source from another instead. Raises EditError where one would close a cycle."""
    for source, end, port in tuple(document.models[model].wires()):
        if source == old:
            document = connect(document, model, new, end, port)
    return document
