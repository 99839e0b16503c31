"""Keras' `backend`: the few functions that Keras 3 has left there."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.api.sessions import clear_session, get_uid
from runtime.api.tensor_sources import is_keras_tensor
from runtime.arrays.settings import (
    backend,
    epsilon,
    floatx,
    image_data_format,
    is_float_dtype,
    is_int_dtype,
    set_epsilon,
    set_floatx,
    set_image_data_format,
    standardize_dtype,
)

__all__ = [
    "backend",
    "clear_session",
    "epsilon",
    "floatx",
    "get_uid",
    "image_data_format",
    "is_float_dtype",
    "is_int_dtype",
    "is_keras_tensor",
    "set_epsilon",
    "set_floatx",
    "set_image_data_format",
    "standardize_dtype",
]


def __getattr__(name: str) -> Any:
    raise missing("backend", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
