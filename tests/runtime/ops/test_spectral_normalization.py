"""SpectralNormalization: what it divides, what it leaves, and which layers it can hold."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from graph.layers.normalization.spectral_normalization import SpectralNormalization
from graph.specs.message import MessageError
from graph.specs.spec import TensorType

L = keras.layers
X = np.random.default_rng(0).normal(size=(6, 4)).astype("float32")


def test_training_on_arrays_divides_the_kernel_for_good_and_predicting_does_not() -> None:
    layer = L.SpectralNormalization(L.Dense(3), power_iterations=50)
    layer(X)
    before = [w.copy() for w in layer.get_weights()]
    layer(X)
    np.testing.assert_array_equal(layer.get_weights()[0], before[0])
    y = layer(X, training=True)
    kernel = before[0] / np.linalg.svd(before[0])[1][0]
    np.testing.assert_allclose(layer.get_weights()[0], kernel, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(y, X @ kernel, rtol=1e-4, atol=1e-5)


def test_a_kernel_of_zeros_stays() -> None:
    layer = L.SpectralNormalization(L.Dense(3, kernel_initializer="zeros"))
    np.testing.assert_array_equal(layer(X, training=True), 0)


def test_frozen_with_what_it_holds_it_is_read_again(tmp_path) -> None:
    given = keras.Input((4,))
    layer = L.SpectralNormalization(L.Dense(3))
    model = keras.Model(given, layer(given))
    layer.trainable = False
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.trainable_weights == []
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_it_needs_a_kernel() -> None:
    with pytest.raises(MessageError, match="needs a layer with a kernel"):
        SpectralNormalization(layer={"kind": "Dropout"}).outputs((TensorType((None, 4)),))
