"""Rules about wires: none missing, none in a circle, none that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from graph.document.digraphs import cycles
from graph.document.document import Call, CallId, Document, Layer, Model, Source
from graph.document.nesting import feeds, is_input, is_output, ports_of, ports_of_call
from graph.editing.edits import add_layer, connect, disconnect, remove
from graph.layers.core.ends import Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.unknown import UnknownSpec
from graph.specs.message import say
from graph.validate.check import AnyRule, CallRule, Check, LayerRule
from graph.validate.problems import ERROR, HINT, WARNING, Mend, Problem

NEAR = 3
"""So many candidates are looked at for the mend of an unconnected port."""


def circles(check: Check) -> Iterator[Problem]:
    """Calls that feed each other: nothing could ever be computed."""
    for model in check.document.models.values():
        if len(check.shapes[model.id].wiring.order) == len(model.calls):
            continue  # A call in a cycle is in no order.
        for knot in cycles(model):
            names = " → ".join(model.layer_of(call).name for call in [*knot[:6], knot[0]])
            text = say("These layers feed each other in a circle: {names}.", names=names)
            mend = Mend(
                say("Remove the wire that closes the circle"), partial(_cut, model=model.id, knot=frozenset(knot))
            )
            yield Problem("cycle", ERROR, text, model.id, model.calls[knot[0]].layer, knot[0], mend=mend)


def _cut(document: Document, model: str, knot: frozenset[CallId]) -> Document:
    """Remove the wires that close a circle, found by a walk along the wires that meets a call still being walked."""
    calls = document.models[model].calls
    state: dict[CallId, str] = {}
    closing: list[tuple[CallId, int]] = []
    for start in sorted(knot):
        stack: list[tuple[CallId, bool]] = [(start, False)]
        while stack:
            call, done = stack.pop()
            if done:
                state[call] = "done"
            elif call not in state:
                state[call] = "open"
                stack.append((call, True))
                for port, source in enumerate(calls[call].inputs):
                    if source is not None and source.call in knot:
                        if state.get(source.call) == "open":
                            closing.append((call, port))
                        else:
                            stack.append((source.call, False))
    for call, port in sorted(closing, reverse=True):
        document = disconnect(document, model, call, port)
    return document


def open_ports(check: Check, model: Model, call: Call) -> Iterator[Problem]:
    """An input port that must be wired and is not; only a warning where nothing depends on it."""
    layer = model.layer_of(call.id)
    ports = ports_of(check.document, layer.spec)
    for port in range(ports.required):
        if port >= len(call.inputs) or call.inputs[port] is None:
            text = say("{name} waits for a wire at its port {port}.", name=_name(model, call), port=ports.inputs[port])
            severity = ERROR if call.id in check.needed(model) else WARNING
            mend = _nearest(check, model, call, port)
            yield Problem("open-port", severity, text, model.id, layer.id, call.id, port, mend)


def _loose(check: Check, model: Model) -> list[CallId]:
    """The newest calls whose results go nowhere yet, the newest first."""

    def found() -> Iterator[CallId]:
        users = check.shapes[model.id].wiring.users
        for call in reversed([*model.calls]):
            layer = model.layer_of(call)
            if call not in users and not is_output(layer) and ports_of(check.document, layer.spec).outputs:
                yield call

    parts = (model.calls, model.layers, check.document.models)
    return check.kept.once(("loose", model.id), parts, lambda: list(islice(found(), NEAR + 1)))


def _nearest(check: Check, model: Model, call: Call, port: int) -> Mend | None:
    """Connect the newest call whose result is still unused."""
    near = [other for other in _loose(check, model) if other != call.id][:NEAR]
    other = next((other for other in near if not feeds(model, call.id, other)), None)
    if other is None:
        return None
    return Mend(
        say("Connect {name} to it", name=_name(model, model.calls[other])),
        lambda document: connect(document, model.id, Source(other), call.id, port),
    )


def missing_ports(check: Check, model: Model, call: Call) -> Iterator[Problem]:
    """A wire into or out of a port that the layer no longer has, as after changing its parameters."""
    ports = ports_of_call(check.document, model, call)
    for port, source in enumerate(call.inputs):
        if source is None:
            continue
        giving = ports_of_call(check.document, model, model.calls[source.call])
        if (port < len(ports.inputs) or ports.variadic) and source.output < len(giving.outputs):
            continue
        if any(_stands_for_nothing(check, model, end) for end in (call.id, source.call)):
            continue
        text = say(
            "The wire from {source} to {name} ends at a port that is no longer there.",
            source=_name(model, model.calls[source.call]),
            name=_name(model, call),
        )
        mend = Mend(say("Remove the wire"), partial(_unplug, model=model.id, call=call.id, port=port))
        yield Problem("missing-port", ERROR, text, model.id, call.layer, call.id, port, mend)


def _stands_for_nothing(check: Check, model: Model, call: CallId) -> bool:
    """Whether a call is of a missing model or an unreadable layer, whose ports nobody knows."""
    spec = model.layer_of(call).spec
    return isinstance(spec, UnknownSpec) or (isinstance(spec, NestedModel) and spec.model not in check.document.models)


def _unplug(document: Document, model: str, call: CallId, port: int) -> Document:
    document = disconnect(document, model, call, port)
    target = document.models[model]
    inputs = target.calls[call].inputs
    kept = inputs[: max((i + 1 for i, s in enumerate(inputs) if s is not None), default=0)]
    if len(kept) < len(inputs) and len(inputs) > ports_of(document, target.layer_of(call).spec).required:
        call_now = replace(target.calls[call], inputs=kept)
        document = document.with_model(replace(target, calls={**target.calls, call: call_now}))
    return document


def dead_ends(check: Check, model: Model, call: Call) -> Iterator[Problem]:
    """A call whose result reaches no Output: it would never be computed, nor trained."""
    if not model.outputs or call.id in check.needed(model):
        return  # That there is no Output at all is said once, by `no_ends`.
    layer = model.layers[call.layer]
    if is_input(layer):
        text = say("The data of {name} reaches no Output.", name=_name(model, call))
    else:
        text = say("The result of {name} reaches no Output: it would not be trained.", name=_name(model, call))
    mend = Mend(say("Delete it"), partial(remove, model=model.id, ids=(call.id,)))
    yield Problem("dead-end", WARNING, text, model.id, layer.id, call.id, mend=mend)


def no_ends(check: Check) -> Iterator[Problem]:
    """A model without Input or Output can't be used, one without anything in it is just beginning."""
    for model in check.document.models.values():
        if not model.layers:
            if model.id == check.document.root:
                text = say("The model is empty. Double-click the canvas to add a layer.")
                yield Problem("empty-model", HINT, text, model.id)
            continue
        if not model.inputs:
            yield Problem("no-input", ERROR, say("{name} has no Input: no data can enter.", name=model.name), model.id)
        if not model.outputs:
            text = say("{name} has no Output: nothing tells what to compute.", name=model.name)
            yield Problem("no-output", ERROR, text, model.id, mend=_add_output(check, model))


def _add_output(check: Check, model: Model) -> Mend | None:
    loose = _loose(check, model)
    if not loose:
        return None
    last = model.calls[loose[0]]

    def edit(document: Document) -> Document:
        x, y = model.positions.get(last.layer, (0.0, 0.0))
        document, _, call = add_layer(document, model.id, Output(), (x + 260, y))
        return connect(document, model.id, Source(last.id), call, 0)

    return Mend(say("Add an Output behind {name}", name=_name(model, last)), edit)


def unused_layers(check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """A layer that is never applied to anything."""
    if layer.id not in check.shapes[model.id].wiring.calls_of:
        text = say("{name} is not used anywhere.", name=layer.name or layer.spec.kind)
        mend = Mend(say("Delete it"), partial(remove, model=model.id, ids=(layer.id,)))
        yield Problem("unused-layer", WARNING, text, model.id, layer.id, mend=mend)


def _name(model: Model, call: Call) -> str:
    """A call's layer by name; of an unnamed Output, what it is."""
    layer = model.layers[call.layer]
    return layer.name or layer.spec.kind


RULES: tuple[AnyRule, ...] = (
    circles,
    CallRule(open_ports),
    CallRule(missing_ports),
    CallRule(dead_ends),
    no_ends,
    LayerRule(unused_layers),
)
