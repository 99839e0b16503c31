"""Strips of columns are those that NumPy's slices are."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.elementwise.strips import copy_strip


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(("rows", "wide", "at", "length", "narrow", "to"), [(1, 1, 0, 1, 1, 0), (7, 40, 3, 33, 35, 2)])
def test_the_numbers_of_slices(rows, wide, at, length, narrow, to, add):
    rng = np.random.default_rng(0)
    source, target = rng.standard_normal((rows, wide)), rng.standard_normal((rows, narrow))
    wanted = target.copy()
    strip = source[:, at : at + length]
    wanted[:, to : to + length] = wanted[:, to : to + length] + strip if add else strip
    for begin, end in ((0, rows // 2), (rows // 2, rows)):
        copy_strip(source.reshape(-1), wide, at, target.reshape(-1), narrow, to, length, add, begin, end)
    np.testing.assert_array_equal(target, wanted)
