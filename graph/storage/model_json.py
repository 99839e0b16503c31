"""One model of a document as JSON and back: a line per layer, call, place, note and dot."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from graph.document.document import (
    Call,
    Dot,
    Layer,
    LayerId,
    Model,
    ModelId,
    Note,
    Point,
    Source,
    with_wired_dots,
)
from graph.document.nesting import is_input, is_output
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec
from graph.storage.value_json import plain, read_spec, value_json

T = TypeVar("T")

IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]{1,64}")
NUMBER = re.compile(r"[0-9]{1,15}$")
MODEL_KEYS = ("name", "layers", "calls", "inputs", "outputs", "positions", "notes", "dots")
LAYER_KEYS = ("name", "spec", "trainable")
CALL_KEYS = ("layer", "inputs", "arguments")
NOTE_KEYS = ("text", "position", "size", "frame")
DOT_KEYS = ("from", "to", "port", "position")
"""What is read of each object; what else there is stays in `extra`."""
NOUNS = {dict: "an object {…}", list: "a list […]", str: "a text", bool: "true or false", int: "a whole number"}


Make = Callable[[Any], Any]
Kept = Callable[[Any, Make], Any]
"""What makes the JSON of a part of a document by the function given, or has it from an earlier time."""


def made_anew(part: Any, make: Make) -> Any:
    return make(part)


class StorageError(MessageError):
    """A project can't be read or written."""


def model_json(
    model: Model, elsewhere: Mapping[LayerId, ModelId] | None = None, kept: Kept = made_anew
) -> dict[str, Any]:
    """A model as JSON; what is at its default is left out, keys of a newer version come last.

    `elsewhere`: layers that another model of the file describes.
    """
    known: dict[str, Any] = {
        "name": model.name,
        "layers": _layers_json(model, elsewhere, kept),
        "calls": kept(model.calls, _each(kept, _call_json)),
        "inputs": list(model.inputs),
        "outputs": list(model.outputs),
        "positions": kept(model.positions, _each(kept, _numbers)),
    }
    if model.notes:
        known["notes"] = kept(model.notes, _each(kept, _note_json))
    if model.dots:
        known["dots"] = kept(model.dots, _each(kept, _dot_json))
    return known | dict(model.extra)


def _layers_json(model: Model, elsewhere: Mapping[LayerId, ModelId] | None, kept: Kept) -> dict[str, Any]:
    whole: dict[str, Any] = kept(model.layers, _each(kept, _layer_json))
    return {i: {"of": elsewhere[i]} if i in elsewhere else layer for i, layer in whole.items()} if elsewhere else whole


def _each(kept: Kept, make: Make) -> Make:
    return lambda parts: {key: kept(part, make) for key, part in parts.items()}


def models_json(models: Mapping[ModelId, Model], kept: Kept = made_anew) -> dict[ModelId, Any]:
    """All models; a layer that stands in several is described by the first."""
    first: dict[LayerId, ModelId] = {}
    for model in models.values():
        for layer in model.layers:
            first.setdefault(layer, model.id)
    return {
        key: model_json(model, {i: first[i] for i in model.layers if first[i] != key}, kept)
        for key, model in models.items()
    }


def _layer_json(layer: Layer) -> dict[str, Any]:
    known = {"name": layer.name, "spec": value_json(layer.spec)}
    return (known if layer.trainable else {**known, "trainable": False}) | dict(layer.extra)


def _call_json(call: Call) -> dict[str, Any]:
    known: dict[str, Any] = {"layer": call.layer}
    if call.inputs:
        known["inputs"] = [source and source_text(source) for source in call.inputs]
    if call.arguments:
        known["arguments"] = plain(call.arguments)
    return known | dict(call.extra)


def _note_json(note: Note) -> dict[str, Any]:
    known = {"text": note.text, "position": _numbers(note.position), "size": _numbers(note.size)}
    return (known | {"frame": True} if note.frame else known) | dict(note.extra)


def _dot_json(dot: Dot) -> dict[str, Any]:
    known = {"from": source_text(dot.source), "to": dot.call, "port": dot.port, "position": _numbers(dot.position)}
    return known | dict(dot.extra)


def source_text(source: Source) -> str:
    """`c3`, or `c3:1` for the second output."""
    return f"{source.call}:{source.output}" if source.output else source.call


def _numbers(values: Iterable[float]) -> list[float]:
    """Coordinates, whole ones without a fraction; what is no number can't be a place and becomes 0."""
    finite = (value if math.isfinite(value) else 0 for value in values)
    return [int(value) if value == int(value) else value for value in finite]


def read_models(given: Mapping[str, Any], root: ModelId) -> dict[ModelId, Model]:
    """All models of a file; raises StorageError.

    Files of before layers could stand in several models may describe two under one id: the second, the root's never,
    gets another.
    """
    described: dict[LayerId, Any] = {}
    twice: dict[ModelId, list[LayerId]] = {}
    for key in sorted(given, key=lambda key: key != root):
        layers = expect(given[key], dict, f"models.{key}").get("layers", {})
        for layer, found in (layers if isinstance(layers, dict) else {}).items():
            if isinstance(found, dict) and "of" not in found:
                if layer in described:
                    twice.setdefault(key, []).append(layer)
                else:
                    described[layer] = found
    read = {key: read_model(key, given[key], described=described) for key in given}
    number = biggest_number(read) if twice else 0
    for key, ids in twice.items():
        fresh = {layer: f"l{number + place}" for place, layer in enumerate(ids, 1)}
        number += len(ids)
        read[key] = _with_other_ids(read[key], fresh)
    return read


def _with_other_ids(model: Model, fresh: Mapping[LayerId, LayerId]) -> Model:
    layers = {fresh.get(i, i): replace(layer, id=fresh.get(i, i)) for i, layer in model.layers.items()}
    calls = {i: replace(call, layer=fresh.get(call.layer, call.layer)) for i, call in model.calls.items()}
    positions = {fresh.get(i, i): place for i, place in model.positions.items()}
    return replace(model, layers=layers, calls=calls, positions=positions)


def read_model(
    key: str, given: Any, outside: Container[str] = (), described: Mapping[LayerId, Any] | None = None
) -> Model:
    """A model of the file; raises StorageError where a call or wire leads nowhere or a value is of the wrong type.

    `outside`: calls that wires may start at although they are not there, as those of a copied selection do.
    `described`: the layers that any model of the file describes.
    """
    where = f"models.{key}"
    need_id(key, "models")
    model = expect(given, dict, where)
    specs: dict[str, Spec] = {}
    layers = {
        i: _read_layer(i, _description(i, v, described or {}, f"{where}.layers"), f"{where}.layers", specs)
        for i, v in _objects(model, "layers", where)
    }
    calls = {i: _read_call(i, v, f"{where}.calls") for i, v in _objects(model, "calls", where)}
    notes = {i: _read_note(i, v, f"{where}.notes") for i, v in _objects(model, "notes", where)}
    dots = {i: _read_dot(i, v, f"{where}.dots") for i, v in _objects(model, "dots", where)}
    _need_whole(where, (layers, calls, notes, dots), outside)
    positions = expect(model.get("positions", {}), dict, f"{where}.positions")
    ends = {
        name: _read_ends(
            model.get(name, []), [c.id for c in calls.values() if test(layers[c.layer])], f"{where}.{name}"
        )
        for name, test in (("inputs", is_input), ("outputs", is_output))
    }
    read = Model(
        key,
        expect(model.get("name"), str, f"{where}.name"),
        layers,
        calls,
        ends["inputs"],
        ends["outputs"],
        {need_id(i, f"{where}.positions"): _read_pair(p, f"{where}.positions.{i}") for i, p in positions.items()},
        notes,
        rest(model, *MODEL_KEYS),
        dots,
    )
    return with_wired_dots(read)


def _objects(model: Mapping[str, Any], name: str, where: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for key, value in expect(model.get(name, {}), dict, f"{where}.{name}").items():
        yield need_id(key, f"{where}.{name}"), expect(value, dict, f"{where}.{name}.{key}")


def _description(key: str, given: Mapping[str, Any], described: Mapping[LayerId, Any], where: str) -> Any:
    """What the file says of a layer: here, or in the model that has it as well."""
    if "of" not in given:
        return given
    if key not in described:
        raise StorageError(
            say(
                "{where}.{key} is a layer of {model:.70}, where it is not described.",
                where=where,
                key=key,
                model=str(given["of"]),
            )
        )
    return described[key]


def _read_layer(key: str, given: Mapping[str, Any], where: str, specs: dict[str, Spec]) -> Layer:
    return Layer(
        key,
        expect(given.get("name", ""), str, f"{where}.{key}.name"),
        read_spec(expect(given.get("spec"), dict, f"{where}.{key}.spec"), specs),
        expect(given.get("trainable", True), bool, f"{where}.{key}.trainable"),
        rest(given, *LAYER_KEYS),
    )


def _read_call(key: str, given: Mapping[str, Any], where: str) -> Call:
    wires = expect(given.get("inputs", []), list, f"{where}.{key}.inputs")
    inputs = tuple(None if wire is None else _read_source(wire, f"{where}.{key}.inputs") for wire in wires)
    return Call(
        key,
        expect(given.get("layer"), str, f"{where}.{key}.layer"),
        inputs,
        expect(given.get("arguments", {}), dict, f"{where}.{key}.arguments"),
        rest(given, *CALL_KEYS),
    )


def _read_source(given: Any, where: str) -> Source:
    call, _, output = expect(given, str, where).partition(":")
    if output and not re.fullmatch(r"[1-9][0-9]{0,5}", output):
        raise _wrong(where, "a wire such as c3 or c3:1", given)
    return Source(need_id(call, where), int(output or 0))


def _read_note(key: str, given: Mapping[str, Any], where: str) -> Note:
    return Note(
        key,
        expect(given.get("text", ""), str, f"{where}.{key}.text"),
        _read_pair(given.get("position", [0, 0]), f"{where}.{key}.position"),
        _read_pair(given.get("size", [200, 100]), f"{where}.{key}.size"),
        expect(given.get("frame", False), bool, f"{where}.{key}.frame"),
        rest(given, *NOTE_KEYS),
    )


def _read_dot(key: str, given: Mapping[str, Any], where: str) -> Dot:
    return Dot(
        key,
        _read_source(given.get("from"), f"{where}.{key}.from"),
        expect(given.get("to"), str, f"{where}.{key}.to"),
        max(0, expect(given.get("port", 0), int, f"{where}.{key}.port")),
        _read_pair(given.get("position", [0, 0]), f"{where}.{key}.position"),
        rest(given, *DOT_KEYS),
    )


def _read_pair(given: Any, where: str) -> Point:
    pair = expect(given, list, where)
    if len(pair) != 2 or any(isinstance(n, bool) or not isinstance(n, (int, float)) for n in pair):
        raise _wrong(where, "two numbers", given)
    return float(pair[0]), float(pair[1])


def _read_ends(given: Any, there: list[str], where: str) -> tuple[str, ...]:
    """The order of a model's inputs or outputs; calls that the list forgets are put behind."""
    order = [expect(item, str, where) for item in expect(given, list, where)]
    strangers = [call for call in order if call not in there]
    if strangers or len(set(order)) < len(order):
        raise _wrong(where, "every Input or Output call of the model, once", (strangers or order)[0])
    return (*order, *(call for call in there if call not in order))


def _need_whole(
    where: str,
    parts: tuple[Mapping[str, Layer], Mapping[str, Call], Mapping[str, Note], Mapping[str, Dot]],
    outside: Container[str],
) -> None:
    """Raise StorageError unless every call has its layer, every wire its source, and every id one meaning."""
    layers, calls = parts[:2]
    twice = sorted(key for key, count in Counter(key for part in parts for key in part).items() if count > 1)
    if twice:
        raise StorageError(say("{where}: the id {id} stands for two things.", where=where, id=twice[0]))
    for call in calls.values():
        if call.layer not in layers:
            raise _dangling(where, call.id, "is a call of a layer", call.layer)
        for source in call.inputs:
            if source is not None and source.call not in calls and source.call not in outside:
                raise _dangling(where, call.id, "has a wire from a call", source.call)


def _dangling(where: str, call: str, what: str, missing: str) -> StorageError:
    return StorageError(
        say(
            "{where}: {call} {what} that is not there, {missing:.70}.",
            where=where,
            call=call,
            what=what,
            missing=missing,
        )
    )


def biggest_number(models: Mapping[str, Model]) -> int:
    """The largest number at the end of any id in use."""
    numbers = (NUMBER.search(i) for m in models.values() for i in (m.id, *m.layers, *m.calls, *m.notes, *m.dots))
    return max((int(n.group()) for n in numbers if n), default=0)


def need_id(given: str, where: str) -> str:
    """An id of the file; raises StorageError unless it is of letters, digits, `_`, `-` and `.`, 64 at most."""
    if not IDENTIFIER.fullmatch(given):
        raise _wrong(where, "an id of letters and digits", given)
    return given


def expect(given: Any, kind: type[T], where: str) -> T:
    """What stands in the file, if it is of that type; raises StorageError otherwise."""
    if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
        raise _wrong(where, NOUNS[kind], given)
    return given


def _wrong(where: str, expected: str, given: Any) -> StorageError:
    return StorageError(
        say("{where:.200} must be {expected}. Received: {given!r:.80}.", where=where, expected=expected, given=given)
    )


def rest(given: Mapping[str, Any], *known: str) -> dict[str, Any]:
    """The keys that this version doesn't know."""
    return {key: value for key, value in given.items() if key not in known}
