"""Whole models as HDF5, the layout of Keras 2 that Keras 3 still writes and reads."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.legacy import layers_with_weights, legacy_config
from runtime.files.weight_files import KERAS_VERSION, set_texts
from runtime.ops.op import Array

if TYPE_CHECKING:
    import h5py

BACKEND = "jax"
"""Keras looks at this word for kernels that older backends flipped; of those of today it makes no difference which."""


def write_legacy(document: Document, arrays: Sequence[Array]) -> bytes:
    """The bytes of a file, arrays in the order of `model.get_weights()`; raises MessageError.

    What the model was compiled with is written, the state of a training is not: Keras 3 builds the optimizer of such a
    file for no weights, can't take the state then, and on JAX not even train.
    """
    import h5py

    model, training = legacy_config(document)
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.attrs["keras_version"], file.attrs["backend"] = KERAS_VERSION, BACKEND
        file.attrs["model_config"] = json.dumps(model).encode()
        if training is not None:
            file.attrs["training_config"] = json.dumps(training).encode()
        _add_weights(file.create_group("model_weights"), document, arrays)
    return buffer.getvalue()


def _add_weights(group: h5py.Group, document: Document, arrays: Sequence[Array]) -> None:
    owned = flatten(document).weights
    at = {(w.layer, w.name): (w.path, array) for w, array in zip(owned, arrays, strict=True)}
    layers = list(layers_with_weights(document))
    group.attrs["backend"], group.attrs["keras_version"] = BACKEND, KERAS_VERSION
    set_texts(group, "layer_names", [_place(layer.name) for layer in layers])
    for layer in layers:
        inside, names = group.create_group(_place(layer.name)), list[str]()
        for key in layer.weights:
            path, array = at[key]
            names.append(_place(path))
            inside.create_dataset(names[-1], data=array)
        set_texts(inside, "weight_names", names)
    set_texts(group.create_group("top_level_model_weights"), "weight_names", [])


def _place(path: str) -> str:
    """A path without what HDF5 takes for the group itself."""
    return "/".join(part if part.strip(".") else "_" for part in path.split("/"))
