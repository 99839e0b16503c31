"""Keras' `utils`: data made ready, pictures read and drawn, objects registered and written."""

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
from runtime.api.drawings import model_to_dot, plot_model
from runtime.api.py_dataset import PyDataset
from runtime.api.seeds import set_random_seed
from runtime.api.serialized import deserialize_keras_object, serialize_keras_object
from runtime.api.sessions import clear_session
from runtime.api.tensor_sources import get_source_inputs, is_keras_tensor
from runtime.arrays.batch_parts import pack_x_y_sample_weight, unpack_x_y_sample_weight
from runtime.arrays.classes import normalize, to_categorical
from runtime.arrays.downloads import get_file
from runtime.arrays.image_folders import image_dataset_from_directory
from runtime.arrays.images import array_to_img, img_to_array, load_img, save_img
from runtime.arrays.sequences import pad_sequences
from runtime.arrays.settings import (
    disable_interactive_logging,
    enable_interactive_logging,
    is_interactive_logging_enabled,
    standardize_dtype,
)
from runtime.arrays.splitting import split_dataset
from runtime.arrays.text_folders import text_dataset_from_directory
from runtime.arrays.windows import timeseries_dataset_from_array
from runtime.training.progbar import Progbar

Sequence = PyDataset
"""What Keras called it before."""

__all__ = [
    "CustomObjectScope",
    "Progbar",
    "PyDataset",
    "Sequence",
    "array_to_img",
    "clear_session",
    "custom_object_scope",
    "deserialize_keras_object",
    "disable_interactive_logging",
    "enable_interactive_logging",
    "get_custom_objects",
    "get_file",
    "get_registered_name",
    "get_registered_object",
    "get_source_inputs",
    "image_dataset_from_directory",
    "img_to_array",
    "is_interactive_logging_enabled",
    "is_keras_tensor",
    "load_img",
    "model_to_dot",
    "normalize",
    "pack_x_y_sample_weight",
    "pad_sequences",
    "plot_model",
    "register_keras_serializable",
    "save_img",
    "serialize_keras_object",
    "set_random_seed",
    "split_dataset",
    "standardize_dtype",
    "text_dataset_from_directory",
    "timeseries_dataset_from_array",
    "to_categorical",
    "unpack_x_y_sample_weight",
]


def __getattr__(name: str) -> Any:
    raise missing("utils", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
