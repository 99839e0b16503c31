"""Convolutions that end with relu, whichever way they are computed, and the way back through it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.kernels.convolution import choice as choice
from runtime.kernels.convolution.direct import Backward, Forward, Geometry, RectifiedSums
from runtime.kernels.convolution.few_channels import FewChannels
from runtime.kernels.convolution.winograd import WinogradForward
from tests.runtime.kernels.convolution import naive_windows as naive

Array = np.ndarray[Any, Any]


def random(shape: tuple[int, ...], seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def scratch(shape: tuple[int, ...], dtype: Any = np.float32) -> Array:
    return np.full(shape, np.nan, dtype)


MANY = 32
"""Channels that fill vectors of every width, and are enough for Winograd's tiles to pay."""
SHAPES = [((3, 3), 5, 7, Forward), ((3, 3), 3, 3, FewChannels), ((3, 3), MANY, MANY, WinogradForward)]


@pytest.mark.parametrize(("window", "channels", "share", "way"), SHAPES)
def test_nothing_below_zero(window, channels, share, way):
    geometry = Geometry((1, 1), (1, 1), (1, 1))
    images, filters, bias = random((2, 9, 25, channels)), random((*window, channels, share), 1), random((share,), 2)
    outputs = scratch((2, 9, 25, share))
    step = choice.forward(geometry, images, filters, outputs, scratch, bias, 0.0)
    assert isinstance(step, way)
    step(False)
    expected = np.maximum(naive.convolution(images, filters, geometry, 9, 25) + bias, 0)
    np.testing.assert_allclose(outputs, expected, atol=1e-4)


def test_transposed_in_steps():
    geometry = Geometry((2, 2), (1, 1), (0, 0))
    inputs, filters, bias = random((2, 5, 6, 4)), random((2, 2, 3, 4), 1), random((3,), 2)
    outputs = scratch((2, 10, 12, 3))
    Backward(geometry, inputs, filters, outputs, scratch, bias, 0.0)()
    expected = np.maximum(naive.back_to_images(inputs, filters, geometry, outputs.shape) + bias, 0)
    np.testing.assert_allclose(outputs, expected, atol=1e-5)


def test_a_nan_stays():
    geometry = Geometry((1, 1), (1, 1), (0, 0))
    images, filters = random((1, 8, 8, MANY)), random((3, 3, MANY, MANY), 1)
    images[0, 3, 3, 0] = np.nan
    outputs = scratch((1, 6, 6, MANY))
    choice.forward(geometry, images, filters, outputs, scratch, None, 0.0)(False)
    assert np.isnan(outputs[0, 3, 3]).all()


@pytest.mark.parametrize("channels", [1, 3, 20])
@pytest.mark.parametrize("add", [False, True])
def test_back_through_relu_with_the_sums_for_the_bias(channels, add):
    outputs, slopes = np.maximum(random((2, 30, 31, channels)), 0), random((2, 30, 31, channels), 1)
    d_bias = random((channels,), 2)
    expected = np.where(outputs > 0, slopes, 0)
    expected_bias = expected.sum((0, 1, 2), dtype=np.float64) + (d_bias if add else 0)
    RectifiedSums(outputs, slopes, d_bias, scratch)(add)
    np.testing.assert_array_equal(slopes, expected)
    np.testing.assert_allclose(d_bias, expected_bias, rtol=1e-4, atol=1e-4)
