"""Keras' `regularizers`: each kind as a class, by each of its names."""

from __future__ import annotations

from typing import Any

from runtime.api.star_imports import with_star
from runtime.api.weight_values import REGULARIZERS


def get(identifier: Any) -> Any:
    """The regularizer of a name, a class, a config or itself."""
    return REGULARIZERS.get(identifier)


def serialize(regularizer: Any) -> Any:
    """The regularizer as Keras writes it into files."""
    return REGULARIZERS.serialize(regularizer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The regularizer that `serialize` wrote, or the one of a name."""
    return REGULARIZERS.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *REGULARIZERS.names()]


__getattr__ = with_star(REGULARIZERS.named, __dir__)
