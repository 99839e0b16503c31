"""Records further cases in `tests/data/conformance`: what the cases that came with the format leave open.

Run from the project's root with any Python that has Keras 3: `KERAS_BACKEND=jax python
tests/keras_oracle/conformance_cases.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers, regularizers

CASES = Path(__file__).resolve().parent.parent / "data" / "conformance"
ROWS = 9
Case = tuple[Any, list[np.ndarray], list[np.ndarray], list[np.ndarray], dict[str, Any]]
"""Model, inputs, targets, sample weights, arguments of compile."""
MAKERS: list[Callable[[np.random.Generator], Case]] = []


def case(make: Callable[[np.random.Generator], Case]) -> Callable[[np.random.Generator], Case]:
    MAKERS.append(make)
    return make


def padded(random: np.random.Generator, steps: int) -> np.ndarray:
    ids = random.integers(1, 7, size=(ROWS, steps))
    for row, length in zip(ids, random.integers(1, steps + 1, size=ROWS)):
        row[length:] = 0
    return ids.astype("int32")


@case
def lstm_masked_initial_state(random: np.random.Generator) -> Case:
    ids, state = keras.Input((5,), dtype="int32"), keras.Input((3,))
    h = layers.Embedding(7, 4, mask_zero=True)(ids)
    h = layers.LSTM(3, return_sequences=True)(h, initial_state=[state, state])
    model = keras.Model([ids, state], layers.LSTM(2)(h))
    x = [padded(random, 5), random.normal(size=(ROWS, 3)).astype("float32")]
    return model, x, [random.normal(size=(ROWS, 2)).astype("float32")], [], {"loss": "mse"}


@case
def lstm_activity_of_states(random: np.random.Generator) -> Case:
    sequence = keras.Input((4, 2))
    lstm = layers.LSTM(3, return_state=True, activity_regularizer=regularizers.L1L2(0.02, 0.03))
    model = keras.Model(sequence, layers.Dense(1)(lstm(sequence)[2]))
    x, y = random.normal(size=(ROWS, 4, 2)).astype("float32"), random.normal(size=(ROWS, 1)).astype("float32")
    return model, [x], [y], [], {"loss": "mse"}


@case
def loss_scce_ignore_class(random: np.random.Generator) -> Case:
    image = keras.Input((3, 4, 2))
    model = keras.Model(image, layers.Dense(3, bias_regularizer=regularizers.L1(0.05))(image))
    x = random.normal(size=(ROWS, 3, 4, 2)).astype("float32")
    y = random.integers(0, 3, size=(ROWS, 3, 4)).astype("int32")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1)
    return model, [x], [y], [], {"loss": keras.losses.serialize(loss), "metrics": ["accuracy"]}


@case
def metrics_of_masked_steps(random: np.random.Generator) -> Case:
    ids = keras.Input((5,), dtype="int32")
    h = layers.Embedding(7, 4, mask_zero=True)(ids)
    model = keras.Model(ids, layers.Dense(3, activation="softmax")(layers.LSTM(3, return_sequences=True)(h)))
    y = random.integers(0, 3, size=(ROWS, 5)).astype("int32")
    weights = random.uniform(0, 2, size=(ROWS, 5)).astype("float32")
    judged = {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}
    return model, [padded(random, 5)], [y], [weights], {"loss": "sparse_categorical_crossentropy", **judged}


@case
def batchnorm_masked_twice(random: np.random.Generator) -> Case:
    ids = keras.Input((5,), dtype="int32")
    layer = layers.BatchNormalization(momentum=0.8)
    h = layer(layers.Dense(4, activation="tanh")(layer(layers.Embedding(7, 4, mask_zero=True)(ids))))
    h = layers.BatchNormalization(axis=1, renorm=True, renorm_momentum=0.9, renorm_clipping={"rmax": 1.2})(h)
    y = random.normal(size=(ROWS, 5, 2)).astype("float32")
    return keras.Model(ids, layers.Dense(2)(h)), [padded(random, 5)], [y], [], {"loss": "mse"}


@case
def batchnorm_frozen_inside(random: np.random.Generator) -> Case:
    given = keras.Input((3,))
    inner = keras.Model(given, layers.BatchNormalization()(layers.Dense(3)(given)))
    inner.trainable = False
    image = keras.Input((3,))
    model = keras.Model(image, layers.Dense(2)(layers.BatchNormalization()(inner(image))))
    x, y = random.normal(size=(ROWS, 3)).astype("float32"), random.normal(size=(ROWS, 2)).astype("float32")
    return model, [x], [y], [], {"loss": "mse"}


@case
def rows_normalized(random: np.random.Generator) -> Case:
    image = keras.Input((4, 2, 6))
    h = layers.LayerNormalization(axis=[1, 3])(image)
    h = layers.GroupNormalization(2, axis=1, epsilon=0.1)(layers.Conv2D(4, 1)(h))
    h = layers.RMSNormalization(axis=[-2, -1], epsilon=0.1)(layers.Dense(4)(h))
    model = keras.Model(image, layers.Dense(2)(layers.Flatten()(layers.UnitNormalization(axis=1)(h))))
    x, y = random.normal(size=(ROWS, 4, 2, 6)).astype("float32"), random.normal(size=(ROWS, 2)).astype("float32")
    return model, [x], [y], [], {"loss": "mse"}


@case
def spectral_normalization(random: np.random.Generator) -> Case:
    image = keras.Input((5, 4, 3))
    h = layers.SpectralNormalization(layers.Conv2D(4, 3, activation="relu"), power_iterations=2)(image)
    shared = layers.SpectralNormalization(layers.Dense(4, activation="tanh"))
    model = keras.Model(image, layers.Dense(2)(layers.Flatten()(shared(shared(h)))))
    x, y = random.normal(size=(ROWS, 5, 4, 3)).astype("float32"), random.normal(size=(ROWS, 2)).astype("float32")
    return model, [x], [y], [], {"loss": "mse"}


def single(values: list[np.ndarray]) -> Any:
    return values[0] if len(values) == 1 else values


def numbers(logs: dict[str, Any]) -> dict[str, Any]:
    return {k: [float(x) for x in v] if isinstance(v, list) else float(v) for k, v in logs.items()}


def record(name: str, made: Case) -> None:
    model, x, y, weights, compiled = made
    folder = CASES / name
    folder.mkdir(exist_ok=True)
    model.save(folder / "model.keras")
    arrays = {
        f"{key}.{i}": a for key, given in (("x", x), ("y", y), ("sample_weight", weights)) for i, a in enumerate(given)
    }
    arrays |= {"predict.0": model.predict(single(x), verbose=0)}
    arrays |= {f"before.{i}": a for i, a in enumerate(model.get_weights())}
    optimizer = keras.optimizers.SGD(0.1, momentum=0.5)
    facts = {
        "name": name,
        "keras": keras.__version__,
        "compile": {"optimizer": keras.optimizers.serialize(optimizer), **compiled},
        "fit": {"batch_size": 4, "epochs": 2, "validation_split": 0.3, "shuffle": False},
        "rtol": 2e-4,
        "atol": 2e-5,
        "weights": [w.path for w in model.weights],
        "params": model.count_params(),
    }
    loss = compiled["loss"] if isinstance(compiled["loss"], str) else keras.losses.deserialize(compiled["loss"])
    model.compile(**{**compiled, "optimizer": optimizer, "loss": loss})
    extra = {"sample_weight": single(weights)} if weights else {}
    judged = model.evaluate(single(x), single(y), batch_size=4, verbose=0, return_dict=True, **extra)
    history = model.fit(single(x), single(y), verbose=0, **facts["fit"], **extra).history
    facts |= {"history": numbers(history), "evaluate_before": numbers(judged)}
    arrays |= {f"after.{i}": a for i, a in enumerate(model.get_weights())}
    arrays |= {"predict_after.0": model.predict(single(x), verbose=0)}
    np.savez_compressed(folder / "data.npz", **arrays)
    (folder / "case.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


for number, make in enumerate(MAKERS):
    keras.backend.clear_session()
    keras.utils.set_random_seed(number)
    record(make.__name__, make(np.random.default_rng(number)))
print(f"Recorded {len(MAKERS)} cases from Keras {keras.__version__}.")
