"""Keras' `models`."""

from __future__ import annotations

from runtime.api.model import Model
from runtime.api.model_files import load_model, save_model

__all__ = ["Model", "load_model", "save_model"]
