"""Keras' `config`: settings of a whole program."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.arrays.settings import (
    backend,
    disable_interactive_logging,
    enable_interactive_logging,
    epsilon,
    floatx,
    image_data_format,
    is_interactive_logging_enabled,
    set_backend,
    set_epsilon,
    set_floatx,
    set_image_data_format,
)

__all__ = [
    "backend",
    "disable_interactive_logging",
    "enable_interactive_logging",
    "epsilon",
    "floatx",
    "image_data_format",
    "is_interactive_logging_enabled",
    "set_backend",
    "set_epsilon",
    "set_floatx",
    "set_image_data_format",
]


def __getattr__(name: str) -> Any:
    raise missing("config", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
