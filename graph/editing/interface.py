"""When a model's Inputs and Outputs change, the wires of the layers that stand for it follow their ports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from graph.document.document import Call, Document, Model, Source
from graph.document.nesting import ports_of
from graph.layers.core.nested_model import NestedModel
from graph.specs.spec import Ports


def follow(document: Document, before: Model) -> Document:
    """The document with every use of a model rewired from the inputs and outputs it had `before` to those it has."""
    after = document.models[before.id]
    if (before.inputs, before.outputs) == (after.inputs, after.outputs):
        return document
    for model in document.models.values():
        layers = {i for i, v in model.layers.items() if isinstance(v.spec, NestedModel) and v.spec.model == before.id}
        users = {call.id for call in model.calls.values() if call.layer in layers}
        if not users:
            continue
        calls = {
            key: replace(call, inputs=_permuted(call.inputs, before.inputs, after.inputs)) if key in users else call
            for key, call in model.calls.items()
        }

        def moved(source: Source, users: set[str] = users) -> Source | None:
            if source.call not in users or source.output >= len(before.outputs):
                return source
            end = before.outputs[source.output]
            return Source(source.call, after.outputs.index(end)) if end in after.outputs else None

        document = document.with_model(rewired(document, replace(model, calls=calls), moved))
    return document


def _permuted(inputs: Sequence[Source | None], old: Sequence[str], new: Sequence[str]) -> tuple[Source | None, ...]:
    by_end = dict(zip(old, inputs, strict=False))
    return tuple(by_end.get(end) for end in new)


def rewired(document: Document, model: Model, change: Callable[[Source], Source | None]) -> Model:
    """The model with each wire starting where `change` says, or taken away where it says None."""
    calls: dict[str, Call] = dict(model.calls)
    for call in model.calls.values():
        inputs = tuple(None if source is None else change(source) for source in call.inputs)
        if inputs != call.inputs:
            ports = ports_of(document, model.layers[call.layer].spec)
            calls[call.id] = replace(call, inputs=tidied(inputs, ports))
    return replace(model, calls=calls)


def tidied(inputs: Sequence[Source | None], ports: Ports) -> tuple[Source | None, ...]:
    """A call's inputs after wires were taken away: a merging layer closes the gaps, optional ports behind go."""
    kept = [source for source in inputs if source is not None or not ports.variadic]
    kept += [None] * (ports.required - len(kept))
    while len(kept) > ports.required and kept[-1] is None:
        kept.pop()
    return tuple(kept)
