"""Stateful layers keep their states as Keras' variables do on TensorFlow: for every call, until they are reset."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.api.errors import ApiError

X = np.random.default_rng(0).normal(size=(4, 3, 5)).astype("float32")
KINDS = ("SimpleRNN", "GRU", "LSTM", "Bidirectional")


def recurrent(kind: str, units: int = 2, **settings: Any) -> Any:
    settings = {"kernel_initializer": "ones", "recurrent_initializer": "ones", **settings}
    if kind == "Bidirectional":
        return keras.layers.Bidirectional(keras.layers.LSTM(units, **settings))
    return getattr(keras.layers, kind)(units, **settings)


@pytest.mark.parametrize("kind", KINDS)
def test_calls_on_arrays_go_on_until_the_layer_is_reset(kind: str) -> None:
    layer = recurrent(kind, stateful=True)
    assert layer.states is None
    first, second = layer(X), layer(X)
    assert not np.allclose(first, second)
    layer.reset_states()
    np.testing.assert_array_equal(layer(X), first)
    np.testing.assert_allclose(recurrent(kind)(X, initial_state=layer.states), second, atol=1e-6)


@pytest.mark.parametrize("two", ["cells", "directions"])
def test_states_are_those_of_all_layers_inside(two: str) -> None:
    layers = keras.layers
    if two == "cells":
        layer: Any = layers.RNN([layers.LSTMCell(5), layers.LSTMCell(2)], stateful=True)
    else:
        backward = layers.GRU(2, stateful=True, go_backwards=True)
        layer = layers.Bidirectional(layers.LSTM(5, stateful=True), backward_layer=backward)
    layer(X)
    layer(X[:2])
    assert [state.shape for state in layer.states] == [(2, 5)] * 2 + [(2, 2)] * (2 if two == "cells" else 1)


def test_training_and_prediction_share_the_states_as_in_keras() -> None:
    layer, inputs = recurrent("GRU", stateful=True), keras.Input(batch_shape=(4, 3, 5))
    model = keras.Model(inputs, keras.layers.Dense(1, kernel_initializer="ones")(layer(inputs)))
    model.compile(keras.optimizers.SGD(0.0), "mse")
    y, how = np.ones((4, 1), "float32"), {"batch_size": 4, "verbose": 0}
    losses = model.fit(X, y, epochs=3, shuffle=False, **how).history["loss"]
    assert losses == pytest.approx([5.0845871, 5.2828913, 5.2804623], rel=1e-5)  # Keras 3.15.1 on TensorFlow
    assert model.evaluate(X, y, **how) == pytest.approx(5.2800651, rel=1e-5)
    layer.reset_state()
    assert model.evaluate(X, y, **how) == pytest.approx(losses[0], rel=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_of_any_size_is_refused(kind: str) -> None:
    with pytest.raises(ApiError, match="must know how many samples a batch has"):
        recurrent(kind, stateful=True)(keras.Input((3, 5)))
