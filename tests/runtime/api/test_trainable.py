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


class Scaled(keras.layers.Layer):
    """A layer of one's own with a weight and two layers."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = keras.layers.Dense(2), keras.layers.Dense(2)

    def build(self, _input_shape: Any) -> None:
        self.scale = self.add_weight(shape=(2,), initializer="ones")

    def call(self, x: Any) -> Any:
        return self.second(self.first(x) * self.scale)


def stack(*layers: Any) -> Any:
    return keras.Sequential([keras.Input((2,)), *layers])


def freed_inside(kind: str) -> tuple[Any, Any]:
    """Something that is frozen as a whole, and a layer in it that is freed afterwards."""
    if kind == "own":
        own = Scaled()
        own.build((None, 2))
        return own, own.second
    inner = stack(keras.layers.Dense(2), keras.layers.Dense(2))
    return {"model": inner, "deeper": stack(inner, keras.layers.Dense(2))}[kind], inner.layers[-1]


@pytest.mark.parametrize("kind", ["model", "deeper", "own"])
def test_what_is_freed_in_a_frozen_part_is_trained_with_what_holds_it(kind: str) -> None:
    part, freed = freed_inside(kind)
    model = stack(part, keras.layers.Dense(1))
    part.trainable = False
    freed.trainable = True
    assert part.trainable_weights == [] and len(model.trainable_weights) == 4
    model.compile("sgd", "mse")
    before = {id(v): np.array(v) for v in model.weights}
    model.fit(X + np.arange(2), Y, verbose=0)
    moved = {id(v) for v in model.weights if not np.array_equal(before[id(v)], v)}
    assert moved <= {id(v) for v in model.trainable_weights} and moved & {id(v) for v in freed.weights}


def test_nothing_of_a_frozen_model_is_trained_whichever_layer_is_freed() -> None:
    model = stack(keras.layers.Dense(1))
    model.trainable = False
    model.layers[0].trainable = True
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(X, Y, verbose=0)
    assert model.trainable_weights == [] and all(map(np.array_equal, before, model.get_weights()))


def test_a_model_applied_to_each_step_is_frozen_with_what_applies_it() -> None:
    inner = stack(keras.layers.Dense(2), keras.layers.Dense(2))
    inner.layers[0].trainable = False
    steps = keras.layers.TimeDistributed(inner)
    model = keras.Sequential([keras.Input((3, 2)), steps])
    assert len(model.trainable_weights) == 2
    steps.trainable = False
    assert model.trainable_weights == [] and not inner.trainable
    inner.layers[-1].trainable = True
    assert len(model.trainable_weights) == 2
