"""Calls of one's own that hold what only a trace can say: losses, masks, random numbers; functions of the module that
give what a training gives.

Recorded from Keras by `tests/keras_oracle/api_fits.py`, compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

OWN_CALLS: dict[str, Callable[[Any], Any]] = {}


def own_call(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    OWN_CALLS[function.__name__] = function
    return function


def curve(*shape: int, low: float = 0.1, high: float = 0.9) -> Any:
    spread = (np.sin(1.0 + np.arange(np.prod(shape)) * 1.7) + 1) / 2
    return (low + (high - low) * spread).reshape(shape).astype("float32")


P, R, W = curve(6, 4), curve(6, 4)[::-1], curve(6)
P /= P.sum(axis=-1, keepdims=True)
Z = curve(6, 4, low=-2, high=2)
CLASSES = np.arange(6).reshape(6, 1).astype("int32") % 4
T = np.eye(4, dtype="float32")[CLASSES[:, 0]]
LOSSES: dict[str, tuple[str, dict[str, Any], Any, Any]] = {
    "mse": ("MeanSquaredError", {"reduction": "sum"}, R, P),
    "mae": ("MeanAbsoluteError", {"reduction": "mean_with_sample_weight"}, R, P),
    "mape": ("MeanAbsolutePercentageError", {}, R, P),
    "msle": ("MeanSquaredLogarithmicError", {"reduction": "none"}, R, P),
    "huber": ("Huber", {"delta": 0.1}, R, P),
    "log cosh": ("LogCosh", {}, R, P),
    "hinge": ("Hinge", {}, T, P),
    "squared hinge": ("SquaredHinge", {}, R, P),
    "categorical hinge": ("CategoricalHinge", {}, T, P),
    "cosine": ("CosineSimilarity", {}, R, P),
    "divergence": ("KLDivergence", {}, R, P),
    "poisson": ("Poisson", {}, R, P),
    "binary": ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, T, Z),
    "binary focal": ("BinaryFocalCrossentropy", {"apply_class_balancing": True}, T, P),
    "categorical": ("CategoricalCrossentropy", {}, T, P),
    "categorical focal": ("CategoricalFocalCrossentropy", {"from_logits": True}, T, Z),
    "sparse": ("SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 1}, CLASSES, Z),
    "generalized": ("CategoricalGeneralizedCrossEntropy", {"q": 0.4}, CLASSES[:, 0], P),
    "tversky": ("Tversky", {"alpha": 0.2, "beta": 0.7, "axis": -1}, T, P),
    "dice": ("Dice", {}, T, P),
}


def endpoint(case: str, keras: Any) -> Any:
    """A layer that compares what it is given by a loss object of its own; with weights where a loss takes some."""
    kind, settings, targets, given = LOSSES[case]
    layers = keras.layers
    weighted = case in ("mse", "mae", "huber", "sparse", "binary")

    class Endpoint(layers.Layer):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.loss = getattr(keras.losses, kind)(**settings)
            self.table = layers.Dense(4, kernel_initializer="identity")

        def call(self, y: Any, x: Any, w: Any = None) -> Any:
            found = self.table(x)
            self.add_loss(keras.ops.sum(self.loss(y, found, w)))
            return found

    y, x = keras.Input(targets.shape[1:], dtype=str(targets.dtype)), keras.Input((4,))
    inputs = [y, x, keras.Input(())] if weighted else [y, x]
    model = keras.Model(inputs, Endpoint()(*inputs))
    model.compile(keras.optimizers.SGD(0.1))
    data = [targets, given, W][: len(inputs)]
    losses = model.fit(data, epochs=2, shuffle=False, verbose=0).history["loss"]
    return {"loss": losses, "kernel": np.asarray(model.get_weights()[0]).ravel().tolist()}


OWN_CALLS.update({f"a loss in call: {case}": partial(endpoint, case) for case in LOSSES})
IDS = np.array([[1, 2, 0, 3], [2, 0, 0, 0], [0, 1, 1, 2], [3, 3, 3, 3]], "int32")


def trained(keras: Any, layers: list[Any]) -> Any:
    """Two epochs of a table with a mask and these layers behind it; weights by a formula."""
    x = keras.Input((4,), dtype="int32")
    y = keras.layers.Embedding(5, 3, mask_zero=True)(x)
    for layer in layers:
        y = layer(y)
    model = keras.Model(x, y)
    model.set_weights(
        [0.7 * np.sin(1.0 + i + np.arange(w.size)).reshape(w.shape) for i, w in enumerate(model.get_weights())]
    )
    model.compile(keras.optimizers.SGD(0.1), "mse")
    wanted = np.ones((4, *model.output_shape[1:]), "float32")
    losses = model.fit(IDS, wanted, epochs=2, shuffle=False, verbose=0).history["loss"]
    return {"loss": losses, "after": np.asarray(model(IDS)).ravel().tolist()}


@own_call
def a_mask_passes_a_call_by(keras: Any) -> Any:
    class Passing(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.supports_masking = True

        def call(self, inputs: Any) -> Any:
            return keras.ops.tanh(inputs)

    return trained(keras, [Passing(), keras.layers.LSTM(2)])


@own_call
def a_call_asks_for_its_mask(keras: Any) -> Any:
    ops = keras.ops

    class Softmax(keras.layers.Layer):
        def call(self, inputs: Any, mask: Any = None) -> Any:
            shares = ops.exp(inputs) * ops.expand_dims(ops.cast(mask, "float32"), -1)
            return shares / (ops.sum(shares, axis=1, keepdims=True) + 1e-3)

    return trained(keras, [keras.layers.Dense(2), Softmax()])


@own_call
def a_call_makes_a_mask(keras: Any) -> Any:
    class Shorter(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            return inputs[:, 1:]

        def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
            return None if previous_mask is None else previous_mask[:, 1:]

    return trained(keras, [Shorter(), keras.layers.GRU(2)])


@own_call
def a_call_hands_its_mask_on(keras: Any) -> Any:
    class Reader(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.inner = keras.layers.SimpleRNN(2)

        def call(self, inputs: Any, mask: Any = None) -> Any:
            return self.inner(keras.ops.multiply(inputs, 2.0), mask=mask)

    return trained(keras, [Reader()])


@own_call
def numbers_drawn_in_a_call(keras: Any) -> Any:
    class Sampling(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.seeds = keras.random.SeedGenerator(7)

        def call(self, inputs: Any) -> Any:
            mean, spread = inputs[:, :2], inputs[:, 2:]
            shape = keras.ops.shape(mean)
            noise = keras.random.normal(shape, mean=0.5, stddev=0.0, seed=self.seeds)
            even = keras.random.uniform(shape, 0.25, 0.25, seed=self.seeds)
            return mean + keras.ops.exp(0.5 * spread) * noise * even

    x = keras.Input((4,))
    model = keras.Model(x, Sampling()(keras.layers.Dense(4, kernel_initializer="identity")(x)))
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return {"loss": model.fit(P, P[:, :2], epochs=2, shuffle=False, verbose=0).history["loss"]}


AT_REST: dict[str, Callable[[Any], Any]] = {
    "normalization": lambda layers: layers.BatchNormalization(momentum=0.5),
    "dropout": lambda layers: layers.Dropout(0.5),
    "noise": lambda layers: layers.GaussianNoise(0.5),
    "attention": lambda layers: layers.MultiHeadAttention(1, 2, dropout=0.5),
    "recurrent": lambda layers: layers.LSTM(3, dropout=0.5, recurrent_dropout=0.5, return_sequences=True),
}


def at_rest(case: str, keras: Any, nested: bool) -> Any:
    """A layer that is called as after training, while it is trained; `nested` in a layer that is called so."""
    layers = keras.layers

    class Resting(layers.Layer):
        def __init__(self, inner: Any = None) -> None:
            super().__init__()
            self.inner = inner if inner is not None else AT_REST[case](layers)
            self.last = layers.Dense(2)

        def call(self, inputs: Any, training: Any = None) -> Any:
            both = [inputs] * (2 if case == "attention" and not nested else 1)
            options = {} if nested and self.inner is not inner else {"training": False}
            return self.last(self.inner(*both, **options))

    class Outer(layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.inner = AT_REST[case](layers)
            self.last = layers.Dense(2)

        def call(self, inputs: Any) -> Any:
            return self.last(self.inner(*[inputs] * (2 if case == "attention" else 1)))

    inner = Outer() if nested else None
    x = keras.Input((4, 3))
    model = keras.Model(x, Resting(inner)(x))
    values = [
        0.5 + 0.4 * np.sin(1.0 + i + np.arange(w.size)).reshape(w.shape) for i, w in enumerate(model.get_weights())
    ]
    model.set_weights(values)
    model.compile(keras.optimizers.SGD(0.05), "mse")
    data = curve(6, 4, 3), curve(6, 4, 2)
    losses = model.fit(*data, epochs=3, batch_size=3, shuffle=False, verbose=0).history["loss"]
    return {"loss": losses, "after": np.asarray(model(data[0])).ravel().tolist()}


OWN_CALLS.update({f"at rest: {case}": partial(at_rest, case, nested=False) for case in AT_REST})
OWN_CALLS.update({f"at rest within: {case}": partial(at_rest, case, nested=True) for case in AT_REST})
