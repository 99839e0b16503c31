"""A step that is only rehearsed changes nothing of the training that goes on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.training import rehearsing

X = np.random.default_rng(0).integers(0, 50, (16, 4)).astype("int32")
Y = np.random.default_rng(1).normal(size=(16, 2)).astype("float32")


def model(optimizer: Any) -> Any:
    """A table of which few rows are used, what layers write themselves, and what is dropped."""
    keras.utils.set_random_seed(1)
    x = keras.Input((4,), dtype="int32")
    h = keras.layers.Flatten()(keras.layers.Embedding(5000, 16)(x))
    h = keras.layers.Dropout(0.2)(keras.layers.BatchNormalization()(keras.layers.Dense(3)(h)))
    made = keras.Model(x, keras.layers.Dense(2)(h))
    made.compile(optimizer, "mse", metrics=["mae"])
    return made


def step(trained: Any, rehearsed: bool) -> None:
    trained.train_on_batch(X[:8], Y[:8])
    if rehearsed:
        rehearse(trained)


def rehearse(trained: Any) -> None:
    trainer = trained._trainer
    for training in (True, False):
        rehearsing._rehearse(lambda: trainer, training, ((8, 4),), lambda: trainer.scores)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["SGD", "Adam", "RMSprop", "Nadam", "Adafactor", "ScheduleFreeAdamW", "Muon"])
def test_nothing_of_a_training_is_changed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.execution.plan.Plan.rehearse", without_kernels)
    found = []
    for rehearsed in (False, True):
        trained = model(getattr(keras.optimizers, name)(0.01))
        for _ in range(4):
            step(trained, rehearsed)
        found.append([*trained.get_weights(), *map(np.asarray, trained.optimizer.variables)])
    for plain, rehearsed in zip(*found):
        np.testing.assert_array_equal(plain, rehearsed)


def test_what_is_warming_up_goes_on_with_that() -> None:
    """The kernel that is missing may be the optimizer's own, or another thread may rehearse."""
    trained = model("adam")
    step(trained, False)
    trained._trainer.optimizer._warming = True
    rehearse(trained)
    assert trained._trainer.optimizer._warming


def without_kernels(plan: Any) -> None:
    """What is left of a rehearsed step where kernels are not run: numbers of one's own, written over."""
    for rows in plan.weights.sparse_rows.values():
        rows.sizes.fill(0)
        rows._count = 0
    plan.weights.values[...] = np.nan
    plan.weights.gradients[...] = np.nan
