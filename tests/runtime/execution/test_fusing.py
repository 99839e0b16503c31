"""Relu in the pass of a normalization: the numbers of a step of its own, and only where nobody looks between."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from runtime.execution import plan
from runtime.ops.op import Limits

k = keras.layers


def weights_after_steps(ending, normalization, axis):
    keras.utils.set_random_seed(3)
    image = keras.Input((6, 5, 4))
    x = k.Conv2D(4, 3)(image)
    x = ending()(normalization(axis=axis)(x))
    x = k.Conv2D(3, 2)(ending()(normalization(axis=axis)(x)))
    model = keras.Model(image, x)
    model.compile(optimizer="sgd", loss="mse")
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((6, 6, 5, 4)).astype("f4") * 9, rng.standard_normal((6, 3, 2, 3)).astype("f4")
    for _ in range(3):
        model.train_on_batch(x, y)
    return [*model.get_weights(), model.predict_on_batch(x)]


@pytest.mark.parametrize("axis", [-1, 1])
@pytest.mark.parametrize("normalization", [k.BatchNormalization, lambda axis: k.GroupNormalization(2, axis=axis)])
@pytest.mark.parametrize("ending", [lambda: k.Activation("relu"), lambda: k.ReLU(max_value=6)])
def test_the_same_numbers_as_by_two_steps(monkeypatch, ending, normalization, axis):
    if axis == 1:  # four rows, then a group of two
        normalization = k.BatchNormalization
    found = weights_after_steps(ending, normalization, axis)
    monkeypatch.setattr(plan, "fuse", lambda program, types, kept: (program, {}))
    for a, b in zip(found, weights_after_steps(ending, normalization, axis), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def made(build, monkeypatch):
    """The limits that a model's plan found."""
    kept, fuse = [], plan.fuse

    def watched(*given):
        kept.append(fuse(*given))
        return kept[-1]

    monkeypatch.setattr(plan, "fuse", watched)
    image = keras.Input((3, 4))
    model = keras.Model(image, build(image))
    model.predict_on_batch(np.ones((2, 3, 4), "f4"))
    return [*kept[-1][1].values()]


def test_which_steps_are_joined(monkeypatch):
    def normalized(x):
        return k.BatchNormalization()(x)

    def twice(x):
        y = normalized(x)
        return k.Add()([y, k.ReLU()(y)])

    assert made(lambda x: k.Flatten()(k.ReLU()(normalized(x))), monkeypatch) == [Limits(0.0)]
    assert made(lambda x: k.Flatten()(k.ReLU(6)(normalized(x))), monkeypatch) == [Limits(0.0, 6.0)]
    assert made(lambda x: k.Flatten()(k.ReLU(5)(normalized(x))), monkeypatch) == []
    assert made(lambda x: k.Flatten()(k.ReLU(negative_slope=0.1)(normalized(x))), monkeypatch) == []
    assert made(lambda x: k.Flatten()(k.ReLU()(k.ReLU()(normalized(x)))), monkeypatch) == [Limits(0.0)]
    assert made(twice, monkeypatch) == []
    assert made(lambda x: k.Flatten()(k.ReLU()(k.RandomBrightness(0.1)(k.Reshape((3, 4, 1))(x)))), monkeypatch) == []
