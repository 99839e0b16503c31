"""The reciprocal root: as exact as a float, over the whole range, and nothing hidden."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.elementwise.roots import inverse_root


@kernel
def roots(x, y):
    for i in range(x.size):
        y[i] = inverse_root(x[i])


def test_float32_over_the_whole_range():
    x = np.exp(np.random.default_rng(0).uniform(-86, 88, 100_000)).astype(np.float32)
    y = np.empty_like(x)
    roots(x, y)
    np.testing.assert_allclose(y, 1 / np.sqrt(x.astype(float)), rtol=3e-7)


def test_float64_is_numpys():
    x = np.random.default_rng(0).random(1000) + 1e-7
    y = np.empty_like(x)
    roots(x, y)
    np.testing.assert_array_equal(y, 1 / np.sqrt(x))


def test_nan_shows_and_infinity_has_almost_no_root():
    x, y = np.array([np.nan, -1e-9, 0, np.inf], np.float32), np.empty(4, np.float32)
    roots(x, y)
    assert np.isnan(y[:2]).all()
    assert np.isinf(y[2])
    assert 0 <= y[3] < 1e-18
