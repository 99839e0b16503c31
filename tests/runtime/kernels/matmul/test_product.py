"""The product with steps of its own for both loops, against sums written out."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.jit.declare import kernel
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, product


@kernel
def run_product(a, a_row, b, c, start, add, terms, rows, columns):
    target, begins = matrix(c, 0, columns), matrix(start, 0, columns)
    product(matrix(a, 0, a_row), b, 0, target, begins, add, terms, rows, columns)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_two_loops_of_terms_with_steps_of_their_own(add, dtype):
    draw = np.random.default_rng(0).standard_normal
    a, b, start = (draw(shape).astype(dtype) for shape in ((7, 3, 4), (3, 4, 19), (7, 19)))
    c = np.full((7, 19), np.nan, dtype)
    terms = Sum(3, 4, 4, 1, 4 * 19, 19)
    run_product(a.reshape(-1), 12, b.reshape(-1), c.reshape(-1), start.reshape(-1), add, terms, 7, 19)
    expected = sum(np.outer(a[:, o, s], b[o, s]) for o, s in np.ndindex(3, 4)) + (start if add else 0)
    np.testing.assert_allclose(c, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("columns", [1, 17, 40, 64, 100, 150])
def test_tiles_of_all_shapes_fit_any_number_of_rows(columns):
    draw = np.random.default_rng(1).standard_normal
    for rows in range(1, 27):
        a, b = (draw(shape).astype(np.float32) for shape in ((rows, 5), (5, columns)))
        c = np.full((rows, columns), np.nan, np.float32)
        flat = c.reshape(-1)
        terms = Sum(1, 5, 0, 1, 0, columns)
        run_product(a.reshape(-1), 5, b.reshape(-1), flat, flat, False, terms, rows, columns)
        np.testing.assert_allclose(c, a.astype(float) @ b, rtol=1e-4, atol=1e-5)


def test_columns_become_rows():
    source, target = np.random.default_rng(0).standard_normal((9, 37)), np.zeros((37, 9))
    transpose(source.reshape(-1), 37, target.reshape(-1), 9, 37, 0, 4)
    transpose(source.reshape(-1), 37, target.reshape(-1), 9, 37, 4, 9)
    np.testing.assert_array_equal(target, source.T)
