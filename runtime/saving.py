"""Keras' `saving`: models to and from `.keras` files, weights to and from `.weights.h5` files, objects of one's own."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.api.custom_objects import (
    CustomObjectScope,
    custom_object_scope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from runtime.api.model_files import load_model, load_weights, save_model, save_weights
from runtime.api.serialized import deserialize_keras_object, serialize_keras_object

__all__ = [
    "CustomObjectScope",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "load_model",
    "load_weights",
    "register_keras_serializable",
    "save_model",
    "save_weights",
    "serialize_keras_object",
]


def __getattr__(name: str) -> Any:
    raise missing("saving", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
