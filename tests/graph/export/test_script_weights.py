"""Weights beside a script lie where Keras looks for them in the model that the script builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import runtime as keras
from graph.export.script_weights import as_written
from graph.keras.paths import h5_paths
from runtime import layers
from runtime.files.code_files import write_code

PLACES = [
    "layers/dense/vars/0",
    "layers/dense/vars/1",
    "layers/functional/layers/at_rest/layer/vars/0",
    "layers/functional/layers/at_rest/layer/vars/1",
    "layers/functional/layers/at_rest/layer/vars/2",
    "layers/functional/layers/at_rest/layer/vars/3",
    "layers/functional/layers/at_rest_1/layer/vars/0",
    "layers/functional/layers/at_rest_1/layer/vars/1",
    "layers/functional/layers/at_rest_1/layer/vars/2",
    "layers/functional/layers/at_rest_1/layer/vars/3",
    "layers/functional/layers/dense/vars/0",
    "layers/functional/layers/dense/vars/1",
]
"""As Keras 3.15 writes them for the script of this model."""


class Resting(layers.Layer):
    def __init__(self) -> None:
        super().__init__()
        self.last = layers.Dense(3)  # the class has it first, the script last
        self.first = layers.BatchNormalization()
        self.second = layers.BatchNormalization()

    def call(self, inputs: Any) -> Any:
        return self.last(self.second(self.first(inputs, training=False), training=False))


def test_weights_of_a_class_of_ones_own_and_of_what_is_at_rest(tmp_path: Path) -> None:
    x = keras.Input((4,))
    model = keras.Model(x, Resting()(layers.Dense(3)(x)))
    model.set_weights([np.full(w.shape, i, "float32") for i, w in enumerate(model.get_weights())])
    model.compile("sgd", "mse")
    document = model.compiled_document()
    write_code(document, tmp_path, tmp_path / "s.py", "weights", model.get_weights())
    import h5py

    with h5py.File(tmp_path / "s.weights.h5") as file:
        found: dict[str, int] = {}
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    assert sorted(found) == PLACES
    own = {(layer, name): i for i, (layer, name, _) in enumerate(h5_paths(document))}
    for layer, name, path in h5_paths(as_written(document)):
        assert (found[path] == own[layer, name]).all()


def test_a_document_without_either_is_as_it_was() -> None:
    x = keras.Input((4,))
    model = keras.Model(x, layers.Dense(3)(x))
    model.compile("sgd", "mse")
    document = model.compiled_document()
    assert h5_paths(as_written(document)) == h5_paths(document)
