"""Activations as functions: on arrays as Keras 3.15.1 computes them, and in place of their names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.activations import ACTIVATIONS, SYNONYMS
from graph.specs.message import MessageError

X = np.array([-2.5, -1.0, -0.4, 0.0, 0.3, 0.75, 2.0, 7.0], np.float32)
OF_KERAS: list[tuple[str, list[Any], list[float]]] = [
    ("relu", [], [0.0, 0.0, 0.0, 0.0, 0.3, 0.75, 2.0, 7.0]),
    ("relu", [0.1], [-0.25, -0.1, -0.04, 0.0, 0.3, 0.75, 2.0, 7.0]),
    ("relu", [0.0, 6.0], [0.0, 0.0, 0.0, 0.0, 0.3, 0.75, 2.0, 6.0]),
    ("relu", [0.0, 3.0, 0.5], [0.0, 0.0, 0.0, 0.0, 0.0, 0.75, 2.0, 3.0]),
    ("relu", [0.2, 3.0, 0.5], [-0.6, -0.3, -0.18, -0.1, -0.04, 0.75, 2.0, 3.0]),
    ("relu", [0.2, None, 0.5], [-0.6, -0.3, -0.18, -0.1, -0.04, 0.75, 2.0, 7.0]),
    ("leaky_relu", [0.3], [-0.75, -0.3, -0.12, 0.0, 0.3, 0.75, 2.0, 7.0]),
    ("elu", [0.5], [-0.4589575, -0.3160603, -0.1648399, 0.0, 0.3, 0.75, 2.0, 7.0]),
    ("celu", [0.5], [-0.496631, -0.4323324, -0.2753355, 0.0, 0.3, 0.75, 2.0, 7.0]),
    ("gelu", [], [-0.01552416, -0.1586553, -0.1378313, 0.0, 0.1853734, 0.5800295, 1.9545, 7.0]),
    ("gelu", [True], [-0.0150843, -0.158808, -0.1378388, 0.0, 0.1853709, 0.5799606, 1.954598, 7.0]),
    ("hard_shrink", [1.0], [-2.5, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 7.0]),
    ("soft_shrink", [0.25], [-2.25, -0.75, -0.15, 0.0, 0.05, 0.5, 1.75, 6.75]),
    ("squareplus", [2], [0.1861407, 0.3660254, 0.534847, 0.7071068, 0.8728416, 1.17539, 2.224745, 7.070714]),
    ("threshold", [0.5, -3.0], [-3.0, -3.0, -3.0, -3.0, -3.0, 0.75, 2.0, 7.0]),
    ("sparse_sigmoid", [], [0.0, 0.0, 0.3, 0.5, 0.65, 0.875, 1.0, 1.0]),
]
ROWS = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]], np.float32)
ALONG_ROWS = {
    "softmax": [[0.6224594, 0.8807970, 0.0179862], [0.3775407, 0.1192029, 0.9820138]],
    "log_softmax": [[-0.4740770, -0.1269280, -4.0181499], [-0.9740770, -2.1269281, -0.01814993]],
    "sparsemax": [[0.75, 1.0, 0.0], [0.25, 0.0, 1.0]],  # Keras' own numbers for this axis don't add up to 1
}
NO_DEFAULTS = {"threshold"}


@pytest.mark.parametrize("name, arguments, expected", OF_KERAS)
def test_computes_what_keras_computes(name: str, arguments: list[Any], expected: list[float]) -> None:
    np.testing.assert_allclose(getattr(keras.activations, name)(X, *arguments), expected, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("name", ALONG_ROWS)
def test_goes_along_any_axis(name: str) -> None:
    function = getattr(keras.activations, name)
    np.testing.assert_allclose(function(ROWS, axis=0), ALONG_ROWS[name], rtol=2e-5)
    np.testing.assert_allclose(function(ROWS.T), np.transpose(ALONG_ROWS[name]), rtol=2e-5)


@pytest.mark.parametrize("name", [*ACTIVATIONS, *SYNONYMS])
def test_stands_for_its_name(name: str) -> None:
    function = getattr(keras.activations, name)
    assert keras.activations.get(name) is keras.activations.get(function) is function
    assert keras.activations.deserialize(keras.activations.serialize(function)) is function
    assert name in dir(keras.activations)
    assert keras.layers.Dense(2, activation=function).spec == keras.layers.Dense(2, activation=name).spec


@pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - NO_DEFAULTS))
def test_is_what_layers_compute_for_arrays_of_any_rank(name: str) -> None:
    function = getattr(keras.activations, name)
    np.testing.assert_array_equal(function(ROWS), keras.layers.Activation(name)(ROWS))
    np.testing.assert_array_equal(function(ROWS[0]), function(ROWS)[0])
    assert function(np.float32(0.5)).shape == ()


def test_makes_a_layer_of_a_tensor() -> None:
    x = keras.Input((3,))
    model = keras.Model(x, keras.activations.relu(keras.layers.Dense(2)(x)))
    assert [type(layer).__name__ for layer in model.layers] == ["InputLayer", "Dense", "Activation"]
    with pytest.raises(MessageError, match="gelu on a tensor takes no further arguments"):
        keras.activations.gelu(x, approximate=True)
    assert type(keras.activations.relu(x, max_value=6).node.layer).__name__ == "ReLU"
    assert keras.activations.softmax(x, axis=1).node.layer.axis == (1,)


def test_glu_halves_an_axis() -> None:
    gate = 1 / (1 + np.exp(-np.array([[-1.0], [3.0]])))
    whole = np.array([[2.0, -1.0], [0.5, 3.0]], np.float32)
    np.testing.assert_allclose(keras.activations.glu(whole), whole[:, :1] * gate, rtol=1e-6)
    np.testing.assert_allclose(keras.activations.glu(whole.T, axis=0), (whole[:, :1] * gate).T, rtol=1e-6)
    assert keras.layers.Activation("glu")(keras.Input((3, 6))).shape == (None, 3, 3)
    with pytest.raises(ValueError, match="must be even"):
        keras.layers.Activation("glu")(keras.Input((3,)))
    with pytest.raises(ValueError, match="activation must be one of"):
        keras.layers.Dense(4, activation="glu")


def test_none_is_linear_and_others_are_refused() -> None:
    assert keras.activations.get(None) is keras.activations.linear
    for given in ("nonsense", np.tanh, 3):
        with pytest.raises(MessageError, match=r"There is no activation .*Known: linear, relu"):
            keras.activations.get(given)
    with pytest.raises(MessageError, match=r"its activation tanh must compute with keras.ops"):
        keras.layers.Dense(2, activation=np.tanh)(keras.Input((3,)))
    with pytest.raises(MessageError, match=r"activation can't be a function of one's own.* Received: tanh"):
        keras.layers.LSTM(2, activation=np.tanh)
    with pytest.raises(TypeError, match="threshold"):
        keras.activations.threshold(X)
