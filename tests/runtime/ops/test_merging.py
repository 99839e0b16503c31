"""Merging layers where inputs are equal, the same tensor, whole numbers, or partly masked."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from graph.layers.merging.elementwise import Average, Maximum, Minimum, Multiply
from graph.specs.registry import layer_kinds
from graph.specs.spec import TensorType
from tests.runtime.ops.one_layer import Trial

KINDS = ("Add", "Average", "Maximum", "Minimum", "Multiply")
ROW = (TensorType((None, 4)),) * 3


@pytest.mark.parametrize("kind", [Maximum, Minimum])
def test_equal_numbers_share_the_gradient_join_by_join(kind) -> None:
    trial = Trial(kind(), ROW)
    for x in trial.inputs:
        x[...] = 1.0
    shares = [gradient / trial.pull[0] for _, _, gradient in trial.gradients()]
    np.testing.assert_allclose([s.flat[0] for s in shares], [0.25, 0.25, 0.5])


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_may_come_several_times(kind: str) -> None:
    """What a Dense learns is what it does beside a copy of itself, each having its part of the slope."""
    x = keras.Input((3,))
    once, twice = keras.layers.Dense(3, name="once"), keras.layers.Dense(3, name="twice")
    join = getattr(keras.layers, kind)
    together = keras.Model(x, join()([once(x)] * 3))
    apart = keras.Model(x, join()([twice(x), join()([twice(x), twice(x)])]))
    start = np.cos(np.arange(9.0)).reshape(3, 3), np.zeros(3)
    once.set_weights(list(start))
    twice.set_weights(list(start))
    rows, targets = np.sin(np.arange(12.0)).reshape(4, 3), np.ones((4, 3))
    for model in (together, apart):
        model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    if kind == "Average":
        together.fit(rows, targets, verbose=0)
        mean = once.get_weights()
        error = rows @ start[0] - 1
        np.testing.assert_allclose(mean[0], start[0] - 0.1 * rows.T @ error / 6, rtol=1e-5)
        return
    together.fit(rows, targets, verbose=0)
    apart.fit(rows, targets, verbose=0)
    for a, b in zip(once.get_weights(), twice.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5)


@pytest.mark.parametrize(("kind", "want"), [("Subtract", -3), ("Multiply", 10), ("Maximum", 5), ("Minimum", 2)])
def test_whole_numbers_stay_whole(kind: str, want: int) -> None:
    merge = getattr(keras.layers, kind)()
    found = merge([np.array([[2]]), np.array([[5]])])
    assert found.dtype.kind == "i"
    assert found.tolist() == [[want]]


def test_the_average_of_whole_numbers_need_not_be_whole() -> None:
    assert keras.layers.average([np.array([[2]]), np.array([[5]])]).tolist() == [[3.5]]


def test_yes_less_no_is_refused() -> None:
    with pytest.raises(ValueError, match="can't subtract"):
        keras.layers.subtract([np.array([[True]]), np.array([[False]])])


@pytest.mark.parametrize(
    ("kind", "outside"), [(Multiply, lambda _: 0.0), (Maximum, lambda x: x), (Minimum, lambda x: x)]
)
def test_a_step_that_counts_in_one_input_alone_is_its_own(kind, outside) -> None:
    """Where no input counts, Multiply gives 0 and the others give their first input, as in Keras."""
    types = (TensorType((None, 4, 2), masked=True),) * 2
    trial = Trial(kind(), types)
    a, b = trial.inputs
    first, second = np.array([[1, 1, 0, 0]] * 3, bool), np.array([[1, 0, 1, 0]] * 3, bool)
    for kept, given in zip(trial.masks, (first, second), strict=True):
        assert kept is not None
        kept[...] = given
    (y,) = trial.forward()
    both = {Multiply: np.multiply, Maximum: np.maximum, Minimum: np.minimum}[kind]
    np.testing.assert_allclose(y[:, 0], both(a, b)[:, 0])
    np.testing.assert_allclose(y[:, 1], a[:, 1])
    np.testing.assert_allclose(y[:, 2], b[:, 2])
    np.testing.assert_allclose(y[:, 3], outside(a[:, 3]))
    assert trial.io.output_mask is not None
    np.testing.assert_array_equal(trial.io.output_mask, first | second)


def test_large_inputs_are_cut_into_blocks_that_change_nothing() -> None:
    types = (TensorType((None, 30, 700)), TensorType((None, 1, 700)), TensorType((None, 700)))
    for kind in ("Multiply", "Maximum", "Average"):
        trial = Trial(layer_kinds()[kind](), types)
        (y,) = trial.forward()
        a, b, c = (x.reshape(3, -1, 700) for x in trial.inputs)
        want = {"Multiply": a * b * c, "Maximum": np.maximum(a, np.maximum(b, c)), "Average": (a + b + c) / 3}
        np.testing.assert_allclose(y, want[kind], rtol=1e-12)


def test_flops_count_every_input() -> None:
    assert Average().flops(ROW, ROW[:1]) == 8
