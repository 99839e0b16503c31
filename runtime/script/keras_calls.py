"""Calls of Keras in a script, made on our own interface: names that build a network, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from graph.specs.arguments import read_arguments
from graph.specs.message import MessageError, say
from graph.specs.registry import find, make
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.script.older import OF_MODELS, layer_arguments, optimizer_arguments
from runtime.script.plain_calls import is_network
from runtime.script.values import Array, Function, Known, LambdaLayer, Method, Unknown

VALUES = ("losses", "metrics", "optimizers", "initializers", "regularizers", "constraints")
"""Namespaces whose classes stand for settings."""
NO_LAYERS = frozenset(
    {
        "Layer", "Lambda", "TorchModuleWrapper", "TFSMLayer", "JaxLayer", "FlaxLayer", "serialize", "deserialize",
        "Wrapper", "InputSpec",
    }
)  # fmt: skip
DATA_SETS: Mapping[str, tuple[tuple[int, ...], tuple[int, ...], int, int]] = {
    "mnist": ((28, 28), (), 60000, 10000),
    "fashion_mnist": ((28, 28), (), 60000, 10000),
    "cifar10": ((32, 32, 3), (1,), 50000, 10000),
    "cifar100": ((32, 32, 3), (1,), 50000, 10000),
    "boston_housing": ((13,), (), 404, 102),
    "california_housing": ((8,), (), 16512, 4128),
}
"""Samples' and targets' shapes of well-known data sets, and how many there are to train and to test on."""
ANSWERS: Mapping[str, Any] = {
    "keras.backend.image_data_format": "channels_last",
    "keras.config.image_data_format": "channels_last",
    "keras.backend.floatx": "float32",
    "keras.config.floatx": "float32",
    "keras.backend.epsilon": 1e-7,
    "keras.backend.clear_session": None,
    "keras.utils.clear_session": None,
}


class NotKnown(MessageError):
    """An argument that reading does not know stands where the network needs it; `said` where that was told already."""

    def __init__(self, what: str, said: bool) -> None:
        super().__init__(say("{what} is not known here.", what=what or "A value"))
        self.said = said


def argument(value: Any) -> Any:
    """A value as our interface takes it; raises NotKnown."""
    if isinstance(value, (Unknown, Array, Function, Method, LambdaLayer)):
        what = value.what if isinstance(value, Unknown) else getattr(value, "name", "an array")
        raise NotKnown(what[:80], isinstance(value, Unknown) and value.said)
    if isinstance(value, Known):
        return value.path.rpartition(".")[2]  # a class or function that stands for its name
    if isinstance(value, (list, tuple)):
        return type(value)(argument(item) for item in value)
    if isinstance(value, dict):
        return {key: argument(item) for key, item in value.items()}
    return value


def keras_call(path: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """What a call of Keras gives; raises MessageError, or what Python raises for arguments that don't fit."""
    _, _, name = path.partition(".")
    room, _, last = name.rpartition(".")
    if path in ANSWERS:
        return ANSWERS[path]
    if path == "keras.backend.int_shape" or path in ("keras.ops.shape", "keras.backend.shape"):
        return args[0].shape if isinstance(args[0], (Tensor, Array)) else Unknown(path)
    if name in ("Input", "layers.InputLayer"):
        return _input(last, args, keywords)
    if name in ("Model", "Sequential"):
        keywords = {OF_MODELS.get(key, key): value for key, value in keywords.items()}
        return getattr(import_module("runtime.models"), name)(*map(argument, args), **argument(keywords))
    if room == "layers":
        return _layer(last, args, keywords)
    if room in ("ops", "ops.nn", "ops.numpy", "activations"):
        return _operation(room, last, args, keywords)
    if room in VALUES or room == "optimizers.schedules":
        return _setting(room, last, args, keywords)
    if room == "callbacks":
        return _callback(last, args, keywords)
    if room.startswith("datasets.") and last == "load_data":
        return _data(room.partition(".")[2])
    if path == "keras.utils.to_categorical":
        classes = keywords.get("num_classes", args[1] if len(args) > 1 else None)
        rows = args[0].shape[0] if args and isinstance(args[0], Array) else None
        return Array((rows, classes)) if isinstance(classes, int) else Unknown("classes")
    if any(is_network(value) for value in (*args, *keywords.values())):
        raise MessageError(say("What {name} does with a part of the network can't be read.", name=path[:80]))
    if room == "applications" or room.startswith("applications."):
        raise MessageError(say("Finished networks such as {name} are not made from a script.", name=last[:80]))
    return Unknown(f"{path}(…)")


def _input(last: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    found = import_module("runtime.layers")
    keywords = dict(keywords)
    if last == "InputLayer" and "input_shape" in keywords:
        keywords["shape"] = keywords.pop("input_shape")
    return getattr(found, last)(*map(argument, args), **argument(keywords))


def _layer(name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    if name == "Lambda" and args and isinstance(args[0], (Function, Known)):
        return LambdaLayer(args[0])
    if name in NO_LAYERS or name.startswith("_"):
        raise MessageError(say("A layer {name} can't be read from a script.", name=name[:80]))
    made = getattr(import_module("runtime.layers"), name)
    args, keywords = layer_arguments(name, args, keywords)
    if isinstance(keywords.get("vocabulary"), str):
        raise MessageError(say("A vocabulary in a file is not read from a script."))
    return made(*map(argument, args), **argument(keywords))


def _operation(room: str, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    given = [argument(value) for value in args]
    named = argument(keywords)
    named = {{"concat_dim": "axis"}.get(key, key): value for key, value in named.items()}
    if not any(isinstance(leaf, Tensor) for leaf in leaves([*given, *named.values()])):
        return Unknown(f"{name}(…)")
    if name.startswith("_"):
        raise MessageError(say("There is no operation {name} that can be read.", name=name[:80]))
    home = "runtime.activations" if room == "activations" else "runtime.ops"
    return getattr(import_module(home), name)(*given, **named)


def _setting(room: str, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    if name in ("get", "serialize", "deserialize") or name.startswith("_"):
        return argument(args[0]) if name == "get" and args else Unknown(name)
    place: Any = import_module(f"runtime.{room.partition('.')[0]}")
    if room == "optimizers.schedules":
        place = place.schedules
    if room == "optimizers":
        args, keywords = optimizer_arguments(name, args, keywords)
    return getattr(place, name)(*map(argument, args), **argument(keywords))


def _callback(name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    kind = find("callback", name)
    if kind is None:
        raise MessageError(say("The callback {name} can't be read from a script.", name=name[:80]))
    given, _ = read_arguments(kind, [argument(value) for value in args], argument(keywords))
    return make(kind, given)


def _data(name: str) -> Any:
    if name not in DATA_SETS:
        return ((Unknown(name), Unknown(name)), (Unknown(name), Unknown(name)))
    x, y, train, test = DATA_SETS[name]
    return ((Array((train, *x)), Array((train, *y))), (Array((test, *x)), Array((test, *y))))
