"""Convolutions of few channels against their naive twins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.jit import threads
from runtime.kernels.convolution import choice as choice
from runtime.kernels.convolution.direct import Geometry
from runtime.kernels.convolution.few_channels import FewChannels, FewChannelsFilterGradient, phases
from tests.runtime.kernels.convolution import naive_windows as naive
from tests.runtime.kernels.examples import some

Array = np.ndarray[Any, Any]
pairs = st.tuples(st.integers(1, 2), st.integers(1, 2))
windows = st.tuples(st.integers(1, 4), st.integers(1, 4))
# Two float64 in a vector of 128 bits hold no whole pixel of 4 channels.
CHANNELS = [channels for channels in (1, 3, 4) if phases(channels, 8) in (1, 3)]


def random(shape: tuple[int, ...], dtype: Any = np.float64, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


def nans(dtype: Any = np.float64) -> Any:
    return lambda shape, kind=dtype: np.full(shape, np.nan, kind)


@some(30)
@given(st.sampled_from(CHANNELS), windows, pairs, st.tuples(st.integers(0, 3), st.integers(0, 3)),
       st.integers(64, 90), st.integers(0, 9), st.booleans())  # fmt: skip
def test_all_directions(channels, window, gaps, before, wide, more, add):
    geometry = Geometry((1, 1), gaps, before)
    extent = [(k - 1) * gap + 1 for k, gap in zip(window, gaps)]
    image_shape, high = (2, extent[0] + more, wide + extent[1] - 1, channels), max(1, more)
    images, filters, bias = (
        random(image_shape),
        random((*window, channels, channels), seed=1),
        random((channels,), seed=2),
    )
    outputs, back, d_filters = (
        random((2, high, wide, channels), seed=3),
        random(image_shape, seed=4),
        random(filters.shape),
    )
    d_bias, slopes = random((channels,), seed=5), random(outputs.shape, seed=6)
    assert choice.few_channels(geometry, images, outputs)
    expected = naive.convolution(images, filters, geometry, high, wide) + (outputs if add else bias)
    expected_back = naive.back_to_images(slopes, filters, geometry, image_shape) + (back if add else 0)
    expected_filters = naive.filter_gradient(images, slopes, geometry, filters.shape) + (d_filters if add else 0)
    expected_bias = slopes.sum((0, 1, 2)) + (d_bias if add else 0)
    forward = choice.forward(geometry, images, filters, outputs, nans(), bias)
    assert isinstance(forward, FewChannels)
    forward(add)
    choice.backward(geometry, slopes, filters, back, nans())(add)
    for step in choice.filter_gradient(geometry, images, slopes, d_filters, d_bias, nans()):
        step(add)
    np.testing.assert_allclose(outputs, expected, atol=1e-10)
    np.testing.assert_allclose(back, expected_back, atol=1e-10)
    np.testing.assert_allclose(d_filters, expected_filters, atol=1e-9)
    np.testing.assert_allclose(d_bias, expected_bias, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_bits_for_any_number_of_threads(dtype):
    images, filters = random((3, 70, 70, 3), dtype), random((3, 3, 3, 3), dtype, 1)
    geometry, results = Geometry((1, 1), (1, 1), (1, 1)), []
    for count in (1, 2, 3):
        threads.set_threads(count)
        outputs, d_filters = np.empty(images.shape, dtype), np.empty(filters.shape, dtype)
        choice.forward(geometry, images, filters, outputs, nans(dtype))(False)
        (gradient,) = choice.filter_gradient(geometry, images, outputs, d_filters, None, nans(dtype))
        assert isinstance(gradient, FewChannelsFilterGradient)
        gradient(False)
        results.append((outputs, d_filters))
    threads.set_threads(threads.default_threads())
    for other in results[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(results[0], other, strict=True))
