"""Keras' serialized objects to values of our own, through the registry: nothing named by a file is ever imported."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from graph.keras.config import KerasConfigError
from graph.keras.origin import PACKAGE, is_keras
from graph.layers.operations.operation import Operation
from graph.specs.arguments import WITHOUT_MEANING
from graph.specs.message import Message, say
from graph.specs.params import SpecError
from graph.specs.registry import find, make
from graph.specs.spec import Spec, Value

LAYER_MODULES = ("keras.layers", "keras.src.layers.", "keras.layers.", "tf_keras.layers", "tf_keras.src.layers.")
MODEL_MODULES = (
    "keras",
    "keras.models",
    "keras.src.models.",
    "keras.engine.",
    "keras.src.engine.",
    "tf_keras.src.engine.",
)
VALUE_MODULES = ("keras.", "tf_keras.")
MODEL_CLASSES = ("Functional", "Model", "Sequential")
DEEPEST = 60

IGNORED = {
    "name",
    "trainable",
    "dtype",
    "batch_input_shape",
    "batch_shape",
    "implementation",
    "input_shape",
    "vocabulary_size",
}
"""Settings that are handled elsewhere, or by which nothing that is computed changes."""
ONLY_DEFAULT: Mapping[str, tuple[Any, ...]] = {
    **WITHOUT_MEANING,
    "oov_method": ("floormod",),
    "vocabulary_dtype": ("int64", "string"),
    "time_major": (False,),
    "dynamic": (False,),
    "decay": (0, 0.0, None),
    "is_legacy_optimizer": (True, False),
    "jit_compile": (True, False),
    "fn": (),
}
"""Settings we have no parameter for: accepted with these values, which mean that they are not in use."""


def class_of(given: Any, owner: str) -> tuple[str, Mapping[str, Any]]:
    """Class name and settings of a serialized object; raises KerasConfigError where it is not one."""
    name = given.get("class_name") if isinstance(given, Mapping) else None
    settings = given.get("config", {}) if isinstance(given, Mapping) else None
    if not isinstance(name, str):
        raise KerasConfigError(say("{owner} is not described as Keras describes it.", owner=owner))
    if not isinstance(settings, Mapping):
        raise KerasConfigError(
            say(
                "{owner} is not described as Keras describes it: its {name} has no settings, but {given}.",
                owner=owner,
                name=_short(name),
                given=_short(settings),
            )
        )
    return name, settings


def check_origin(given: Mapping[str, Any], owner: str, modules: tuple[str, ...], category: str = "") -> None:
    """Raise KerasConfigError for a class that is neither Keras' own nor of an installed package with kinds for us."""
    module, registered, name = given.get("module"), given.get("registered_name"), given.get("class_name")
    known = find(category, name) if category and isinstance(name, str) else None
    if known is not None and not is_keras(known) and module == known.__module__:
        return
    ours = module is None or (
        isinstance(module, str) and any(module == m or (m.endswith(".") and module.startswith(m)) for m in modules)
    )
    if not ours or registered not in (None, name, f"{PACKAGE}>{name}"):
        raise KerasConfigError(
            say(
                "{owner} is of the class {name} of {module}, which is not one of Keras' own. Only these can be read; "
                "in Python also a class that is registered, or given as custom_objects.",
                owner=owner,
                name=_short(registered or name),
                module=_short(module),
            )
        )


def layer_spec(given: Mapping[str, Any], owner: str) -> Spec:
    """The spec of a serialized layer other than an input or a model."""
    name, settings = class_of(given, owner)
    check_origin(given, owner, LAYER_MODULES, "layer")
    cls = find("layer", name)
    if cls is None or not issubclass(cls, Spec) or cls.family in ("input", "output", "model", "operations"):
        raise unknown_layer(owner, name)
    return _made(cls, settings, owner)


def unknown_layer(owner: str, name: str) -> KerasConfigError:
    return KerasConfigError(
        say("{owner} is a {name}, a kind of layer that can't be read.", owner=owner, name=_short(name))
    )


def value_of(category: str, given: Any, owner: str) -> Any:
    """A loss, metric, optimizer, initializer, regularizer or constraint from a name or a serialized object; or a layer
    inside another."""
    if category == "layer":
        return layer_spec(given, owner)
    settings: Mapping[str, Any] = {}
    name = given
    if isinstance(given, Mapping) and given.get("class_name") == "function":
        name = given.get("config")  # a function, by its name alone
    elif isinstance(given, Mapping):
        name, settings = class_of(given, owner)
        check_origin(given, owner, VALUE_MODULES, category)
    cls = find(category, name) if isinstance(name, str) else None
    if cls is None:
        raise KerasConfigError(
            say("{owner}: {name} is no {category} that can be read.", owner=owner, name=_short(name), category=category)
        )
    if name == cls.kind and getattr(cls, "by_name_only", False):
        raise KerasConfigError(say("The metric Accuracy compares numbers for equality, which is not supported."))
    return _made(cls, settings, owner)


def trained(config: Mapping[str, Any], owner: str) -> bool:
    """Whether a layer of this config is trained: layers inside it are trained as it is, or none of it can be read."""
    inside = {trained(inner, owner) for value in config.values() for inner in _layers_in(value)}
    if len(inside) > 1:
        raise KerasConfigError(
            say(
                "{owner} holds layers of which only some are frozen. Freeze all of them or none.",
                owner=owner,
            )
        )
    return config.get("trainable", True) is not False and inside != {False}


def _layers_in(value: Any) -> list[Mapping[str, Any]]:
    """The configs of the layers in a setting, in a list or by itself."""
    items = value if isinstance(value, list) else [value]
    found = [item for item in items if isinstance(item, Mapping) and item.get("module") == "keras.layers"]
    return [item["config"] for item in found if isinstance(item.get("config"), Mapping)]


def _made(cls: type[Value], settings: Mapping[str, Any], owner: str) -> Any:
    from graph.specs.params import params_of

    rules = params_of(cls)
    check_dtype(settings.get("dtype") if "dtype" not in rules else None, owner, getattr(cls, "own_dtypes", ()))
    kept: dict[str, Any] = {}
    for key, value in settings.items():
        if key in rules:
            rule = rules[key]
            nested = (rule.kind == "spec" and value is not None) or (rule.category and isinstance(value, Mapping))
            kept[key] = value_of(rule.category, value, f"{owner}: {key}") if nested else plain_array(value)
            if rule.kind == "constant":
                kept[key] = Operation.read(key, value)
            if rule.kind == "specs" and isinstance(value, list):
                kept[key] = [value_of(rule.category, item, f"{owner}: {key}") for item in value]
            if cls.category == "optimizer" and isinstance(value, float):
                kept[key] = shortest(value)
        elif key not in IGNORED and (key not in ONLY_DEFAULT or value not in ONLY_DEFAULT[key]):
            raise KerasConfigError(
                say(
                    "{owner}: the setting {key} of {kind} is not supported.",
                    owner=owner,
                    key=_short(key),
                    kind=cls.kind,
                )
            )
    if kept.get("strides") is not None and kept.get("strides") == kept.get("pool_size"):
        del kept["strides"]  # what Keras writes where none were given
    try:
        return make(cls, cls.from_config(kept))
    except SpecError as error:
        raise wrapped(owner, error.message) from None


def plain_array(value: Any) -> Any:
    """The numbers of a serialized array; anything else as it is."""
    if isinstance(value, Mapping) and value.get("class_name") in ("__numpy__", "__tensor__"):
        config = value.get("config")
        return config.get("value") if isinstance(config, Mapping) else value
    return value


def shortest(value: float) -> float:
    """0.001 for the 0.0010000000474974513 that Keras reads from a float32 variable, the same number in float32."""
    try:
        bits = struct.pack("f", value)
    except OverflowError:
        return value
    texts = (f"{value:.{digits}g}" for digits in range(1, 9))
    return next((float(text) for text in texts if struct.pack("f", float(text)) == bits), value)


def wrapped(owner: str, message: Message) -> KerasConfigError:
    """An error about one layer with the layer's name in front."""
    return KerasConfigError(say("{owner}: {message}", owner=owner, message=_short(str(message), 400)))


def check_dtype(given: Any, owner: str, own: tuple[str, ...] = ()) -> None:
    """Raise KerasConfigError for a layer that computes in anything but float32 or the types that are its own."""
    if isinstance(given, Mapping):
        _, settings = class_of(given, owner)
        given = settings.get("name")
    if given not in (None, "float32", *own):
        raise KerasConfigError(
            say("{owner} computes in {dtype}. Only float32 is supported.", owner=owner, dtype=_short(given))
        )


def _short(value: Any, limit: int = 80) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else f"{text[:limit]}…"
