"""Keras' `saving`: models to and from `.keras` files, weights to and from `.weights.h5` files."""

from __future__ import annotations

from runtime.api.model_files import load_model, load_weights, save_model, save_weights

__all__ = ["load_model", "load_weights", "save_model", "save_weights"]
