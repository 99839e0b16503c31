"""What is trained is settled by the first training after `compile`: what Keras 3.15.1 does on TensorFlow.

Keras on JAX does the same, and refuses to go on where layers are frozen or freed after that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import runtime as keras

X, Y = np.ones((4, 2), "float32"), np.zeros((4, 1), "float32")


class Trial:
    """A model of two layers, of which `fit` tells which have moved."""

    def __init__(self) -> None:
        x = keras.Input((2,))
        self.first, self.second = keras.layers.Dense(2), keras.layers.Dense(1)
        self.model = keras.Model(x, self.second(self.first(x)))
        self.model.set_weights([np.full(w.shape, 0.5) for w in self.model.get_weights()])

    def compile(self) -> None:
        self.model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="mse")

    def predict(self) -> None:
        self.model.predict(X, verbose=0)

    def evaluate(self) -> None:
        self.model.evaluate(X, Y, verbose=0)

    def step(self) -> None:
        self.model.train_on_batch(X, Y)

    def freeze(self) -> None:
        self.first.trainable = False

    def free(self) -> None:
        self.first.trainable = True

    def freeze_all(self) -> None:
        self.model.trainable = False

    def free_all(self) -> None:
        self.model.trainable = True

    def fit(self) -> tuple[bool, bool]:
        before = self.model.get_weights()
        self.model.fit(X, Y, verbose=0)
        moved = [bool((a != b).any()) for a, b in zip(before, self.model.get_weights())]
        assert moved[0] == moved[1] and moved[2] == moved[3]
        return moved[0], moved[2]


Move = Callable[[Trial], Any]
T = Trial
BOTH, SECOND = (True, True), (False, True)


@pytest.mark.parametrize(
    ("moves", "moved"),
    [
        ((T.compile, T.freeze, T.predict, T.free), BOTH),
        ((T.compile, T.freeze), SECOND),
        ((T.compile, T.predict, T.freeze), SECOND),
        ((T.compile, T.evaluate, T.freeze, T.predict), SECOND),
        ((T.freeze, T.predict, T.free, T.compile), BOTH),
        ((T.freeze, T.compile, T.predict, T.free), BOTH),
        ((T.compile, T.freeze_all, T.predict, T.free_all), BOTH),
        ((T.compile, T.fit, T.freeze), BOTH),
        ((T.compile, T.fit, T.freeze, T.predict, T.evaluate), BOTH),
        ((T.freeze, T.compile, T.fit, T.free), SECOND),
        ((T.freeze, T.compile, T.fit, T.free, T.compile), BOTH),
        ((T.compile, T.fit, T.freeze, T.compile), SECOND),
        ((T.compile, T.freeze, T.compile, T.free, T.step, T.freeze), BOTH),
    ],
)
def test_the_first_training_after_compile_settles_what_is_trained(moves: tuple[Move, ...], moved: Any) -> None:
    trial = Trial()
    for move in moves:
        move(trial)
    assert trial.fit() == moved


def test_a_learning_rate_set_before_stays() -> None:
    trial = Trial()
    trial.compile()
    trial.model.optimizer.learning_rate = 0.0
    trial.freeze()
    assert trial.fit() == (False, False)
    assert trial.model.optimizer.learning_rate == 0.0
