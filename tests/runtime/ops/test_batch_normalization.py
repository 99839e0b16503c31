"""What BatchNormalization does beyond the tests of every layer: statistics that move, and when they don't."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.layers.normalization.batch_normalization import BatchNormalization
from graph.specs.message import MessageError
from graph.specs.params import SpecError
from graph.specs.spec import TensorType
from runtime.execution.shards import shard_count
from runtime.jit import threads
from tests.runtime.ops.one_layer import Trial

Array = np.ndarray[Any, Any]


def moved(model: Any) -> list[Array]:
    return [v.numpy() for v in model.weights if "moving" in v.path]


def test_moving_statistics_take_the_biased_variance_of_the_batch() -> None:
    layer = keras.layers.BatchNormalization()
    layer(np.array([[1.0], [2.0], [3.0], [6.0]]), training=True)
    np.testing.assert_allclose([float(v.numpy()[0]) for v in layer.weights[2:]], [0.03, 1.025], rtol=1e-6)
    layer(np.array([[1.0]]), training=False)
    np.testing.assert_allclose(layer.weights[2].numpy(), 0.03, rtol=1e-6)


def test_called_twice_both_calls_move_them_in_order() -> None:
    given = keras.Input((1,))
    layer = keras.layers.BatchNormalization(momentum=0.5, scale=False, center=False)
    model = keras.Model(given, layer(layer(given)))
    x = np.array([[0.0], [2.0], [4.0]])
    model(x, training=True)
    first = 0.5 * x.mean(), 0.5 + 0.5 * x.var()
    np.testing.assert_allclose(model.get_weights()[0], 0.5 * first[0], atol=1e-6)
    np.testing.assert_allclose(model.get_weights()[1], 0.5 * first[1] + 0.5, atol=1e-3)


@pytest.mark.parametrize("around", [False, True], ids=["itself", "a model around it"])
def test_frozen_it_goes_by_its_statistics_and_leaves_them(around: bool) -> None:
    inside = keras.Input((3,))
    layer = keras.layers.BatchNormalization()
    inner = keras.Model(inside, layer(inside))
    given = keras.Input((3,))
    model = keras.Model(given, keras.layers.Dense(1)(inner(given)))
    (inner if around else layer).trainable = False
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(3, 2, (8, 3)).astype("float32")
    before = model.predict(x, verbose=0)
    assert len(model.non_trainable_weights) == 4
    loss = model.train_on_batch(x, before)
    assert loss == pytest.approx(0, abs=1e-10)
    np.testing.assert_array_equal(layer.get_weights()[2], 0)


def test_training_moves_them_and_predicting_and_warming_up_do_not() -> None:
    given = keras.Input((2,))
    model = keras.Model(given, keras.layers.BatchNormalization()(given))
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(3, 2, (6, 2)).astype("float32")
    model.predict(x, verbose=0)
    model.evaluate(x, x, verbose=0)
    np.testing.assert_array_equal(moved(model)[0], 0)
    model.fit(x, x, batch_size=6, verbose=0)  # which warms up first
    np.testing.assert_allclose(moved(model)[0], 0.01 * x.mean(0), rtol=1e-5)
    np.testing.assert_allclose(moved(model)[1], 0.99 + 0.01 * x.var(0), rtol=1e-5)


def test_only_training_needs_the_whole_batch() -> None:
    given = keras.Input((32, 32, 16))
    x = keras.layers.Conv2D(16, 3)(keras.layers.BatchNormalization()(given))
    network = keras.Model(given, x)._ready()
    assert shard_count(network.program, network.weights, ((64, 32, 32, 16),), True) == 1
    assert shard_count(network.program, network.weights, ((64, 32, 32, 16),), False) > 1


@pytest.mark.parametrize("axis", [1, 3], ids=["big runs", "big side by side"])
def test_any_number_of_threads_gives_the_same_bits(axis: int) -> None:
    shape = (None, 24, 130, 24)
    found = []
    for count in (1, 2):
        threads.set_threads(count)
        trial = Trial(BatchNormalization(axis=axis), (TensorType(shape),), dtype="float32")
        found.append([*trial.forward(), *(gradient for _, _, gradient in trial.gradients())])
    threads.set_threads(threads.default_threads())
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_what_does_not_fit_is_refused_with_a_sentence() -> None:
    with pytest.raises(MessageError, match="axis 0 must name axes of"):
        BatchNormalization(axis=0).outputs((TensorType((None, 3)),))
    with pytest.raises(MessageError, match="needs to know the size of the axis"):
        BatchNormalization().outputs((TensorType((None, None)),))
    with pytest.raises(SpecError, match="rmax must not be below rmin"):
        BatchNormalization(renorm_clipping={"rmin": 2, "rmax": 1})
    with pytest.raises(SpecError, match="numbers by name: rmax, rmin, dmax"):
        BatchNormalization(renorm_clipping={"least": 2})
    with pytest.raises(SpecError, match="must begin as ones, zeros or a constant"):
        BatchNormalization(renorm=True, moving_variance_initializer="random_uniform")
