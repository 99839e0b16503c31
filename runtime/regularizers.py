"""Keras' `regularizers`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.callable_values import Regularizer
from runtime.api.namespaces import Namespace

_kinds = Namespace("regularizer", "The regularizer", base=Regularizer)
__getattr__ = _kinds.named


def get(identifier: Any) -> Any:
    """The regularizer of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(regularizer: Any) -> Any:
    """The regularizer as Keras writes it into files."""
    return _kinds.serialize(regularizer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The regularizer that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]
