"""Losses of logits and the probabilities just made of them: what the kernels of logits alone say, whose gradients are
checked in `test_losses.py`."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.losses import fused_losses as fused
from runtime.kernels.losses import losses as kernels

CASES = [("binary", 0.0), ("binary", 0.2), ("categorical", 0.0), ("categorical", 0.2), ("sparse", -1), ("sparse", 3)]
every_case = pytest.mark.parametrize(("name", "parameter"), CASES)


def sample(name, dtype=np.float64, spread=1.0):
    rng = np.random.default_rng(0)
    z = (spread * rng.standard_normal((6, 5))).astype(dtype)
    y = np.array([2, 0, 4, 1, 3, 0]) if name == "sparse" else rng.integers(0, 2, z.shape).astype(dtype)
    with np.errstate(over="ignore"):
        powers = np.exp(z - z.max(-1, keepdims=True))
        p = 1 / (1 + np.exp(-z)) if name == "binary" else powers / powers.sum(-1, keepdims=True)
    return y, z, p.astype(dtype), rng.uniform(0.5, 2, len(z))


def run(name, parameter, y, z, p, scales, start=None):
    values, gradient = np.empty(len(z)), np.full(z.shape, np.nan if start is None else start, z.dtype)
    bad = getattr(fused, name)(y, z, p, parameter, scales, values, gradient, True, start is not None)
    return values, gradient, bad


def run_logits(name, parameter, y, z, scales, start=None):
    values, gradient = np.empty(len(z)), np.full(z.shape, np.nan if start is None else start, z.dtype)
    bad = getattr(kernels, f"{name}_logits")(y, z, parameter, scales, values, gradient, True, start is not None)
    return values, gradient, bad


@every_case
@pytest.mark.parametrize("start", [None, 1.0])
def test_values_and_gradients_are_those_of_logits(name, parameter, start):
    y, z, p, scales = sample(name)
    found, wanted = run(name, parameter, y, z, p, scales, start), run_logits(name, parameter, y, z, scales, start)
    np.testing.assert_allclose(found[0], wanted[0], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(found[1], wanted[1], rtol=1e-10, atol=1e-12)
    assert found[2] == wanted[2]


@every_case
@pytest.mark.parametrize("start", [None, 1.0])
def test_so_are_those_of_probabilities_rounded_to_0_and_1(name, parameter, start):
    y, z, p, scales = sample(name, np.float32, 300.0)
    assert {0.0, 1.0} <= set(p.ravel().tolist())
    found, wanted = run(name, parameter, y, z, p, scales, start), run_logits(name, parameter, y, z, scales, start)
    np.testing.assert_allclose(found[0], wanted[0], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(found[1], wanted[1], rtol=1e-6, atol=1e-6)


@every_case
def test_nan_shows_in_the_loss_and_in_the_gradient(name, parameter):
    y, z, p, scales = sample(name)
    z[1], p[1] = np.nan, np.nan
    values, gradient, _ = run(name, parameter, y, z, p, scales)
    assert np.isnan(values).tolist() == [row == 1 for row in range(6)]
    assert np.isnan(gradient[1]).all()


def test_an_unknown_class_is_reported_and_counts_nothing():
    y, z, p, scales = sample("sparse")
    y[:3] = 9, 5, -1
    values, gradient, bad = run("sparse", 9, y, z, p, scales)
    assert bad == 1 and values[:3].tolist() == [0, 0, 0] and not gradient[:3].any()
    assert (run("sparse", 9, y, z, p, scales, 1.0)[1][:3] == 1).all()
