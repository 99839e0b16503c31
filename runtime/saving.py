"""Keras' `saving`: models to and from `.keras` files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from runtime.api.building import from_document
from runtime.files.keras_files import load_keras


def load_model(filepath: str | Path, custom_objects: Any = None, compile: bool = True, safe_mode: bool = True) -> Any:
    """The model of a `.keras` file with its weights, compiled as it was saved; nothing in the file is run as code."""
    document, arrays, config = load_keras(Path(filepath), compiled=compile)
    model = from_document(document)
    model.set_weights(arrays)
    if compile and config:
        model.compile_as(document)
    return model


def save_model(model: Any, filepath: str | Path, overwrite: bool = True) -> None:
    """Write a model as a `.keras` file."""
    model.save(filepath, overwrite=overwrite)
