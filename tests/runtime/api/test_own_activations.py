"""Functions and layers of one's own as activations: computed, trained, saved and cloned as what they are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime import layers, ops

X = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)


def squared(x: Any) -> Any:
    return x**2


@pytest.mark.parametrize(
    ("activation", "formula"),
    [
        (squared, np.square),
        (lambda x: x * ops.sigmoid(x), lambda x: x / (1 + np.exp(-x))),
        (layers.LeakyReLU(negative_slope=0.5), lambda x: np.where(x > 0, x, x / 2)),
    ],
)
def test_it_follows_its_layer_wherever_that_goes(activation: Any, formula: Any, tmp_path: Path) -> None:
    stack = keras.Sequential([keras.Input((4,)), layers.Dense(2, activation), layers.Activation(squared)])
    weights, bias = stack.get_weights()
    between, wanted = formula(X @ weights + bias), formula(X @ weights + bias) ** 2
    np.testing.assert_allclose(stack.layers[0](X), between, atol=1e-6)
    np.testing.assert_allclose(
        keras.Model(stack.inputs, stack.layers[0].output).predict(X, verbose=0), between, atol=1e-6
    )
    stack.compile("sgd", "mse")
    stack.save(tmp_path / "own.keras")
    again = keras.models.clone_model(stack)
    again.set_weights(stack.get_weights())
    for model in (stack, again, keras.models.load_model(tmp_path / "own.keras")):
        np.testing.assert_allclose(model.predict(X, verbose=0), wanted, atol=1e-6)
    stack.fit(X, np.zeros((3, 2)), verbose=0)
    assert (stack.get_weights()[0] != weights).any()


def test_what_has_no_gradient_is_refused() -> None:
    with pytest.raises(MessageError, match=r"activation tanh must compute with keras.ops"):
        layers.Dense(2, activation=np.tanh)(keras.Input((4,)))
    with pytest.raises(MessageError, match=r"LSTM: activation can't be a function of one's own"):
        layers.LSTM(2, activation=squared)
