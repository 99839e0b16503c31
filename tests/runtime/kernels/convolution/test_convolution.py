"""Convolutions against their naive twins, over strides, gaps, padding, groups and odd sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.jit import threads
from runtime.kernels.convolution import windows
from runtime.kernels.convolution.direct import Backward, FilterGradient, Forward, Geometry
from tests.runtime.kernels.convolution import naive_windows as naive
from tests.runtime.kernels.examples import some

Array = np.ndarray[Any, Any]


def random(shape: tuple[int, ...], dtype: Any = np.float64, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


def scratch(shape: tuple[int, ...], dtype: Any = np.float64) -> Array:
    return np.full(shape, np.nan, dtype)


pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


@st.composite
def cases(draw: Any) -> tuple[Geometry, tuple[int, ...], tuple[int, ...], tuple[int, int]]:
    """A geometry with the shapes of images and filters and the number of positions."""
    groups = draw(st.integers(1, 3))
    window, strides, dilation = draw(st.tuples(st.integers(1, 4), st.integers(1, 4))), draw(pairs), draw(pairs)
    before, after = draw(st.tuples(st.integers(0, 3), st.integers(0, 3))), draw(pairs)
    sizes, positions = [], []
    for i in (0, 1):
        extent = (window[i] - 1) * dilation[i] + 1
        sizes.append(draw(st.integers(max(1, extent - before[i]), extent + 9)))
        positions.append((sizes[i] + before[i] + after[i] - 1 - extent) // strides[i] + 1)
    inner, share = draw(st.integers(1, 5)), draw(st.integers(1, 20))
    images = (draw(st.integers(1, 3)), *sizes, inner * groups)
    geometry = Geometry(strides, dilation, before, groups)
    return geometry, images, (*window, inner, share * groups), (max(1, positions[0]), max(1, positions[1]))


@some(60)
@given(cases(), st.booleans())
def test_forward(case, add):
    geometry, image_shape, filter_shape, (high, wide) = case
    images, filters, bias = random(image_shape), random(filter_shape, seed=1), random(filter_shape[3:], seed=2)
    outputs = random((image_shape[0], high, wide, filter_shape[3]), seed=3)
    expected = naive.convolution(images, filters, geometry, high, wide) + (outputs if add else bias)
    Forward(geometry, images, filters, outputs, scratch, bias)(add)
    np.testing.assert_allclose(outputs, expected, atol=1e-10)


@some(60)
@given(cases(), st.booleans())
def test_back_to_the_images(case, add):
    geometry, image_shape, filter_shape, (high, wide) = case
    outputs, filters = random((image_shape[0], high, wide, filter_shape[3])), random(filter_shape, seed=1)
    images = random(image_shape, seed=2)
    expected = naive.back_to_images(outputs, filters, geometry, image_shape) + (images if add else 0)
    Backward(geometry, outputs, filters, images, scratch)(add)
    np.testing.assert_allclose(images, expected, atol=1e-10)


@some(60)
@given(cases(), st.booleans())
def test_back_to_the_filters(case, add):
    geometry, image_shape, filter_shape, (high, wide) = case
    images, d_outputs = random(image_shape), random((image_shape[0], high, wide, filter_shape[3]), seed=1)
    d_filters, d_bias = random(filter_shape, seed=2), random(filter_shape[3:], seed=3)
    expected = naive.filter_gradient(images, d_outputs, geometry, filter_shape) + (d_filters if add else 0)
    expected_bias = d_outputs.sum((0, 1, 2)) + (d_bias if add else 0)
    FilterGradient(geometry, images, d_outputs, d_filters, d_bias, scratch)(add)
    np.testing.assert_allclose(d_filters, expected, atol=1e-10)
    np.testing.assert_allclose(d_bias, expected_bias, atol=1e-10)


@pytest.mark.parametrize("channels", [2, 5, 16, 37])
@pytest.mark.parametrize(("strides", "dilation"), [((1, 1), (1, 1)), ((2, 1), (1, 2)), ((2, 3), (1, 2))])
def test_channels_apart(channels, strides, dilation):
    """Every channel a group of its own goes another way."""
    geometry, shape = Geometry(strides, dilation, (1, 2), channels), (2, 8, 9, channels)
    images, filters, bias = random(shape), random((3, 2, 1, channels), seed=1), random((channels,), seed=2)
    outputs = naive.convolution(images, filters, geometry, 4, 5)
    found, back, d_filters = np.empty_like(outputs), np.empty_like(images), np.empty_like(filters)
    Forward(geometry, images, filters, found, scratch, bias, floor=0)()
    np.testing.assert_allclose(found, np.maximum(outputs + bias, 0), atol=1e-10)
    Backward(geometry, outputs, filters, back, scratch)()
    np.testing.assert_allclose(back, naive.back_to_images(outputs, filters, geometry, shape), atol=1e-10)
    FilterGradient(geometry, images, outputs, d_filters, None, scratch)()
    np.testing.assert_allclose(d_filters, naive.filter_gradient(images, outputs, geometry, filters.shape), atol=1e-9)


SAME = Geometry((1, 1), (1, 1), (1, 1))


def test_bands_of_an_image_do_not_show(monkeypatch):
    monkeypatch.setattr(windows, "BAND_BYTES", 1000)
    images, filters = random((2, 13, 9, 5)), random((3, 3, 5, 4), seed=1)
    outputs, d_filters = np.empty((2, 13, 9, 4)), np.empty((3, 3, 5, 4))
    Forward(SAME, images, filters, outputs, scratch)()
    np.testing.assert_allclose(outputs, naive.convolution(images, filters, SAME, 13, 9), atol=1e-10)
    FilterGradient(SAME, images, outputs, d_filters, None, scratch)()
    np.testing.assert_allclose(d_filters, naive.filter_gradient(images, outputs, SAME, (3, 3, 5, 4)), atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_bits_for_any_number_of_threads(dtype):
    images, filters = random((9, 14, 14, 4), dtype), random((3, 3, 4, 20), dtype, 1)
    results = []
    for count in (1, 2, 3):
        threads.set_threads(count)
        outputs, back, d_filters = np.empty((9, 14, 14, 20), dtype), np.empty_like(images), np.empty_like(filters)
        d_bias = np.empty(20, dtype)
        Forward(SAME, images, filters, outputs, lambda shape: np.empty(shape, dtype))()
        Backward(SAME, outputs, filters, back, lambda shape: np.empty(shape, dtype))()
        FilterGradient(SAME, images, outputs, d_filters, d_bias, lambda shape: np.empty(shape, dtype))()
        results.append((outputs, back, d_filters, d_bias))
    threads.set_threads(threads.default_threads())
    for other in results[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(results[0], other, strict=True))


def test_gradients_are_those_of_central_differences():
    geometry = Geometry((2, 1), (1, 1), (1, 0))
    images, filters, weights = random((1, 5, 4, 2)), random((3, 2, 2, 3), seed=1), random((1, 3, 3, 3), seed=2)
    outputs, back, d_filters = np.empty((1, 3, 3, 3)), np.empty_like(images), np.empty_like(filters)
    forward = Forward(geometry, images, filters, outputs, scratch)
    Backward(geometry, weights, filters, back, scratch)()
    FilterGradient(geometry, images, weights, d_filters, None, scratch)()
    for array, gradient in ((images, back), (filters, d_filters)):
        for at in range(array.size):
            difference = 0.0
            for sign in (1, -1):
                array.flat[at] += sign * 1e-6
                forward()
                difference += sign * float((outputs * weights).sum())
                array.flat[at] -= sign * 1e-6
            assert abs(difference / 2e-6 - gradient.flat[at]) < 1e-6
