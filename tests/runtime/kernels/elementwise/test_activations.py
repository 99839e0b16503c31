"""Activations: values against NumPy, slopes against central differences, in place and beside, NaN kept."""

from __future__ import annotations

import numpy as np
import pytest

from graph.specs.activations import ACTIVATIONS
from runtime.kernels.elementwise import rows
from runtime.kernels.elementwise.activations import FORMULAS, backward, forward
from tests.runtime.kernels.elementwise import naive_activations as naive

# Away from the corners, where a central difference is not a slope.
POINTS = np.random.default_rng(0).standard_normal(3000) * 3
CORNERS = np.array([-6, -3, -1, -0.5, 0, 0.5, 1, 3, 6])
POINTS = POINTS[np.abs(POINTS[:, None] - CORNERS).min(1) > 1e-3]


def value(name, x):
    f, y = FORMULAS[name], np.full_like(x, 7)
    forward(name)(x, y, f.a, f.b, 0, x.size)
    return y


def gradient(name, x, dy, dx, add=False):
    f = FORMULAS[name]
    backward(name)(x if f.from_input else value(name, x), dy, dx, f.a, f.b, add, 0, x.size)
    return dx


def test_every_activation_of_the_specs_has_a_kernel():
    others = {"rectified", "gelu_tanh", "erf"}  # of the layer ReLU, and of operations between layers
    assert {*ACTIVATIONS, *others} == FORMULAS.keys() | rows.FORWARD.keys()


@pytest.mark.parametrize("name", FORMULAS)
def test_values(name):
    expected = naive.ACTIVATIONS[name](POINTS)
    np.testing.assert_allclose(value(name, POINTS), expected, rtol=1e-12, atol=1e-15)
    single = POINTS.astype(np.float32)
    np.testing.assert_allclose(value(name, single), naive.ACTIVATIONS[name](single.astype(float)), rtol=2e-6, atol=1e-6)


@pytest.mark.parametrize("name", FORMULAS)
def test_slopes_are_central_differences(name):
    f, h = naive.ACTIVATIONS[name], 1e-6
    expected = (f(POINTS + h) - f(POINTS - h)) / (2 * h)
    dy = np.random.default_rng(1).standard_normal(POINTS.size)
    found = gradient(name, POINTS, dy, np.full_like(dy, np.nan))
    np.testing.assert_allclose(found, dy * expected, atol=1e-7, rtol=1e-7)
    added = gradient(name, POINTS, dy, np.ones_like(dy), True)
    np.testing.assert_allclose(added, 1 + dy * expected, atol=1e-7, rtol=1e-7)
    np.testing.assert_array_equal(gradient(name, POINTS, dy[:0], dy.copy()), found)
    np.testing.assert_array_equal(gradient(name, POINTS, dy, dy), found)


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nan_stays_nan_and_large_numbers_do_no_harm(name, dtype):
    result = value(name, np.array([np.nan] * 9 + [1e4, -1e4], dtype))
    assert np.isnan(result[:9]).all()
    assert not np.isnan(result[9:]).any()


@pytest.mark.parametrize("name", ["tanh", "relu", "gelu"])
def test_a_part_of_the_range_and_the_same_array(name):
    f, x = FORMULAS[name], POINTS[:2500].copy()
    expected = value(name, x)
    forward(name)(x, x, f.a, f.b, 0, 1200)
    forward(name)(x, x, f.a, f.b, 1200, 2500)
    np.testing.assert_array_equal(x, expected)
    y = POINTS[:2500].copy()
    forward(name)(y[:0], y, f.a, f.b, 0, 2500)
    np.testing.assert_array_equal(y, expected)


@pytest.mark.parametrize("name", rows.FORWARD)
@pytest.mark.parametrize("columns", [1, 2, 10, 37])
def test_functions_of_a_row(name, columns):
    rng = np.random.default_rng(columns)
    x, dy, start = rng.standard_normal((3, 5, columns))
    f, y = getattr(naive, name), np.empty_like(x).ravel()
    rows.FORWARD[name](x.ravel(), y, columns, 0, 2)
    rows.FORWARD[name](x.ravel(), y, columns, 2, 5)
    np.testing.assert_allclose(y.reshape(x.shape), f(x), atol=1e-12)
    expected = np.empty_like(x)
    for i in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[i] = 1e-6
        expected[i] = ((f(x + step) - f(x - step)) * dy).sum() / 2e-6
    dx = start.copy().ravel()
    rows.BACKWARD[name](y, dy.ravel(), dx, columns, True, 0, 5)
    np.testing.assert_allclose(dx.reshape(x.shape) - start, expected, atol=1e-8)
    same = dy.copy().ravel()
    rows.BACKWARD[name](y, same, same, columns, False, 0, 5)
    np.testing.assert_allclose(same.reshape(x.shape), expected, atol=1e-8)


def test_softmax_of_large_numbers_and_of_nan():
    x = np.array([1e4, 1e4 - 1, -1e4, np.nan, 1, 2], np.float32)
    y = np.empty_like(x)
    rows.softmax(x, y, 3, 0, 2)
    np.testing.assert_allclose(y[:3], [0.7310586, 0.26894143, 0], rtol=1e-6)
    assert np.isnan(y[3:]).all()
