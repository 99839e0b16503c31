"""Losses over numbers that all count alike give what the same losses row by row give."""

from __future__ import annotations

import numpy as np
import pytest

from graph.specs.registry import make_value
from runtime.jit import threads
from runtime.kernels.losses.even_losses import BLOCK, CHUNK
from runtime.training.losses.loss_op import LossOp
from tests.runtime.kernels.losses import naive_losses as naive


@pytest.fixture
def several_threads():
    count = threads.thread_count()
    threads.set_threads(2)
    yield
    threads.set_threads(count)


@pytest.mark.parametrize("name", ["mse", "mae"])
@pytest.mark.parametrize(
    "shape", [(1, 1), (5, 3), (BLOCK, 1), (BLOCK // 2 + 1, 3), pytest.param((CHUNK * BLOCK, 3), id="big")]
)
@pytest.mark.parametrize("add", [False, True])
def test_flat_and_row_by_row_agree(name, shape, add, several_threads):
    rng = np.random.default_rng(sum(shape))
    target, prediction = rng.normal(size=shape), rng.normal(size=shape)
    start = rng.normal(size=shape)
    flat, rows = start.copy(), start.copy()
    loss = make_value("loss", name, "loss")
    value = LossOp(loss, target, prediction, flat, add, 0.7).compute(None)
    same = LossOp(loss, target, prediction, rows, add, 0.7).compute(np.ones(shape[0]))
    assert value == pytest.approx(same, rel=1e-10)
    np.testing.assert_allclose(flat, rows, rtol=1e-10)
    naive_loss = {"mse": naive.squared, "mae": naive.absolute}[name]
    assert value == pytest.approx(naive_loss(target, prediction).mean(), rel=1e-10)


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_the_same_bits_on_one_and_two_threads(name):
    rng = np.random.default_rng(1)
    shape = (2 * CHUNK * BLOCK, 2)
    target, prediction = (rng.normal(size=shape).astype("float32") for _ in range(2))
    found = []
    count = threads.thread_count()
    for threads_used in (1, 2):
        threads.set_threads(threads_used)
        gradient = np.zeros(shape, np.float32)
        op = LossOp(make_value("loss", name, "loss"), target, prediction, gradient, False, 1.0)
        found.append((op.compute(None), gradient))
    threads.set_threads(count)
    assert found[0][0] == found[1][0]
    np.testing.assert_array_equal(found[0][1], found[1][1])


@pytest.mark.parametrize("name", ["mse", "mae"])
def test_nan_shows(name):
    prediction = np.zeros((4, 2))
    prediction[2, 1] = np.nan
    gradient = np.zeros((4, 2))
    value = LossOp(make_value("loss", name, "loss"), np.ones((4, 2)), prediction, gradient, False, 1.0).compute(None)
    assert np.isnan(value)
    assert np.isnan(gradient[2, 1])
