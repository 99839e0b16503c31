"""Layers of the family activation at their corners, beside masks, and with the losses behind them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.layers.activation.rectified import LeakyReLU, ReLU
from graph.layers.operations.activations import LeakyRelu
from graph.specs.spec import TensorType
from tests.runtime.ops.one_layer import Trial

AT_MOST_ONE = np.array([[-1.0, 0.0, 0.5, 1.0, 2.0]] * 3)


@pytest.mark.parametrize(
    ("settings", "slopes"),
    [
        ({"max_value": 1.0}, [0, 0, 1, 0.5, 0]),
        ({"max_value": 1.0, "negative_slope": 0.1}, [0.1, 0, 1, 0.5, 0]),
        ({"max_value": 1.0, "negative_slope": 0.1, "threshold": 0.5}, [0.1, 0.1, 0, 0.5, 0]),
        ({"negative_slope": 0.1}, [0.1, 1, 1, 1, 1]),
        ({"max_value": 0.3, "negative_slope": 0.1, "threshold": 0.7}, [0.1, 0.1, 0.1, 0, 0]),
    ],
)
def test_relu_at_its_corners_is_as_in_keras(settings: dict[str, float], slopes: list[float]) -> None:
    trial = Trial(ReLU(**settings), (TensorType((None, 5)),))
    trial.inputs[0][...] = AT_MOST_ONE
    ((_, _, gradient),) = trial.gradients()
    np.testing.assert_allclose(gradient[0], trial.pull[0][0] * slopes, atol=1e-12)


@pytest.mark.parametrize(
    "spec", [LeakyReLU(negative_slope=0.0), LeakyReLU(negative_slope=0.3), LeakyRelu(negative_slope=0.0)]
)
def test_a_leaky_relu_has_the_slope_1_at_0_as_in_keras(spec: Any) -> None:
    trial = Trial(spec, (TensorType((None, 5)),))
    trial.inputs[0][...] = [[-1.0, -0.0, 0.0, 0.5, 1.0]] * 3
    ((_, _, gradient),) = trial.gradients()
    np.testing.assert_array_equal(gradient[0] / trial.pull[0][0], [spec.negative_slope, 1, 1, 1, 1])


def test_softmax_leaves_out_what_its_mask_says() -> None:
    x, mask = np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]], np.float32), np.array([[1, 0, 1], [0, 0, 0]], bool)
    share = 1 / (1 + np.exp(-2.0))
    found = keras.layers.Softmax()(x, mask=mask)
    np.testing.assert_allclose(found, [[1 - share, 0, share], [0, 0, 0]], rtol=1e-6)
    a, b = keras.Input((3,)), keras.Input((3,), dtype="bool")
    model = keras.Model([a, b], keras.layers.Softmax()(a, mask=b))
    np.testing.assert_array_equal(model.predict([x, mask], verbose=0), found)


def test_softmax_refuses_the_mask_of_steps() -> None:
    x = keras.layers.Embedding(5, 2, mask_zero=True)(keras.Input((3,), dtype="int32"))
    with pytest.raises(ValueError, match="passes the mask on"):
        keras.layers.Softmax()(x)
    with pytest.raises(ValueError, match="sizes of 1 that stretch"):
        keras.layers.Softmax()(keras.Input((3, 2)), mask=keras.Input((2, 2)))


def test_a_layer_softmax_learns_from_what_it_makes_exactly_zero() -> None:
    """As Activation("softmax") does: the loss behind it is computed from its input."""
    losses = []
    for last in (keras.layers.Softmax(), keras.layers.Activation("softmax")):
        x = keras.Input((2,))
        model = keras.Model(x, last(x))
        model.compile(loss="categorical_crossentropy")
        losses.append(model.evaluate(np.array([[900.0, -900.0]]), np.array([[0.0, 1.0]]), verbose=0))
    assert losses[0] == losses[1] > 100
