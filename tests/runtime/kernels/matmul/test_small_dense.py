"""The gradients of a small dense layer in one call, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.matmul.small_dense import DenseGradients, dense_gradients

EMPTY = np.zeros(0)


@pytest.mark.parametrize("add_weights", [False, True])
@pytest.mark.parametrize("add_inputs", [False, True])
def test_the_sums_of_numpy(add_weights, add_inputs):
    draw = np.random.default_rng(0).standard_normal
    x, dz, weight = draw((5, 7)), draw((5, 3)), draw((7, 3))
    d_weight, d_bias, dx = draw((7, 3)), draw(3), draw((5, 7))
    expected = (d_weight * add_weights + x.T @ dz, d_bias * add_weights + dz.sum(0), dx * add_inputs + dz @ weight.T)
    owed = DenseGradients(*(a.reshape(-1) for a in (d_weight, d_bias, dx)), add_weights, add_inputs)
    dense_gradients(*(a.reshape(-1) for a in (x, dz, weight)), owed, 7, 3, 0, 5)
    for given, wanted in zip((d_weight, d_bias, dx), expected, strict=True):
        np.testing.assert_allclose(given, wanted, rtol=1e-12)


def test_what_is_not_owed_is_skipped():
    ones = np.ones(4)
    dense_gradients(ones, ones, ones, DenseGradients(EMPTY, EMPTY, EMPTY, False, False), 2, 2, 0, 2)
    np.testing.assert_array_equal(ones, 1)
