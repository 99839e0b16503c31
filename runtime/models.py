"""Keras' `models`."""

from __future__ import annotations

from typing import Any

import runtime.api.activation_functions  # noqa: F401 - layers show their activations as these
from graph.keras.public_names import missing
from runtime.api.model_copies import clone_model, model_from_json
from runtime.api.model_files import load_model, save_model
from runtime.api.own.model import Model
from runtime.api.sequential import Sequential

__all__ = ["Model", "Sequential", "clone_model", "load_model", "model_from_json", "save_model"]


def __getattr__(name: str) -> Any:
    raise missing("models", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
