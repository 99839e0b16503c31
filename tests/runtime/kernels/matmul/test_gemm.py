"""Products against NumPy: all strides, edges of tiles, accumulation, bias, and nothing written outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.jit import threads
from runtime.kernels.matmul.gemm import DEPTH, Product, gemm
from tests.runtime.kernels.examples import some

SIZES = st.integers(1, 70)


def random(shape: tuple[int, ...], dtype: str, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


@some(60)
@given(SIZES, SIZES, SIZES, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["float32", "float64"]))
def test_any_size_and_any_transposition(rows, depth, columns, turn_a, turn_b, accumulate, dtype):
    a = random((depth, rows), dtype).T if turn_a else random((rows, depth), dtype)
    b = random((columns, depth), dtype, 1).T if turn_b else random((depth, columns), dtype, 1)
    c = random((rows, columns), dtype, 2)
    expected = a @ b + (c if accumulate else 0)
    gemm(a, b, c, accumulate)
    np.testing.assert_allclose(c, expected, rtol=1e-4 if dtype == "float32" else 1e-11, atol=1e-4)


@pytest.mark.parametrize("columns", [1, 3, 15, 16, 17, 31, 33, 50])
@pytest.mark.parametrize("rows", [1, 2, 5, 7, 12, 13])
def test_nothing_is_written_beside_the_matrix(rows, columns):
    around = np.full((rows + 2, columns + 2), np.nan, np.float32)
    c = around[1:-1, 1:-1]
    a, b = random((rows, 9), "float32"), random((9, columns), "float32")
    gemm(a, b, c)
    np.testing.assert_allclose(c, a @ b, rtol=1e-4, atol=1e-5)
    c[...] = np.nan
    assert np.isnan(around).all()


def test_views_with_gaps():
    a, b = random((9, 20), "float64")[:, 3:11], random((8, 40), "float64", 1)[:, 5:26]
    c = np.zeros((9, 30))
    gemm(a, b, c[:, 4:25])
    np.testing.assert_allclose(c[:, 4:25], a @ b)
    assert not c[:, :4].any() and not c[:, 25:].any()


def test_bias_is_the_start_of_every_row():
    depth = 2 * DEPTH + 5
    a, b, bias = random((13, depth), "float64"), random((depth, 37), "float64"), random((37,), "float64")
    c = np.empty((13, 37))
    gemm(a, b, c, bias=bias)
    np.testing.assert_allclose(c, a @ b + bias)


def test_nan_stays_visible():
    a, b, c = np.ones((3, 4), np.float32), np.ones((4, 5), np.float32), np.empty((3, 5), np.float32)
    a[1, 2] = np.nan
    gemm(a, b, c)
    assert np.isnan(c[1]).all() and not np.isnan(c[[0, 2]]).any()


def test_the_same_bits_for_any_number_of_threads():
    a, b = random((500, 300), "float32"), random((300, 77), "float32")
    results = []
    for count in (1, 2, 3):
        threads.set_threads(count)
        c = np.empty((500, 77), np.float32)
        gemm(a, b, c)
        results.append(c)
    threads.set_threads(threads.default_threads())
    assert np.array_equal(results[0], results[1]) and np.array_equal(results[0], results[2])


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"no product of \(2, 3\)"):
        gemm(np.ones((2, 3)), np.ones((2, 3)), np.ones((2, 3)))


def test_a_transposed_factor_needs_a_workspace():
    with pytest.raises(ValueError, match="workspace"):
        Product(np.ones((2, 3)), np.ones((4, 3)).T, np.ones((2, 4)))


@pytest.mark.parametrize(("a", "c"), [(np.ones((2, 3))[::-1], np.ones((2, 4))), (np.ones((0, 3)), np.ones((0, 4)))])
def test_no_numbers_and_backward_strides_are_refused(a, c):
    with pytest.raises(ValueError, match="numbers and forward strides"):
        gemm(a, np.ones((3, 4)), c)


def test_a_transposed_target_is_refused():
    with pytest.raises(ValueError, match="rows of C must be contiguous"):
        gemm(np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 2)).T)
