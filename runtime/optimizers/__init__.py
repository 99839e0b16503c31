"""Keras' `optimizers`: each kind as a class."""

from __future__ import annotations

from typing import Any

from runtime.api.optimizer_objects import OPTIMIZERS
from runtime.api.star_imports import with_star
from runtime.optimizers import schedules as schedules


def get(identifier: Any) -> Any:
    """The optimizer of a name, a class, a config or itself."""
    return OPTIMIZERS.get(identifier)


def serialize(optimizer: Any) -> Any:
    """The optimizer as Keras writes it into files."""
    return OPTIMIZERS.serialize(optimizer)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The optimizer that `serialize` wrote, or the one of a name."""
    return OPTIMIZERS.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "schedules", "serialize", *OPTIMIZERS.names()]


__getattr__ = with_star(OPTIMIZERS.named, __dir__)
