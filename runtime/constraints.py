"""Keras' `constraints`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.callable_values import Constraint
from runtime.api.namespaces import Namespace

_kinds = Namespace("constraint", "The constraint", base=Constraint)
__getattr__ = _kinds.named


def get(identifier: Any) -> Any:
    """The constraint of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(constraint: Any) -> Any:
    """The constraint as Keras writes it into files."""
    return _kinds.serialize(constraint)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The constraint that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]
