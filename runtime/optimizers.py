"""Keras' `optimizers`: each kind as a class."""

from __future__ import annotations

from typing import Any

from runtime.api.namespaces import Namespace

_kinds = Namespace("optimizer", "The optimizer", function=lambda _kind: None)
__getattr__ = _kinds.named


def get(identifier: Any) -> Any:
    """The optimizer of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(optimizer: Any) -> Any:
    """The optimizer as Keras writes it into files."""
    return _kinds.serialize(optimizer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The optimizer that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]
