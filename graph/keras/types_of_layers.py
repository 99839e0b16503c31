"""In which type the layers of a config of Keras compute: documents say float32 of whatever is computed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.document.own_class import OWN_CLASS
from graph.specs.working_type import DOUBLE, SINGLE

PLACES = ("dtype", "input_dtype", "name")
"""Where a config names a type: an Input's, that of a layer of Keras 2, the name of a policy."""


def type_of_config(config: Any) -> str:
    """The type that all layers of a config of Keras compute in: float64 where all of them do, else float32."""
    return DOUBLE if set(_policies(config)) == {DOUBLE} else SINGLE


def in_single(config: Any) -> Any:
    """A config in which float32 stands wherever it says float64, but in arrays."""
    if isinstance(config, Mapping):
        if config.get("class_name") in ("__numpy__", "__tensor__"):
            return config
        return {key: _single(key, value) for key, value in config.items()}
    return [in_single(item) for item in config] if isinstance(config, list) else config


def _single(key: str, value: Any) -> Any:
    if key == OWN_CLASS:  # what a class of one's own is made of again, as it was made
        return value
    return SINGLE if value == DOUBLE and key in PLACES else in_single(value)


def _policies(config: Any) -> Iterator[str]:
    """The types of all policies of a config, and of all layers of Keras 2 that have weights or could."""
    if isinstance(config, Mapping):
        settings = config.get("config")
        if isinstance(settings, Mapping):
            if config.get("class_name") == "DTypePolicy":
                yield str(settings.get("name"))
                return
            of_layer = config.get("class_name") not in ("InputLayer", "__numpy__", "__tensor__")
            if of_layer and "trainable" in settings and isinstance(settings.get("dtype"), str):
                yield settings["dtype"]
        for value in config.values():
            yield from _policies(value)
    elif isinstance(config, list):
        for item in config:
            yield from _policies(item)
