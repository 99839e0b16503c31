"""Losses of one's own: in the shapes they were given, followed through their operations, or by differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime.training.own_functions import OwnLoss

L, ops = keras.layers, keras.ops
X = np.random.default_rng(0).normal(size=(8, 4)).astype("float32")
S = np.random.default_rng(1).uniform(size=(8, 5, 3)).astype("float32")
IMAGES = np.random.default_rng(1).uniform(size=(8, 6, 6, 1)).astype("float32")
CLASSES = np.arange(8).reshape(8, 1) % 3


def quantiles(y: Any, p: Any) -> Any:
    q, e = np.array([0.1, 0.5, 0.9], "float32"), y - p
    return ops.mean(ops.maximum(q * e, (q - 1) * e), axis=-1)


def focal(y: Any, p: Any) -> Any:
    chosen = ops.take_along_axis(p, ops.cast(y, "int32"), axis=-1)[..., 0]
    return -ops.power(1 - chosen, 2.0) * ops.log(chosen + 1e-7)


class Density(keras.losses.Loss):
    def call(self, y: Any, p: Any) -> Any:
        spread = p[:, 1:2]
        return ops.mean(spread + ops.square((y - p[:, :1]) / ops.exp(spread)) * 0.5, axis=-1)


def dice(y: Any, p: Any) -> Any:
    both = ops.sum(y * p, axis=[1, 2, 3])
    return 1 - (2 * both + 1) / (ops.sum(y, axis=[1, 2, 3]) + ops.sum(p, axis=[1, 2, 3]) + 1)


def smooth(y: Any, p: Any) -> Any:
    return ops.mean(ops.square(p[:, 1:] - p[:, :-1]), axis=[1, 2]) + ops.mean(ops.square(y - p), axis=[1, 2])


def smooth_by_numpy(y: Any, p: Any) -> Any:
    y, p = np.asarray(y), np.asarray(p)
    return np.square(p[:, 1:] - p[:, :-1]).mean((1, 2)) + np.square(y - p).mean((1, 2))


def dense(units: int, activation: str | None = None) -> list[Any]:
    return [keras.Input((4,)), L.Dense(units, activation=activation)]


def recurrent() -> list[Any]:
    return [keras.Input((5, 3)), L.LSTM(2, return_sequences=True)]


def filters() -> list[Any]:
    return [keras.Input((6, 6, 1)), L.Conv2D(1, 3, padding="same", activation="sigmoid")]


def trained(layers: list[Any], loss: Any, x: Any, y: Any, metrics: Any = None, **how: Any) -> dict[str, Any]:
    model, draws = keras.Sequential(layers), np.random.default_rng(5)
    model.set_weights([draws.normal(size=w.shape).astype("float32") * 0.5 for w in model.get_weights()])
    model.compile(keras.optimizers.SGD(0.1), loss, metrics=metrics)
    history: dict[str, Any] = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0, **how).history
    return history


@pytest.mark.parametrize(
    "layers, loss, x, y, how, recorded",
    [
        (lambda: dense(3), quantiles, X, X[:, :1], {}, [0.55818, 0.53208, 0.50599]),
        (
            lambda: dense(3, "softmax"), focal, X, CLASSES,
            {"metrics": ["accuracy"], "class_weight": {0: 1.0, 1: 2.0, 2: 0.5}}, [0.96896, 0.86938, 0.78372],
        ),
        (lambda: dense(2), Density(), X, X[:, :1], {}, [1.13148, 0.94947, 0.78867]),
        (filters, dice, IMAGES, (IMAGES > 0.5).astype("float32"), {"metrics": [dice]}, [0.40256, 0.39988, 0.39735]),
        (recurrent, smooth, S, S[:, :, :2], {}, [0.40233, 0.39066, 0.37932]),
        (recurrent, smooth_by_numpy, S, S[:, :, :2], {}, [0.40233, 0.39066, 0.37932]),
    ],
    ids=["targets of one column", "class numbers", "densities", "images", "sequences", "by differences"],
)  # fmt: skip
def test_a_loss_of_ones_own_trains_as_in_keras(
    layers: Callable[[], list[Any]], loss: Any, x: Any, y: Any, how: dict[str, Any], recorded: list[float]
) -> None:
    history = trained(layers(), loss, x, y, **how)
    np.testing.assert_allclose(history["loss"], recorded, atol=2e-5)  # what Keras gave on JAX
    if "accuracy" in history:
        assert history["accuracy"] == [0.375] * 3
    if "dice" in history:
        np.testing.assert_allclose(history["dice"], history["loss"], rtol=1e-5)


def test_what_is_made_of_operations_is_followed() -> None:
    assert OwnLoss.program(smooth, (5, 2), (5, 2)) is not None
    assert OwnLoss.program(smooth_by_numpy, (5, 2), (5, 2)) is None


def test_metrics_of_keras_still_want_targets_of_the_output_s_shape() -> None:
    with pytest.raises(MessageError, match=r"so the metrics expects? targets of that shape. Received targets of"):
        trained(dense(3), quantiles, X, X[:, :2], metrics=["mae"])
