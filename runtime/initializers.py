"""Keras' `initializers`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.star_imports import with_star
from runtime.api.weight_values import INITIALIZERS


def get(identifier: Any) -> Any:
    """The initializer of a name, a class, a config or itself."""
    return INITIALIZERS.get(identifier)


def serialize(initializer: Any) -> Any:
    """The initializer as Keras writes it into files."""
    return INITIALIZERS.serialize(initializer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The initializer that `serialize` wrote, or the one of a name."""
    return INITIALIZERS.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *INITIALIZERS.names()]


__getattr__ = with_star(INITIALIZERS.named, __dir__)
