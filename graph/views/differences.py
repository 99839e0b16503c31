"""How two documents differ, in words: what somebody who knows the one must hear to know the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.document.document import Call, Document, Layer, Model
from graph.specs.message import Message, say
from graph.specs.spec import Value
from graph.storage.value_json import plain, value_json

LONGEST = 60
"""Characters of a value that is shown."""


def differences(before: Document, after: Document) -> list[Message]:
    """A sentence for each thing that is otherwise in the second document; empty where both are the same network, plan
    and picture."""
    found = list(_models(before, after))
    found += _settings(say("the training plan"), before.training, after.training)
    found += _settings(say("the sweep"), before.sweep, after.sweep)
    if before.data.to_json() != after.data.to_json():
        found.append(say("The data, or what is done with it, is another."))
    if not found and before != after:
        found.append(say("Only keys differ that this version does not know, or the order of things."))
    return found


def _models(before: Document, after: Document) -> Iterator[Message]:
    for key, model in before.models.items():
        if key not in after.models:
            yield say("The model {name} is gone.", name=model.name)
    if before.root != after.root and after.root in before.models:
        yield say("The outermost model is {name}.", name=after.main.name)
    for key, model in after.models.items():
        if key not in before.models:
            yield say("The model {name} is new, with {count} layers.", name=model.name, count=len(model.layers))
        elif model is not before.models[key]:
            yield from _model(before.models[key], model)


def _model(before: Model, after: Model) -> Iterator[Message]:
    if before.name != after.name:
        yield say("The model {old} is called {new}.", old=before.name, new=after.name)
    for key, layer in before.layers.items():
        if key not in after.layers:
            yield say("The layer {name} ({kind}) is gone.", name=shown_name(before, layer), kind=layer.spec.kind)
    for key, layer in after.layers.items():
        if key not in before.layers:
            yield say("The layer {name} ({kind}) is new.", name=shown_name(after, layer), kind=layer.spec.kind)
        elif layer is not before.layers[key]:
            yield from _layer(shown_name(after, layer), before.layers[key], layer)
    yield from _wires(before, after)
    if before.inputs != after.inputs or before.outputs != after.outputs:
        yield say("The inputs or outputs of {name} stand in another order.", name=after.name)
    moved = sum(before.positions.get(key, place) != place for key, place in after.positions.items())
    if moved:
        yield say("Boxes that lie elsewhere in {name}: {count}.", name=after.name, count=moved)
    if dict(before.notes) != dict(after.notes):
        yield say("The notes of {name} are others.", name=after.name)
    if dict(before.dots) != dict(after.dots):
        yield say("Wires of {name} are led otherwise.", name=after.name)


def _layer(name: str, before: Layer, after: Layer) -> Iterator[Message]:
    if before.name != after.name:
        yield say("The layer {old} is called {new}.", old=before.name, new=after.name)
    if before.trainable != after.trainable:
        yield (say("{layer} is trained.", layer=name) if after.trainable else say("{layer} is frozen.", layer=name))
    yield from _settings(name, before.spec, after.spec)


def _settings(owner: str | Message, before: Value, after: Value) -> Iterator[Message]:
    if type(before) is not type(after):
        yield say("{owner} is a {new}, not a {old}.", owner=owner, old=before.kind, new=after.kind)
        return
    old, new = dict(before.non_default()), dict(after.non_default())
    for key in (*new, *(key for key in old if key not in new)):
        was, now = getattr(before, key, None), getattr(after, key, None)
        if was != now:
            yield say(
                "{owner}: {parameter} is {new}, not {old}.",
                owner=owner,
                parameter=key,
                old=_short(was),
                new=_short(now),
            )
    if not old and not new and before != after and value_json(before) != value_json(after):
        yield say("{owner} is another.", owner=owner)


def _short(value: Any) -> str:
    text = str(plain(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _wires(before: Model, after: Model) -> Iterator[Message]:
    """Wires of calls that both have; those of a new layer came with it, those of a removed one went."""
    for key, call in after.calls.items():
        was = before.calls.get(key)
        if was is None or was is call:
            continue
        old, new = set(_ends(was)), set(_ends(call))
        name = shown_name(after, after.layers[call.layer])
        for end in sorted(old - new):
            yield say("The wire from {source} to {target} is gone.", source=_end(before, end), target=name)
        for end in sorted(new - old):
            yield say("A wire from {source} to {target} is new.", source=_end(after, end), target=name)
        if dict(was.arguments) != dict(call.arguments):
            yield say("The call of {layer} is given other arguments.", layer=name)


End = tuple[str, int, int]
"""Where a wire starts, as call and output, and the port that it leads to."""


def _ends(call: Call) -> Iterator[End]:
    for port, source in enumerate(call.inputs):
        if source is not None:
            yield source.call, source.output, port


def _end(model: Model, end: End) -> str:
    call, output, port = end
    name = shown_name(model, model.layer_of(call)) if call in model.calls else call
    return f"{name} [{output} → {port}]" if output or port else name


def shown_name(model: Model, layer: Layer) -> str:
    """The layer's name; an Output without one goes by the layer before it."""
    if layer.name:
        return layer.name
    for call in model.calls_of(layer.id):
        for source in call.inputs:
            if source is not None and source.call in model.calls:
                before = model.layer_of(source.call)
                return before.name or before.spec.kind
    return layer.spec.kind
