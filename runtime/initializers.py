"""Keras' `initializers`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.callable_values import Initializer
from runtime.api.namespaces import Namespace

_kinds = Namespace("initializer", "The initializer", base=Initializer)
__getattr__ = _kinds.named


def get(identifier: Any) -> Any:
    """The initializer of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(initializer: Any) -> Any:
    """The initializer as Keras writes it into files."""
    return _kinds.serialize(initializer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The initializer that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]
