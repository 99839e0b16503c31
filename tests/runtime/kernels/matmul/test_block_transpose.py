"""Transposing in registers: every shape, and nothing written beyond the target."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.matmul.block_transpose import transpose


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (17, 33), (5, 40), (64, 3), (48, 32)])
def test_rows_become_columns(dtype, shape):
    rows, columns = shape
    source = np.random.default_rng(0).standard_normal((rows, columns + 2)).astype(dtype)
    target = np.full((columns, rows + 3), np.nan, dtype)
    middle = rows // 2
    for begin, end in ((0, middle), (middle, rows)):
        transpose(source.reshape(-1), columns + 2, target.reshape(-1), rows + 3, columns, begin, end)
    np.testing.assert_array_equal(target[:, :rows], source[:, :columns].T)
    assert np.isnan(target[:, rows:]).all()
