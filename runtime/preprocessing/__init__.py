"""Keras' `preprocessing`: older names of what stands in `utils` now."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.arrays.image_folders import image_dataset_from_directory
from runtime.arrays.text_folders import text_dataset_from_directory
from runtime.arrays.windows import timeseries_dataset_from_array
from runtime.preprocessing import image, sequence

__all__ = [
    "image",
    "image_dataset_from_directory",
    "sequence",
    "text_dataset_from_directory",
    "timeseries_dataset_from_array",
]


def __getattr__(name: str) -> Any:
    raise missing("preprocessing", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
