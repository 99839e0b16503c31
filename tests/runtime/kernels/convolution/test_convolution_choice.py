"""Each way of a convolution as `convolution_choice` hands it out: there, back to the images and back to the filters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.kernels.convolution import choice as choice
from runtime.kernels.convolution.direct import Backward, FilterGradient, Forward, Geometry
from runtime.kernels.convolution.few_channels import FewChannels, FewChannelsFilterGradient
from runtime.kernels.convolution.winograd import WinogradFilterGradient, WinogradForward
from tests.runtime.kernels.convolution import naive_windows as naive

Array = np.ndarray[Any, Any]
GEOMETRY = Geometry((1, 1), (1, 1), (1, 1))


def random(shape: tuple[int, ...], seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def scratch(shape: tuple[int, ...], dtype: Any = np.float32) -> Array:
    return np.full(shape, np.nan, dtype)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(
    ("channels", "share", "ways"),
    [
        (5, 7, (Forward, Backward, FilterGradient)),
        (3, 3, (FewChannels, FewChannels, FewChannelsFilterGradient)),
        (32, 32, (WinogradForward, WinogradForward, WinogradFilterGradient)),
    ],
)
def test_all_ways_give_the_numbers_of_the_naive_one(channels, share, ways, add):
    images, filters, bias = random((2, 9, 25, channels)), random((3, 3, channels, share), 1), random((share,), 2)
    outputs, slopes = random((2, 9, 25, share), 3), random((2, 9, 25, share), 4)
    back, d_filters, d_bias = random(images.shape, 5), random(filters.shape, 6), random((share,), 7)
    expected = (
        naive.convolution(images, filters, GEOMETRY, 9, 25) + (outputs if add else bias),
        naive.back_to_images(slopes, filters, GEOMETRY, images.shape) + (back if add else 0),
        naive.filter_gradient(images, slopes, GEOMETRY, filters.shape) + (d_filters if add else 0),
        slopes.sum((0, 1, 2), dtype=float) + (d_bias if add else 0),
    )
    forward = choice.forward(GEOMETRY, images, filters, outputs, scratch, bias)
    backward = choice.backward(GEOMETRY, slopes, filters, back, scratch)
    gradients = choice.filter_gradient(GEOMETRY, images, slopes, d_filters, d_bias, scratch)
    assert (type(forward), type(backward), type(gradients[0])) == ways
    for step in (forward, backward, *gradients):
        step(add)
    for found, wanted in zip((outputs, back, d_filters, d_bias), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-5 * np.abs(wanted).max())
