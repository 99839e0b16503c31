"""How the names of files end that a model can be written as; one that ends in another comes first."""

from __future__ import annotations

from pathlib import Path

MODEL_ENDINGS = (".keras", ".weights.h5", ".h5", ".hdf5", ".safetensors", ".onnx", ".json")
WEIGHTS_ALONE = (".weights.h5", ".safetensors")
STRUCTURE_ALONE = (".json",)

TORCH = ".py"
"""A module for PyTorch, where a model is exported; where code is meant, it is a script for Keras."""


def ending_of(path: Path) -> str | None:
    """The ending by which a model can be written, None where there is no such."""
    return next((ending for ending in MODEL_ENDINGS if path.name.lower().endswith(ending)), None)
