"""Trainings that begin wholly sure and wholly wrong, so that probabilities are exactly 0 or 1 in float32.

Recorded from Keras on TensorFlow, which computes cross-entropies from logits, and on JAX, which doesn't, by
`tests/keras_oracle/api_fits.py`; compared in `tests/runtime/api/test_saturated.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

SATURATED: dict[str, Callable[[Any], Any]] = {}
X = np.array([[20, 40], [60, -20], [-40, 20], [10, 10]], "float32")
YES = np.array([[1], [0], [1], [0]], "float32")
CLASSES = np.array([0, 1, 2, 0])
ONE_HOT = np.eye(3, dtype="float32")[CLASSES]


def saturated(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    SATURATED[function.__name__] = function
    return function


def trained(keras: Any, outputs: Callable[[Any], Any], loss: Any, y: Any, **options: Any) -> Any:
    x = keras.Input((2,))
    model = keras.Model(x, outputs(x))
    model.set_weights(
        [20 * np.sin(1.0 + k + np.arange(w.size)).reshape(w.shape) for k, w in enumerate(model.get_weights())]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss=loss)
    kept = model.fit(X, y, epochs=3, batch_size=2, shuffle=False, verbose=0, **options)
    judged = float(np.sum(model.evaluate(X, y, verbose=0)))
    return {"history": kept.history, "judged": judged, "after": [w.tolist() for w in model.get_weights()]}


@saturated
def yes_or_no(keras: Any) -> Any:
    return trained(keras, keras.layers.Dense(1, activation="sigmoid"), "binary_crossentropy", YES)


@saturated
def yes_or_no_of_an_activation_layer(keras: Any) -> Any:
    def outputs(x: Any) -> Any:
        return keras.layers.Activation("sigmoid")(keras.layers.Dense(1)(x))

    return trained(keras, outputs, "binary_crossentropy", YES)


@saturated
def smoothed_labels(keras: Any) -> Any:
    loss = keras.losses.BinaryCrossentropy(label_smoothing=0.1)
    return trained(keras, keras.layers.Dense(1, activation="sigmoid"), loss, YES)


@saturated
def one_hot_classes(keras: Any) -> Any:
    return trained(keras, keras.layers.Dense(3, activation="softmax"), "categorical_crossentropy", ONE_HOT)


@saturated
def class_numbers_with_weights(keras: Any) -> Any:
    dense = keras.layers.Dense(3, activation="softmax")
    weights = np.array([1, 2, 0.5, 0], "float32")
    return trained(keras, dense, "sparse_categorical_crossentropy", CLASSES, sample_weight=weights)


@saturated
def inside_a_nested_model(keras: Any) -> Any:
    inside = keras.Input((2,))
    dense = keras.layers.Dense(3, activation="softmax")
    return trained(keras, keras.Model(inside, dense(inside)), "sparse_categorical_crossentropy", CLASSES)


@saturated
def probabilities_that_are_used_elsewhere(keras: Any) -> Any:
    def outputs(x: Any) -> Any:
        sure = keras.layers.Dense(3, activation="softmax", name="sure")(keras.layers.Dense(2, name="first")(x))
        return [sure, keras.layers.Dense(1, name="further")(sure)]

    return trained(keras, outputs, ["categorical_crossentropy", "mse"], [ONE_HOT, YES])


@saturated
def a_sigmoid_for_every_pixel(keras: Any) -> Any:
    def outputs(x: Any) -> Any:
        return keras.layers.Conv2D(2, 1, activation="sigmoid")(keras.layers.Reshape((2, 1, 1))(x))

    return trained(keras, outputs, "binary_crossentropy", np.arange(16).reshape(4, 2, 1, 2).astype("float32") % 2)


@saturated
def two_losses_of_one_output(keras: Any) -> Any:
    def outputs(x: Any) -> Any:
        sure = keras.layers.Dense(1, activation="sigmoid", name="sure")(x)
        return [sure, keras.layers.Activation("linear", name="same")(sure)]

    return trained(keras, outputs, ["binary_crossentropy", "mse"], [YES, YES])
