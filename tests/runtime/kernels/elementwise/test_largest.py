"""Ranks of numbers: their order, the way back, and NaN."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.jit.declare import kernel
from runtime.kernels.elementwise.largest import rank, ranked


@kernel
def ranks(x, found, back, begin, end) -> None:
    for i in range(begin, end):
        found[i] = rank(x[i])
        back[i] = ranked(rank(x[i]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_ranks_are_in_order_and_lead_back(dtype):
    tiny = np.finfo(dtype).smallest_subnormal
    x = np.array([-np.inf, -np.finfo(dtype).max, -2, -1, -tiny, -0.0, 0, tiny, 1, 2.5, np.inf, np.nan], dtype)
    found, back = np.empty(x.size, np.int64), np.empty_like(x)
    ranks(x, found, back, 0, x.size)
    assert (np.diff(found) > 0).all()
    np.testing.assert_array_equal(back, x)
