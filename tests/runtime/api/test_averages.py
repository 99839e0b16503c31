"""Averages of weights, gradients collected over batches, and losses along other axes. Numbers are Keras'."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = np.abs(np.sin(np.arange(8))).reshape(4, 2).astype("float32")
SGD, Adam = keras.optimizers.SGD, keras.optimizers.Adam
FALLING = keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)
CASES: dict[str, tuple[Any, int, list[float], list[float]]] = {
    "average": (
        SGD(0.1, use_ema=True, ema_momentum=0.5),
        2,
        [2.16277, 1.22855, 0.71622, 0.43349],
        [0.3190, 0.4891, 0.5124, 0.5878],
    ),
    "overwritten": (
        SGD(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=3),
        2,
        [2.16277, 1.36599, 0.88128, 0.67662],
        [0.4049, 0.5575, 0.5740, 0.6458],
    ),
    "adam": (Adam(0.1, use_ema=True), 2, [2.14182, 1.13781, 0.49370, 0.16843], [0.8742, 0.8751, 0.8737, 0.8758]),
    "collected": (
        Adam(0.1, gradient_accumulation_steps=3),
        1,
        [2.17052, 1.59298, 0.99173, 0.51477],
        [0.5126, 0.5167, 0.5102, 0.5173],
    ),
    "clipped": (
        SGD(0.1, 0.9, gradient_accumulation_steps=2, weight_decay=0.01, clipnorm=0.5),
        1,
        [2.37087, 1.79712, 0.99149, 0.34655],
        [0.1050, 0.3410, 0.3655, 0.4863],
    ),
    "both": (
        SGD(0.1, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.9),
        1,
        [2.16277, 1.22855, 0.71622, 0.43349],
        [0.5228, 0.6570, 0.6635, 0.7297],
    ),
    "scaled": (SGD(0.1, loss_scale_factor=64.0), 4, [2.45648, 1.84289], [0.7221, 0.7897, 0.7961, 0.8322]),
    "schedule": (
        SGD(FALLING, gradient_accumulation_steps=2),
        1,
        [2.30442, 2.07270],
        [0.8950, 0.9357, 0.9307, 0.9543],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_weights_follow_as_in_keras(case: str) -> None:
    optimizer, batch, losses, kernel = CASES[case]
    x = keras.Input((3,))
    model = keras.Model(x, keras.layers.Dense(2, kernel_initializer="ones")(x))
    model.compile(optimizer, "mse")
    found = model.fit(X, Y, epochs=len(losses), batch_size=batch, shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(found, losses, rtol=1e-4)
    np.testing.assert_allclose(model.get_weights()[0].ravel()[:4], kernel, atol=1e-4)
    steps = optimizer.gradient_accumulation_steps or 1
    assert optimizer.iterations == len(losses) * -(-4 // batch) // steps


def test_rows_of_tables_are_collected_too() -> None:
    x = keras.Input((2,), dtype="int32")
    table = keras.layers.Embedding(5, 1, embeddings_initializer="ones")
    model = keras.Model(x, keras.layers.Flatten()(table(x)))
    model.compile(Adam(0.1, gradient_accumulation_steps=2), "mse")
    found = model.fit(np.array([[0, 1], [1, 2], [3, 3], [0, 4]]), Y, 1, 3, shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(found, [0.29183, 0.17228, 0.09908], rtol=1e-4)
    np.testing.assert_allclose(table.embeddings.numpy()[1:, 0], [0.8106, 0.5487, 0.7682, 0.6771], atol=1e-4)


@pytest.mark.parametrize(
    "loss, true, pred, want",
    [
        (keras.losses.CosineSimilarity(axis=0), Y, Y + X[:, :2], -0.6066),
        (keras.losses.CosineSimilarity(axis=1), Y, Y + X[:, :2], -0.2167),
        (keras.losses.CategoricalCrossentropy(axis=1), np.eye(2), [[0.3, 0.7], [0.4, 0.6]], 0.8574),
        (
            keras.losses.CategoricalCrossentropy(axis=1),
            np.ones((2, 3, 4)) / 3,
            np.abs(np.sin(np.arange(24.0))).reshape(2, 3, 4) + 0.1,
            1.2682,
        ),
    ],
)
def test_losses_go_over_any_axis_of_arrays(loss: Any, true: Any, pred: Any, want: float) -> None:
    assert loss(true, pred) == pytest.approx(want, abs=1e-4)
    with pytest.raises(MessageError, match="y_pred has no axis 5"):
        type(loss)(axis=5)(true, pred)


def test_while_training_the_last_axis_has_any_name() -> None:
    x = keras.Input((3,))
    model = keras.Model(x, keras.layers.Dense(2, kernel_initializer="ones")(x))
    model.compile("sgd", keras.losses.CosineSimilarity(axis=1))
    np.testing.assert_allclose(model.fit(X, Y, epochs=2, verbose=0).history["loss"], [0.00860, 0.00812], atol=1e-5)
    with pytest.raises(MessageError, match="CosineSimilarity goes over the axis 0 of an output with 2 axes"):
        model.compile("sgd", keras.losses.CosineSimilarity(axis=0))
