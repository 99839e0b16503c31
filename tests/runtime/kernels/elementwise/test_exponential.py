"""The exponentials of float32 against NumPy's in float64, at their corners too, and the formulas made of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from runtime.kernels.elementwise import exponential as kernels

POINTS = np.concatenate([np.linspace(-86.9, 88, 301), np.linspace(-1, 1, 101), [1e-6, -1e-6, 0]]).astype(np.float32)
POSITIVE = np.linspace(0, 1, 101, dtype=np.float32)
UNIT = 2.0**-23
"""What float32 rounds by, relative to a number."""
CASES = {
    "exp32": (np.exp, POINTS, 3 * UNIT, 0.0),
    "expm1_32": (np.expm1, POINTS, 3 * UNIT, 0.0),
    "tanh32": (np.tanh, POINTS, 4 * UNIT, 0.0),
    "sigmoid32": (lambda x: 1 / (1 + np.exp(-x)), POINTS, 5 * UNIT, 0.0),
    "log1p32": (np.log1p, POSITIVE, 4 * UNIT, 0.0),
    "erf32": (np.vectorize(math.erf), POINTS, 0.0, 3e-7),
}


@pytest.mark.parametrize("name", CASES)
def test_single_precision(name):
    naive, points, rtol, atol = CASES[name]
    found = [getattr(kernels, name)(x) for x in points]
    np.testing.assert_allclose(found, naive(points.astype(float)), rtol=rtol, atol=atol)


@pytest.mark.parametrize("name", ["exp32", "expm1_32", "tanh32", "sigmoid32", "log1p32", "erf32"])
def test_nan_passes(name):
    assert np.isnan(getattr(kernels, name)(np.float32(np.nan)))


def test_beyond_what_float32_holds():
    assert kernels.exp32(np.float32(1e4)) > 3e38
    assert 0 <= kernels.exp32(np.float32(-1e4)) < 1e-37
    assert kernels.expm1_32(np.float32(-1e4)) == -1
    assert kernels.sigmoid32(np.float32(1e4)) == 1 and 0 < kernels.sigmoid32(np.float32(-1e4)) < 1e-37
    assert kernels.tanh32(np.float32(1e4)) == 1 == -kernels.tanh32(np.float32(-1e4))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_formulas_made_of_them(dtype):
    x = np.linspace(-30, 30, 61).astype(dtype)
    np.testing.assert_allclose([kernels.sigmoid(z) for z in x], 1 / (1 + np.exp(-x.astype(float))), rtol=1e-5)
    np.testing.assert_allclose([kernels.softplus_of(z) for z in x], np.logaddexp(x.astype(float), 0), rtol=1e-5)
