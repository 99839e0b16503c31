"""Noise: normally distributed, the same however the work is cut, and AlphaDropout's choice."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import erfinv

from runtime.kernels.elementwise.noise import add_noise, drop_to
from runtime.kernels.elementwise.random import drop_limit, stream_key
from tests.runtime.kernels.elementwise.test_random import KEY, naive_word


def noise(size: int, dtype: str = "float32", key: tuple[int, int] = KEY) -> np.ndarray:
    found = np.empty(size, dtype)
    add_noise(np.zeros(size, dtype), found, 0.0, 1.0, *key, False, 0, size)
    return found


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_numbers_are_those_of_the_inverse_error_function(dtype: str) -> None:
    even = np.array([(naive_word(*KEY, i) >> 8) - 2**23 + 0.5 for i in range(300)]) / 2**23
    np.testing.assert_allclose(noise(300, dtype), np.sqrt(2) * erfinv(even), rtol=2e-6, atol=2e-7)


def test_the_share_and_the_scale_of_many_are_those_of_a_normal_distribution() -> None:
    many = noise(400_000).astype("float64")
    assert many.mean() == pytest.approx(0, abs=0.006)
    assert (many**2).mean() == pytest.approx(1, abs=0.01)
    assert (many**4).mean() == pytest.approx(3, abs=0.06)
    assert (np.abs(many) > 3).mean() == pytest.approx(0.0027, abs=0.0003)
    assert np.corrcoef(many[1:], many[:-1])[0, 1] == pytest.approx(0, abs=0.006)
    assert np.corrcoef(many, noise(400_000, key=stream_key(1, 2, 4)))[0, 1] == pytest.approx(0, abs=0.006)


def test_it_multiplies_and_adds_and_cutting_the_work_changes_nothing() -> None:
    x, z = np.arange(1.0, 101), noise(100, "float64")
    whole, cut = np.empty_like(x), np.ones_like(x)
    add_noise(x, whole, 0.5, 2.0, *KEY, False, 0, 100)
    np.testing.assert_allclose(whole, x * (1 + 0.5 * z) + 2 * z)
    for begin, end in ((0, 3), (3, 77), (77, 100)):
        add_noise(x, cut, 0.5, 2.0, *KEY, True, begin, end)
    np.testing.assert_allclose(cut, 1 + whole, rtol=1e-14)


def test_what_is_dropped_becomes_the_given_number() -> None:
    x, y, (limit, _) = np.arange(1.0, 301), np.empty(300), drop_limit(0.3)
    drop_to(x, y, limit, 2.0, 0.5, -7.0, *KEY, 0, 300)
    np.testing.assert_array_equal(y, [-7 if naive_word(*KEY, i) < limit else 2 * x[i] + 0.5 for i in range(300)])
