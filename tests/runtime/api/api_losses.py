"""Losses on arrays, reduced in every way, and three epochs that they train.

Recorded from Keras on JAX by `tests/keras_oracle/api_fits.py`; compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

REDUCTIONS = ("sum_over_batch_size", "sum", "mean_with_sample_weight", "none")
ROWS, STEPS, CLASSES = 6, 5, 3
WEIGHTS = np.linspace(0.5, 2, ROWS).astype("float32")
STEP_WEIGHTS = np.linspace(0.2, 2, ROWS * STEPS).reshape(ROWS, STEPS).astype("float32")
RNG = np.random.default_rng(11)
X = RNG.normal(size=(ROWS, STEPS, 4)).astype("float32")
LABELS = RNG.integers(0, CLASSES, (ROWS, STEPS))
ONE_HOT = np.eye(CLASSES, dtype="float32")[LABELS]
GROUPS = np.array([0, 3, 0, 3, 3, 9])
SEQUENCES = np.array([[1, 2, 0], [2, 2, 0], [0, 0, 0], [1, 2, 1], [1, 1, 1], [2, 0, 0]])


def told(keras: Any, loss: Callable[..., Any], y: Any, last: str, weights: Any, masked: bool, flat: bool) -> Any:
    """What a loss says of the same numbers in every reduction, and how a layer that ends with `last` learns by it."""
    given, target = (X[:, 0], y[:, 0] if np.ndim(y) == 3 else y) if flat else (X, y)
    x = keras.Input(given.shape[1:])
    hidden = keras.layers.Masking()(x) if masked else x
    outputs = keras.layers.Dense(CLASSES, activation=None if last == "unit" else last)(hidden)
    model = keras.Model(x, keras.layers.UnitNormalization()(outputs) if last == "unit" else outputs)
    model.set_weights([np.sin(1.0 + k + np.arange(w.size)).reshape(w.shape) for k, w in enumerate(model.get_weights())])
    given = np.where(np.arange(STEPS)[:, None] < 3, given, 0) if masked else given
    p = np.asarray(model.predict(given, verbose=0))
    values = {r: np.asarray(loss(reduction=r)(target, p, sample_weight=weights)).tolist() for r in REDUCTIONS}
    model.compile(keras.optimizers.SGD(0.05), loss())
    kept = model.fit(given, target, epochs=3, batch_size=4, shuffle=False, verbose=0, sample_weight=weights)
    judged = float(model.evaluate(given, target, batch_size=4, verbose=0))
    after = [np.asarray(w).tolist() for w in model.get_weights()]
    return {"values": values, "history": kept.history, "judged": judged, "after": after}


def case(
    kind: str, y: Any, last: str, weights: Any = None, masked: bool = False, flat: bool = False, **settings: Any
) -> Callable[[Any], Any]:
    def run(keras: Any) -> Any:
        return told(keras, partial(getattr(keras.losses, kind), **settings), y, last, weights, masked, flat)

    return run


LOSSES: dict[str, Callable[[Any], Any]] = {
    "binary_focal": case("BinaryFocalCrossentropy", ONE_HOT, "sigmoid", STEP_WEIGHTS, gamma=1.5),
    "binary_focal_balanced": case(
        "BinaryFocalCrossentropy", ONE_HOT, "linear", from_logits=True, apply_class_balancing=True, label_smoothing=0.2
    ),
    "categorical_focal": case("CategoricalFocalCrossentropy", ONE_HOT, "softmax", WEIGHTS, flat=True),
    "categorical_focal_weighed": case(
        "CategoricalFocalCrossentropy", ONE_HOT, "linear", from_logits=True, alpha=[0.2, 0.3, 0.5], label_smoothing=0.1
    ),
    "generalized": case("CategoricalGeneralizedCrossEntropy", LABELS, "softmax", STEP_WEIGHTS, q=0.7),
    "dice": case("Dice", ONE_HOT, "sigmoid", WEIGHTS),
    "dice_of_steps_left_out": case("Dice", ONE_HOT, "sigmoid", STEP_WEIGHTS, masked=True),
    "dice_of_each_sample": case("Dice", ONE_HOT, "softmax", WEIGHTS, axis=(1, 2)),
    "tversky": case("Tversky", ONE_HOT, "sigmoid", WEIGHTS, flat=True, alpha=0.3, beta=0.8),
    "tversky_of_each_class": case("Tversky", ONE_HOT, "sigmoid", axis=(0, 1), alpha=0.3, beta=0.8),
    "circle": case("Circle", GROUPS, "unit", flat=True),
    "circle_with_itself": case("Circle", GROUPS, "unit", WEIGHTS, flat=True, gamma=16.0, remove_diagonal=False),
    "ctc": case("CTC", SEQUENCES, "linear", WEIGHTS),
}
