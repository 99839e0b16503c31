"""A config of any age as one of Keras 3: old names, old settings and old calls under those of today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.calls import named_call
from graph.keras.config import UNREADABLE, KerasConfigError
from graph.keras.objects import DEEPEST
from graph.keras.older.classes import CLASSES, FUNCTIONAL, MERGES, MODELS, PLACES
from graph.keras.older.nodes import renumbered
from graph.keras.older.op_layers import is_op_layer, operation, with_module
from graph.keras.older.settings import settings_of_layer
from graph.keras.older.training import compile_config
from graph.keras.older.values import is_value, value
from graph.layers.operations.operation import KERAS
from graph.specs.message import Message, say

WRAPPED = ("layer", "backward_layer", "cell", "forward_layer")
LISTED = ("cells",)
HARD = "hard_sigmoid"
MIXED = ("mixed_float16", "mixed_bfloat16")


class Modern:
    """Translates one config; `notes` are sentences on what is computed otherwise than it was."""

    def __init__(self, version: Any = None) -> None:
        self.old = isinstance(version, str) and version.startswith(("0.", "1.", "2."))
        self.notes: list[Message] = []
        self.numbers: set[int] = set()

    def model(self, given: Mapping[str, Any], depth: int = 0) -> Mapping[str, Any]:
        """A model of a config, or a layer that is one."""
        config = given.get("config")
        if isinstance(config, list):  # Sequential until 2.2.2
            config = {"name": given.get("name", "sequential"), "layers": config}
        if depth > DEEPEST or not isinstance(config, Mapping) or not isinstance(config.get("layers"), list):
            return given
        kind = "Functional" if given.get("class_name") in FUNCTIONAL else given.get("class_name")
        config = dict(config)
        layers = [_named(layer, kind) for layer in config["layers"]]
        if kind == "Sequential":
            layers = _with_names(layers)
        elif all(isinstance(layer, Mapping) for layer in layers):
            layers, changed = renumbered(layers, config)
            config.update(changed)
        names = {str(layer.get("name")) for layer in layers if isinstance(layer, Mapping)}
        config["layers"] = [
            _with_named_calls(self.layer(layer, names, depth)) if isinstance(layer, Mapping) else layer
            for layer in layers
        ]
        found = {**given, "class_name": kind, "config": config}
        compiled = given.get("compile_config")
        if isinstance(compiled, Mapping) and compiled:
            found["compile_config"] = compile_config(compiled)
        return _of_keras(found)

    def layer(self, given: Mapping[str, Any], names: set[str], depth: int) -> Mapping[str, Any]:
        """A layer with its calls."""
        if given.get("class_name") in MODELS:
            return self.numbered(self.model(given, depth + 1))
        if is_op_layer(given):
            try:
                return operation(given, names)
            except KerasConfigError as error:
                return {**given, UNREADABLE: error.message}
        given = with_module(given)
        module = given.get("module")
        if isinstance(module, str) and module.startswith(KERAS):
            return given
        return self.numbered(self.plain(given, depth))

    def plain(self, given: Mapping[str, Any], depth: int) -> Mapping[str, Any]:
        """A layer as its class has it today."""
        config = given.get("config")
        if depth > DEEPEST or not isinstance(config, Mapping) or not isinstance(given.get("class_name"), str):
            return given
        kind = CLASSES.get(given["class_name"], given["class_name"])
        if given["class_name"] == "CuDNNGRU":
            config = {**config, "reset_after": True}
        if kind == "Merge":
            kind, config = self.merged(config)
        if kind == "TimeDistributedDense":
            inner = {"class_name": "Dense", "config": {**config, "name": f"{config.get('name', 'dense')}_inside"}}
            kind, config = "TimeDistributed", {"name": config.get("name"), "layer": inner}
        settings = settings_of_layer(kind, config)
        if self.old and HARD in (settings.get("activation"), settings.get("recurrent_activation")):
            self.notes.append(
                say(
                    "The layer {name:.80} uses hard_sigmoid, which was 0.2·x + 0.5 until Keras 2 and is x/6 + 0.5 now: "
                    "it answers as Keras 3 does.",
                    name=str(given.get("name", config.get("name"))),
                )
            )
        if kind == "Embedding" and settings.get("dropout"):
            name, rate = str(config.get("name")), settings.pop("dropout")
            self.notes.append(
                say(
                    "The layer {name:.80} left out words at random in training (dropout={rate}); here it doesn't.",
                    name=name,
                    rate=rate,
                )
            )
        for key in WRAPPED:
            if isinstance(settings.get(key), Mapping):
                settings[key] = self.inner(settings[key], depth)
        for key in LISTED:
            if isinstance(settings.get(key), list):
                settings[key] = [self.inner(item, depth) for item in settings[key]]
        settings = {key: value(item) if is_value(key) else item for key, item in settings.items()}
        if "dtype" in settings:
            settings["dtype"] = self.dtype(settings["dtype"], str(given.get("name", config.get("name"))))
        return _of_keras({**given, "class_name": kind, "config": settings})

    def inner(self, given: Any, depth: int) -> Any:
        """A layer or model inside a layer."""
        if not isinstance(given, Mapping):
            return given
        if given.get("class_name") in MODELS:
            return self.model(given, depth + 1)
        found = dict(self.plain(given, depth + 1))
        if found.get("module") is None and found.get("registered_name") in (None, found.get("class_name")):
            found["module"] = "keras.layers"
        return found

    def merged(self, config: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """Keras 1's Merge as the layer that its mode became."""
        mode = config.get("mode")
        kind = MERGES.get(mode) if isinstance(mode, str) else None
        if kind is None or config.get("layers"):
            return "Merge", config
        settings = {key: config[key] for key in ("name", "trainable") if key in config}
        if kind == "Concatenate":
            settings["axis"] = config.get("concat_axis", -1)
        elif kind == "Dot":
            settings.update(axes=config.get("dot_axes", -1), normalize=mode == "cos")
        return kind, settings

    def numbered(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keras 2 numbers every object, Keras 3 only those that it meets again: the first loses its number."""
        config = given.get("config")
        found = dict(given)
        number = found.get("shared_object_id")
        if isinstance(config, Mapping) and "shared_object_id" in config:
            found["config"] = {key: item for key, item in config.items() if key != "shared_object_id"}
            number = config["shared_object_id"]
        if isinstance(number, int) and found.get("module") is None:
            if number in self.numbers:
                found["shared_object_id"] = number
            else:
                self.numbers.add(number)
                found.pop("shared_object_id", None)
        return found

    def dtype(self, given: Any, name: str) -> Any:
        """A policy's name; what mixed 16 bits into its computing is computed in 32, which is what its weights have."""
        policy = given
        if isinstance(given, Mapping):
            settings = given.get("config")
            policy = settings.get("name") if isinstance(settings, Mapping) else given
        if policy in MIXED:
            self.notes.append(
                say("The layer {name:.80} computed in {dtype}; here it computes in float32.", name=name, dtype=policy)
            )
            return "float32"
        return policy if policy == "float32" else given


def _with_named_calls(layer: Mapping[str, Any]) -> Mapping[str, Any]:
    """A layer whose calls say by name what they are given, as Keras 3 writes them."""
    nodes = layer.get("inbound_nodes")
    if not isinstance(nodes, list) or not any(isinstance(node, list) for node in nodes):
        return layer
    owner = f"The layer {str(layer.get('name'))[:80]}"
    return {**layer, "inbound_nodes": [named_call(node, owner) if isinstance(node, list) else node for node in nodes]}


def _named(layer: Any, kind: Any) -> Any:
    """A layer of a functional model has its name beside its settings too."""
    if not isinstance(layer, Mapping) or kind == "Sequential" or "name" in layer:
        return layer
    config = layer.get("config")
    name = config.get("name") if isinstance(config, Mapping) else None
    return layer if name is None else {**layer, "name": name}


def _with_names(layers: list[Any]) -> list[Any]:
    """The layers of a Sequential; a model within, which some versions wrote without a name, gets one."""
    found = []
    for number, layer in enumerate(layers):
        config = layer.get("config") if isinstance(layer, Mapping) else None
        if isinstance(config, list):
            layer = {**layer, "config": {"name": f"sequential_{number + 1}", "layers": config}}
        found.append(layer)
    return found


def _of_keras(given: dict[str, Any]) -> dict[str, Any]:
    """The object without the places that Keras' own classes had over the years."""
    module = given.get("module")
    if isinstance(module, str) and PLACES.fullmatch(module):
        registered = given.get("registered_name")
        if registered in (None, given.get("class_name"), "Functional", "Sequential"):
            return {**given, "module": "keras.layers" if given["class_name"] not in MODELS else "keras"}
    return given
