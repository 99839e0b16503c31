"""Convolutions with few channels out against their naive twins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.jit import threads
from runtime.kernels.convolution.choice import _axes_back, exchange_pays, few_outputs
from runtime.kernels.convolution.direct import Geometry, window_axes
from runtime.kernels.convolution.few_outputs import FewOutputs, FewOutputsFilterGradient
from tests.runtime.kernels.convolution import naive_windows as naive
from tests.runtime.kernels.examples import some

Array = np.ndarray[Any, Any]
pairs = st.tuples(st.integers(1, 2), st.integers(1, 2))
windows = st.tuples(st.integers(1, 4), st.integers(1, 4))


def random(shape: tuple[int, ...], dtype: Any = np.float64, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


def nans(dtype: Any = np.float64) -> Any:
    return lambda shape, kind=dtype: np.full(shape, np.nan, kind)


@some(40)
@given(st.integers(1, 20), st.integers(1, 4), windows, pairs, st.tuples(st.integers(0, 3), st.integers(0, 3)),
       st.integers(1, 40), st.integers(1, 9), st.booleans())  # fmt: skip
def test_all_directions(channels, many, window, gaps, before, wide, high, add):
    geometry = Geometry((1, 1), gaps, before)
    extent = [(k - 1) * gap + 1 for k, gap in zip(window, gaps)]
    image_shape = (2, extent[0] + high, wide + extent[1] - 1, channels)
    images, filters, bias = random(image_shape), random((*window, channels, many), seed=1), random((many,), seed=2)
    outputs, d_filters = random((2, high, wide, many), seed=3), random(filters.shape, seed=4)
    slopes = random(outputs.shape, seed=5)
    expected = naive.convolution(images, filters, geometry, high, wide) + (outputs if add else bias)
    expected_filters = naive.filter_gradient(images, slopes, geometry, filters.shape) + (d_filters if add else 0)
    axes = window_axes(geometry, images, filters, outputs)
    FewOutputs(axes, images, filters, outputs, nans(), bias, floor=0.1)(add)
    FewOutputsFilterGradient(geometry, images, slopes, d_filters, nans())(add)
    np.testing.assert_allclose(outputs, np.maximum(expected, 0.1), atol=1e-10)
    np.testing.assert_allclose(d_filters, expected_filters, atol=1e-10)
    # Back: the filters lead from many channels to few.
    turned, target = random((*window, many, channels), seed=6), random((2, *image_shape[1:3], many), seed=7)
    source = random((2, high, wide, channels), seed=8)
    back = naive.back_to_images(source, turned, geometry, target.shape) + (target if add else bias)
    axes = _axes_back(geometry, source, turned, target)
    FewOutputs(axes, source, turned, target, nans(), bias, True)(add)
    np.testing.assert_allclose(target, back, atol=1e-10)


def test_threads_change_no_bit():
    before, found = threads.thread_count(), []
    images, filters = random((6, 40, 40, 16), np.float32), random((3, 3, 16, 1), np.float32, 1)
    geometry, outputs = Geometry((1, 1), (1, 1), (1, 1)), np.zeros((6, 40, 40, 1), np.float32)
    for count in (1, 3):
        threads.set_threads(count)
        step = FewOutputs(
            window_axes(geometry, images, filters, outputs), images, filters, outputs, nans(np.float32)
        )  # fmt: skip
        for _ in range(6):
            step()
        found.append(outputs.copy())
    threads.set_threads(before)
    assert np.array_equal(*found)


@pytest.mark.parametrize(
    ("channels", "many", "window", "chosen"),
    [(64, 1, 3, True), (16, 1, 1, False), (1, 16, 3, False), (64, 32, 3, False)],
)
def test_chosen_where_vectors_would_be_empty(channels, many, window, chosen):
    images, outputs = np.zeros((1, 30, 30, channels)), np.zeros((1, 30, 30, many))
    filters = np.zeros((window, window, channels, many))
    assert few_outputs(Geometry((1, 1), (1, 1), (1, 1)), images, filters, outputs) is chosen
    assert exchange_pays(Geometry((1, 1), (1, 1), (1, 1)), filters) is chosen
    assert not few_outputs(Geometry((2, 2), (1, 1), (1, 1)), images, filters, outputs)
