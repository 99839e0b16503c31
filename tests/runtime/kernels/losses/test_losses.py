"""Losses row by row against their definitions, gradients against central differences, and Keras' recorded values."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.losses import losses as kernels
from tests.runtime.kernels.losses import naive_losses as naive

PLAIN = {"squared": (), "absolute": (), "binary": (0.0,), "binary_logits": (0.0,), "categorical": (0.0,)}
SMOOTHED = {"binary": (0.2,), "binary_logits": (0.2,), "categorical": (0.2,), "categorical_logits": (0.2,)}
CASES = [*PLAIN.items(), ("categorical_logits", (0.0,)), *SMOOTHED.items()]


def sample(name, rows=4, columns=5):
    rng = np.random.default_rng(0)
    p, y = rng.uniform(0.05, 0.95, (rows, columns)), rng.random((rows, columns))
    if name.startswith("categorical"):
        p, y = p / p.sum(-1, keepdims=True), y / y.sum(-1, keepdims=True)
    return y, p, rng.uniform(0.5, 2, rows)


def run(name, settings, y, p, scales, start=None):
    values, gradient = np.empty(len(p)), np.full(p.shape, np.nan if start is None else start, p.dtype)
    getattr(kernels, name)(y, p, *settings, scales, values, gradient, True, start is not None)
    return values, gradient


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_values_and_gradients(name, settings):
    y, p, scales = sample(name)
    f = getattr(naive, name)
    values, gradient = run(name, settings, y, p, scales)
    np.testing.assert_allclose(values, f(y, p, *settings), rtol=1e-10)
    for at in np.ndindex(*p.shape):
        step = np.zeros_like(p)
        step[at] = 1e-6
        slope = (f(y, p + step, *settings) - f(y, p - step, *settings))[at[0]] / 2e-6
        assert gradient[at] == pytest.approx(scales[at[0]] * slope, rel=1e-6, abs=1e-8)
    np.testing.assert_allclose(run(name, settings, y, p, scales, 1.0)[1], 1 + gradient, rtol=1e-12)


@pytest.mark.parametrize(("name", "dense"), [("sparse", "categorical"), ("sparse_logits", "categorical_logits")])
def test_class_numbers_are_one_hot_rows(name, dense):
    _, p, scales = sample("categorical")
    labels = np.array([2, 0, 4, 1])
    expected = run(dense, (0.0,), np.eye(5)[labels], p, scales)
    for found, wanted in zip(run(name, (-1,), labels, p, scales), expected):
        np.testing.assert_allclose(found, wanted, atol=1e-10)


@pytest.mark.parametrize("name", ["sparse", "sparse_logits"])
def test_an_ignored_class_counts_nothing_and_an_unknown_one_is_reported(name):
    _, p, scales = sample("categorical")
    values, gradient = np.empty(4), np.full(p.shape, np.nan)
    labels = np.array([2, 9, 4, 5])
    assert getattr(kernels, name)(labels, p, 9, scales, values, gradient, True, False) == 3
    assert values[1] == 0 and (gradient[1] == 0).all()


def test_clipping_happens_in_single_precision_as_in_keras():
    y, p = np.array([[1], [0]], np.float32), np.array([[0], [1]], np.float32)
    values, _ = run("binary", (0.0,), y, p, np.ones(2))
    np.testing.assert_allclose(values, [16.118095, 15.942385], rtol=1e-7)


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_nan_shows_in_the_loss_and_in_the_gradient(name, settings):
    y, p, scales = sample(name)
    p[1, 2] = np.nan
    values, gradient = run(name, settings, y, p, scales)
    assert np.isnan(values).tolist() == [False, True, False, False]
    assert np.isnan(gradient[1, 2])
