"""Column sums: right, precise over many rows, and the same however they are cut."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.elementwise.reductions import column_sums


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 300])
@pytest.mark.parametrize("add", [False, True])
def test_sums_of_columns(rows, add):
    matrix = np.random.default_rng(rows).standard_normal((rows, 7))
    target, work = np.full(7, 2.0 if add else np.nan), np.empty(7)
    cut = target.copy()
    column_sums(matrix.ravel(), rows, 7, work, target, add, 0, 7)
    np.testing.assert_allclose(target, matrix.sum(0) + (2 if add else 0), atol=1e-12)
    column_sums(matrix.ravel(), rows, 7, work, cut, add, 0, 3)
    column_sums(matrix.ravel(), rows, 7, work, cut, add, 3, 7)
    np.testing.assert_array_equal(cut, target)


def test_many_rows_lose_no_precision_that_matters():
    matrix = np.random.default_rng(0).random((100_000, 2), np.float32)
    target = np.empty(2, np.float32)
    column_sums(matrix.ravel(), 100_000, 2, np.empty(2, np.float32), target, False, 0, 2)
    np.testing.assert_allclose(target, matrix.sum(0, dtype=float), rtol=3e-6)
