"""Keras' `constraints`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.star_imports import with_star
from runtime.api.weight_values import CONSTRAINTS


def get(identifier: Any) -> Any:
    """The constraint of a name, a class, a config or itself."""
    return CONSTRAINTS.get(identifier)


def serialize(constraint: Any) -> Any:
    """The constraint as Keras writes it into files."""
    return CONSTRAINTS.serialize(constraint)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The constraint that `serialize` wrote, or the one of a name."""
    return CONSTRAINTS.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *CONSTRAINTS.names()]


__getattr__ = with_star(CONSTRAINTS.named, __dir__)
