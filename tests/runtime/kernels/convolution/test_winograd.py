"""Winograd's convolution against its naive twin, and the rule that chooses it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.jit import threads
from runtime.kernels.convolution.choice import winograd_tile
from runtime.kernels.convolution.direct import Geometry
from runtime.kernels.convolution.winograd import WinogradFilterGradient, WinogradForward
from runtime.kernels.convolution.winograd_transforms import winograd_matrices
from runtime.kernels.matmul.microkernel import LANES_32
from tests.runtime.kernels.convolution import naive_windows as naive
from tests.runtime.kernels.examples import some

Array = np.ndarray[Any, Any]


def random(shape: tuple[int, ...], seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def scratch(shape: tuple[int, ...], dtype: Any = np.float32) -> Array:
    return np.full(shape, np.nan, dtype)


def geometry(padding: tuple[int, int]) -> Geometry:
    return Geometry((1, 1), (1, 1), padding)


def close(found: Array, expected: Array) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5 * max(1.0, np.abs(expected).max()))


sizes = st.tuples(
    st.integers(1, 3), st.integers(3, 12), st.integers(3, 12), st.integers(1, 2), st.integers(1, 3),
    st.tuples(st.integers(0, 2), st.integers(0, 2)), st.sampled_from([3, 4]), st.booleans(),
)  # fmt: skip


@some(30)
@given(sizes)
def test_forward_and_back_and_to_the_filters(case):
    batch, rows, columns, inner, share, padding, m, add = case
    channels, share = inner * LANES_32, share * LANES_32
    high, wide = rows + 2 * padding[0] - 2, columns + 2 * padding[1] - 2
    images, bias = random((batch, rows, columns, channels)), random((share,), 2)
    filters = random((3, 3, channels, share), 1)
    outputs, back, d_filters = random((batch, high, wide, share), 3), random(images.shape, 4), random(filters.shape, 5)
    g = geometry(padding)
    expected = naive.convolution(images, filters, g, high, wide) + (outputs if add else bias)
    slopes = outputs.copy()
    expected_back = naive.back_to_images(slopes, filters, g, images.shape) + (back if add else 0)
    expected_filters = naive.filter_gradient(images, slopes, g, filters.shape) + (d_filters if add else 0)
    WinogradForward(m, padding, images, filters, outputs, scratch, bias)(add)
    before = (2 - padding[0], 2 - padding[1])
    WinogradForward(m, before, slopes, filters, back, scratch, back=True)(add)
    WinogradFilterGradient(m, padding, images, slopes, d_filters, scratch)(add)
    close(outputs, expected)
    close(back, expected_back)
    close(d_filters, expected_filters)


@pytest.mark.parametrize("m", [3, 4])
def test_the_matrices_multiply_polynomials(m):
    bt, g, at = (np.array(x) for x in winograd_matrices(m))
    data, window = np.arange(1.0, m + 3), np.array([2.0, -1.0, 3.0])
    np.testing.assert_allclose(at @ ((g @ window) * (bt @ data)), np.correlate(data, window), rtol=1e-12)
    assert Fraction(bt[0][0]).denominator <= 8


def test_the_same_bits_for_any_number_of_threads():
    images, filters = random((9, 14, 14, 32)), random((3, 3, 32, 48), 1)
    results = []
    for count in (1, 2, 3):
        threads.set_threads(count)
        outputs, d_filters = scratch((9, 14, 14, 48)), scratch(filters.shape)
        WinogradForward(4, (1, 1), images, filters, outputs, scratch)()
        WinogradFilterGradient(4, (1, 1), images, outputs, d_filters, scratch)()
        results.append((outputs, d_filters))
    threads.set_threads(threads.default_threads())
    for other in results[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(results[0], other, strict=True))


def test_chosen_by_shape():
    def tile(batch, size, channels, share, dtype=np.float32, window=3):
        images, outputs = np.empty((batch, size, size, channels), dtype), np.empty((batch, size, size, share), dtype)
        return winograd_tile(geometry((1, 1)), images, np.empty((window, window, channels, share), dtype), outputs)

    assert tile(64, 9, 64, 64) == 3
    assert tile(64, 28, 64, 64) == 4
    assert tile(64, 28, 64, 64, np.float64) == 0
    assert tile(64, 28, 3, 64) == 0
    assert tile(64, 28, 64, 64, window=5) == 0
    assert tile(1, 1, 64, 64) == 0
