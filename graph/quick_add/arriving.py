"""The types of what a line draws, without looking again at the rest of a model, which may be large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.document.document import Call, CallId, Document, Layer, Model, ModelId, Source
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes
from graph.layers.core.ends import Input
from graph.specs.spec import TensorType

Types = Mapping[Source, TensorType]


def infer_part(document: Document, model: ModelId, calls: Iterable[CallId], known: Types) -> ModelShapes:
    """The shapes of some calls, given the types of what feeds them from outside.

    Where one of them uses a layer that was there before, that layer's first call is looked at too: both need the same
    weights. What is fed by an unknown type stays unknown.
    """
    target = document.models[model]
    inside = dict.fromkeys(calls)
    before: dict[CallId, Call] = {}
    for call in inside:
        for other in target.calls_of(target.calls[call].layer)[:1]:
            if other.id not in inside:
                before[other.id] = other
    shown = {**before, **{call: target.calls[call] for call in inside}}
    outside = {s for call in shown.values() for s in call.inputs if s is not None and s.call not in inside}
    stand_ins = {source: f"in {number}" for number, source in enumerate(outside) if source in known}
    layers = {call.layer: target.layers[call.layer] for call in shown.values()}
    entrances: dict[CallId, Call] = {}
    for source, key in stand_ins.items():
        given = known[source]
        layers[key] = Layer(key, key, Input(given.shape[1:], given.dtype))
        entrances[key] = Call(key, key)

    def led(source: Source | None) -> Source | None:
        if source is None or source.call in inside:
            return source
        return Source(stand_ins[source]) if source in stand_ins else None

    wired = {key: replace(call, inputs=tuple(led(s) for s in call.inputs)) for key, call in shown.items()}
    part = Model(model, target.name, layers, {**entrances, **wired}, tuple(entrances), ())
    found = infer(document.with_model(part), model)
    back = {key: source for source, key in stand_ins.items()}
    types = {back.get(source.call, source): given for source, given in found.types.items()}
    return replace(found, types={**known, **types})
