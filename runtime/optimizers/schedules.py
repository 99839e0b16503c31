"""Keras' `optimizers.schedules`: each kind as a class."""

from __future__ import annotations

from typing import Any

from runtime.api.optimizer_objects import SCHEDULES
from runtime.api.star_imports import with_star


def serialize(learning_rate_schedule: Any) -> Any:
    """The schedule as Keras writes it into files."""
    return SCHEDULES.serialize(learning_rate_schedule)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The schedule that `serialize` wrote."""
    return SCHEDULES.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["LearningRateSchedule", "deserialize", "serialize", *SCHEDULES.names()]


__getattr__ = with_star(SCHEDULES.named, __dir__)
