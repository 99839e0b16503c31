"""A class of one's own in files: its names, its config, and where Keras keeps the weights of its parts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from inspect import Parameter, signature
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.registry import snake
from graph.specs.spec import Value
from runtime.api.custom_objects import get_registered_name
from runtime.api.errors import ApiError
from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.layer_classes import serialize
from runtime.api.own.arguments import GivenToCall, mapped
from runtime.api.own.parts import attributes, layers_of
from runtime.api.tensors import Tensor
from runtime.api.value_objects import ValueObject


def policy(name: str) -> dict[str, Any]:
    """A type as configs of Keras name it."""
    return {"module": "keras", "class_name": "DTypePolicy", "config": {"name": name}, "registered_name": None}


def own_config(owner: Any) -> dict[str, Any]:
    """What `get_config` gives where the class has none: the arguments it was made of, as Keras has it; raises ApiError
    where these can't be written."""
    args, keywords = owner.first_arguments
    taken = signature(type(owner).__init__).parameters
    bound = signature(type(owner).__init__).bind(owner, *args, **keywords)
    found: dict[str, Any] = {}
    for key, value in list(bound.arguments.items())[1:]:
        found.update(value if taken[key].kind is Parameter.VAR_KEYWORD else {key: value})
    open_ended = any(p.kind is Parameter.VAR_KEYWORD for p in taken.values())
    every = {"name": owner.name, "trainable": owner.trainable, "dtype": policy(owner.dtype)}
    found.update({key: value for key, value in every.items() if open_ended or key in taken})
    try:
        json.dumps({key: as_json(value) for key, value in found.items()})
    except TypeError:
        raise ApiError(
            say(
                "{kind} is made of arguments that no config can hold. Give it a get_config of its own, which says how "
                "it is made again.",
                kind=type(owner).__name__,
            )
        ) from None
    return found


def as_json(given: Any) -> Any:
    """A config as a file holds it: objects as Keras serializes them."""
    if isinstance(given, Mapping):
        return {str(key): as_json(value) for key, value in given.items()}
    if isinstance(given, (list, tuple)):
        return [as_json(item) for item in given]
    if isinstance(given, ValueObject):
        return given.serialize()
    if isinstance(given, Functional):
        return json.loads(given.to_json())
    if isinstance(given, Layer):
        own = getattr(given, "_own_given", None)
        return serialize(given) if own is None else {**names_of(given), "config": as_json(given.get_config())}
    if isinstance(given, Value):
        raise TypeError(given)
    if isinstance(given, (np.generic, np.ndarray)):
        return given.tolist()
    return getattr(given, "__name__", given) if callable(given) else given


def names_of(owner: Any) -> dict[str, Any]:
    """The names of its class, by which Keras finds it again."""
    kind = type(owner)
    registered = get_registered_name(kind)
    module = None if registered != kind.__name__ else getattr(kind, "keras_module", kind.__module__)
    return {"module": module, "class_name": kind.__name__, "registered_name": registered}


def note(owner: Any, given: GivenToCall) -> dict[str, Any] | None:
    """What a document notes of the class; None where its config can't be written."""
    try:
        config = json.loads(json.dumps(as_json(owner.get_config())))
        called = json.loads(json.dumps(pattern(given)))
    except (TypeError, ValueError, ApiError):
        return None
    own = sorted(owner.free_weights, key=lambda layer: not layer.variable.trainable)
    found = {
        **names_of(owner),
        "config": config,
        "build_config": {"input_shape": given.first_shape()},
        "arguments": called,
        "masked": [tensor.type.masked for tensor in given.tensors()],
        "order": [layer.name for layer in (*own, *layers_of(owner))],
        "folders": {
            **{layer.name: f"?vars/{i}" for i, layer in enumerate(own)},
            **{layer.name: place for layer, place in _places(owner)},
        },
    }
    kept: dict[str, Any] = json.loads(json.dumps(found))  # as a file gives it back
    return kept


def pattern(given: GivenToCall) -> dict[str, Any]:
    """The arguments of the call with a number in the place of each tensor."""
    count = iter(range(len(given.tensors())))
    return {
        key: mapped(value, lambda leaf: {"tensor": next(count)} if isinstance(leaf, Tensor) else as_json(leaf))
        for key, value in given.data.items()
    }


def _places(owner: Any) -> Iterator[tuple[Layer, str]]:
    """The group in Keras' weight files of each layer among the attributes, which Keras walks through by name."""
    values = dict(attributes(owner))
    if isinstance(owner, Functional):
        values["layers"] = owner.layers  # a model has them all once more, under this name
    seen: set[int] = set()
    for name in sorted(values, key=lambda n: f"~{n}" if n.startswith("_") else n):
        for layer, place in _within(values[name], name):
            if id(layer) not in seen:
                seen.add(id(layer))
                yield layer, place


def _within(given: Any, place: str) -> Iterator[tuple[Layer, str]]:
    if isinstance(given, Layer):
        yield given, place
        return
    items = given.values() if isinstance(given, Mapping) else given if isinstance(given, (list, tuple)) else ()
    counts: Counter[str] = Counter()
    for item in items:
        if isinstance(item, (Layer, list, tuple, Mapping)):
            base = keras_class(item) if isinstance(item, Layer) else "container"
            name = f"{base}_{counts[base]}" if counts[base] else base
            counts[base] += 1
            yield from _within(item, f"{place}/{name}")


def keras_class(layer: Layer) -> str:
    """The snake case of the class that Keras has for a layer."""
    if hasattr(layer, "_own_given"):
        return snake(type(layer).__name__)
    if isinstance(layer, Functional):
        return "sequential" if type(layer).__name__ == "Sequential" else "functional"
    return snake(layer.spec.keras_class or type(layer).__name__)
