"""A dense layer in two calls, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.matmul.medium_dense import Room, Sizes, dense_backward, dense_forward
from runtime.kernels.matmul.small_dense import DenseGradients

EMPTY = np.zeros(0)


def draw(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).standard_normal(shape)


@pytest.mark.parametrize("rectified", [False, True])
@pytest.mark.parametrize("biased", [False, True])
@pytest.mark.parametrize("sizes", [(7, 5, 3), (32, 600, 40)])
def test_forward(sizes, biased, rectified):
    rows, depth, columns = sizes
    x, weight, bias, y = draw(rows, depth), draw(depth, columns), draw(columns), draw(rows, columns, seed=1)
    dense_forward(x.ravel(), weight.ravel(), bias if biased else EMPTY, y.reshape(-1), *sizes, rectified)
    expected = x @ weight + bias * biased
    np.testing.assert_allclose(y, np.maximum(expected, 0) if rectified else expected, atol=1e-11)


@pytest.mark.parametrize("rectified", [False, True])
@pytest.mark.parametrize("add", [(False, False), (True, False), (False, True)])
@pytest.mark.parametrize("sizes", [(7, 5, 3), (32, 70, 600)])
def test_backward(sizes, add, rectified):
    rows, depth, columns = sizes
    x, y, dy, weight = draw(rows, depth), draw(rows, columns), draw(rows, columns, seed=1), draw(depth, columns)
    d_weight, d_bias, dx = draw(depth, columns, seed=2), draw(columns), draw(rows, depth, seed=2)
    dz = dy * (y > 0) if rectified else dy.copy()
    expected = d_weight * add[0] + x.T @ dz, d_bias * add[0] + dz.sum(0), dx * add[1] + dz @ weight.T
    arrays = (m.reshape(-1) for m in (x, y, dy, weight))
    room = Room(np.full(weight.size, np.nan), np.full(columns, np.nan))
    owed = DenseGradients(*(m.reshape(-1) for m in (d_weight, d_bias, dx)), *add)
    dense_backward(*arrays, room, owed, Sizes(*sizes), rectified)
    for given, wanted in zip((d_weight, d_bias, dx), expected, strict=True):
        np.testing.assert_allclose(given, wanted, atol=1e-11)


def test_what_is_not_owed_is_skipped():
    ones = np.ones(4)
    owed = DenseGradients(EMPTY, EMPTY, EMPTY, False, False)
    dense_backward(*[ones] * 4, Room(EMPTY, EMPTY), owed, Sizes(2, 2, 2), False)
    np.testing.assert_array_equal(ones, 1)
