"""Dropout's factors: their share, their independence of how the work is cut, and that every key gives others."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.elementwise.random import drop, drop_factors, drop_limit, stream_key

KEY = stream_key(1, 2, 3)


def factors(rate, key=KEY, size=200_000, dtype=np.float32):
    target = np.full(size, np.nan, dtype)
    drop_factors(target, *drop_limit(rate), *key, 0, size)
    return target


def naive_word(low, high, index):
    """The hash with whole numbers of any length, cut to 32 bits by hand."""
    word = (index + low) % 2**32
    for half in (0, high):
        word ^= half
        for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
            word = (word ^ word >> shift) * factor % 2**32
        word ^= word >> 16
    return word


def test_the_words_are_those_of_the_hash():
    limit, factor = drop_limit(0.3)
    expected = [0 if naive_word(*KEY, i) < limit else factor for i in range(300)]
    np.testing.assert_array_equal(factors(0.3, size=300, dtype=np.float64), expected)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_share_and_the_scale(rate):
    found = factors(rate)
    assert (found == 0).mean() == pytest.approx(rate, abs=0.005)
    assert set(np.unique(found)) == {np.float32(0), np.float32(1 / (1 - rate))}


def test_neighbours_and_keys_are_independent():
    first = factors(0.5) > 0
    for other in (first[1:], first[2:], first[64:], *(factors(0.5, stream_key(1, 2, s)) > 0 for s in (2, 4, 2**40))):
        n = len(other)
        assert (first[:n] == other).mean() == pytest.approx(0.5, abs=0.006)


def test_cutting_the_work_changes_nothing_and_the_way_back_draws_the_same():
    x = np.arange(1.0, 1001)
    whole, cut, added = np.empty_like(x), np.empty_like(x), np.ones_like(x)
    drop(x, whole, *drop_limit(0.3), *KEY, False, 0, 1000)
    for begin, end in ((0, 1), (1, 500), (500, 1000)):
        drop(x, cut, *drop_limit(0.3), *KEY, False, begin, end)
    drop(x, added, *drop_limit(0.3), *KEY, True, 0, 1000)
    np.testing.assert_array_equal(whole, cut)
    np.testing.assert_array_equal(added, 1 + whole)
    np.testing.assert_array_equal(whole, x * factors(0.3, size=1000, dtype=float))


def test_what_is_dropped_leaves_no_trace_of_nan():
    x, y = np.full(100, np.nan), np.empty(100)
    drop(x, y, *drop_limit(0.5), *KEY, False, 0, 100)
    assert 20 < (y == 0).sum() < 80
    assert np.isnan(y[y != 0]).all()
