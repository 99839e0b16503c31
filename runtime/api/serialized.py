"""Objects of every kind as Keras writes them into configs, and back: `serialize_keras_object`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from types import FunctionType
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.custom_objects import CustomObjectScope, get_registered_name, get_registered_object, known_now
from runtime.api.errors import ApiError
from runtime.api.layer import Layer
from runtime.api.layer_classes import deserialize as layer_of
from runtime.api.layer_classes import serialize as layer_config
from runtime.api.named_functions import NamedFunction
from runtime.api.value_objects import ValueObject
from runtime.arrays.settings import standardize_dtype

PLAIN = (str, int, float, bool)
NAMESPACES = ("losses", "metrics", "optimizers", "initializers", "regularizers", "constraints", "activations")
"""Keras' namespaces whose `deserialize` reads what is written under their names; they stand above, as faces."""
MODELS = ("Functional", "Model", "Sequential")


def serialize_keras_object(obj: Any) -> Any:
    """The config of a layer, model, loss, optimizer…, of arrays, and of lists and dicts of these. Raises ApiError."""
    if obj is None or isinstance(obj, PLAIN):
        return obj
    if isinstance(obj, (list, tuple)):
        return type(obj)(serialize_keras_object(item) for item in obj)
    if isinstance(obj, Mapping):
        return {key: serialize_keras_object(value) for key, value in obj.items()}
    if isinstance(obj, bytes):
        return {"class_name": "__bytes__", "config": {"value": obj.decode("utf-8")}}
    if isinstance(obj, slice):
        ends = {"start": obj.start, "stop": obj.stop, "step": obj.step}
        return {"class_name": "__slice__", "config": {key: serialize_keras_object(end) for key, end in ends.items()}}
    if obj is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(obj, np.ndarray) and obj.ndim:
        return {"class_name": "__numpy__", "config": {"value": obj.tolist(), "dtype": str(obj.dtype)}}
    if isinstance(obj, (np.generic, np.ndarray)):
        return obj.item()
    return _of_object(obj)


def _of_object(obj: Any) -> Any:
    registered = get_registered_name(type(obj))
    if registered != type(obj).__name__ and hasattr(obj, "get_config"):
        return _own(obj, registered)
    if isinstance(obj, ValueObject):
        return obj.serialize()
    if hasattr(obj, "get_config") and not type(obj).__module__.startswith("runtime."):
        return _own(obj, registered)
    if hasattr(obj, "to_json"):
        return json.loads(obj.to_json())
    if isinstance(obj, Layer):
        return layer_config(obj)
    if isinstance(obj, (NamedFunction, FunctionType)):
        if obj.__name__ == "<lambda>":
            raise ApiError(say("A lambda has no name by which it could be written. Give the function one, by def."))
        name = get_registered_name(obj)
        return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}
    if hasattr(obj, "get_config"):
        return _own(obj, registered)
    raise ApiError(
        say(
            "{given!r:.80} can't be written as a config: its class {name} has no get_config.",
            given=obj,
            name=type(obj).__name__,
        )
    )


def _own(obj: Any, registered: str) -> dict[str, Any]:
    kind = type(obj)
    facts = {"module": kind.__module__, "class_name": kind.__name__, "registered_name": registered}
    return {**facts, "config": serialize_keras_object(obj.get_config())}


def deserialize_keras_object(
    config: Any, custom_objects: Mapping[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """What `serialize_keras_object` wrote. Classes and functions of one's own are found by the names under which they
    were registered, or in `custom_objects`; nothing that a config names is ever imported. Raises ApiError."""
    if safe_mode is not True:
        raise ApiError(
            say("deserialize_keras_object: code in a config is never run here, so safe_mode can only be True.")
        )
    with CustomObjectScope(custom_objects):
        return _read(config)


def _read(config: Any) -> Any:
    if config is None or isinstance(config, PLAIN):
        return config
    if isinstance(config, (list, tuple)):
        return [_read(item) for item in config]
    if not isinstance(config, Mapping):
        raise ApiError(
            say("A config is made of dicts, lists, texts and numbers. Received: {given!r:.80}.", given=config)
        )
    name = config.get("class_name")
    if not isinstance(name, str) or "config" not in config:
        return {key: _read(value) for key, value in config.items()}
    inner = config["config"]
    if name in SPECIAL:
        try:
            return SPECIAL[name](inner)
        except (KeyError, TypeError, ValueError) as error:
            raise ApiError(
                say("{name} is not written as Keras writes it: {reason:.80}.", name=name, reason=str(error))
            ) from None
    own = _own_kind(config, inner)
    if own is not None:
        return own if name == "function" or not isinstance(inner, Mapping) else own.from_config(dict(inner))
    return _of_keras(config, name, inner)


def _own_kind(config: Mapping[str, Any], inner: Any) -> Any:
    """The class or function of one's own that a config names, if it is known."""
    names = (config.get("registered_name"), inner if config["class_name"] == "function" else config["class_name"])
    found = (get_registered_object(name) for name in names if isinstance(name, str) and name != "function")
    return next((kind for kind in found if kind is not None), None)


def _of_keras(config: Mapping[str, Any], name: str, inner: Any) -> Any:
    module = str(config.get("module") or "")
    if name == "function":
        from runtime.api.activation_functions import FUNCTIONS

        return FUNCTIONS[inner] if inner in FUNCTIONS else _from_namespaces(config, module)
    if name in MODELS and (module in ("", "keras", "keras.models") or module.startswith("keras.src.models")):
        return import_module("runtime.models").model_from_json(json.dumps(config))
    if module.startswith("keras.layers"):
        return layer_of(config)
    return _from_namespaces(config, module)


def _from_namespaces(config: Mapping[str, Any], module: str) -> Any:
    space = module.removeprefix("keras.").partition(".")[0]
    if space not in NAMESPACES or not module.startswith("keras."):
        raise ApiError(
            say(
                "{name} of {module} is none of Keras' own kinds. One's own are known by "
                "register_keras_serializable, or given as custom_objects. Known: {known}.",
                name=str(config.get("registered_name") or config.get("class_name")),
                module=module or "an unknown module",
                known=", ".join(known_now()) or "none",
            )
        )
    return import_module(f"runtime.{space}").deserialize(config)


SPECIAL = {
    "__bytes__": lambda given: str(given["value"]).encode("utf-8"),
    "__ellipsis__": lambda _: Ellipsis,
    "__numpy__": lambda given: np.array(given["value"], standardize_dtype(given["dtype"])),
    "__tensor__": lambda given: np.array(given["value"], standardize_dtype(given["dtype"])),
    "__slice__": lambda given: slice(_read(given["start"]), _read(given["stop"]), _read(given["step"])),
}
"""What is no object of a class of Keras'."""
