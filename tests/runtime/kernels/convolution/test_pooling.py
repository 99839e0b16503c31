"""Poolings against their naive twins, with ties, padding and overlapping windows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.kernels.convolution import pooling
from runtime.kernels.convolution.direct import Geometry
from runtime.kernels.convolution.windows import Axis, Windows, make_windows
from tests.runtime.kernels.convolution import naive_windows as naive
from tests.runtime.kernels.examples import some

Array = np.ndarray[Any, Any]
pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


@st.composite
def cases(draw: Any) -> tuple[Array, Geometry, tuple[int, int], Windows]:
    """Images full of ties, with windows that keep at least one cell inside."""
    window, strides = draw(pairs), draw(pairs)
    before = tuple(draw(st.integers(0, window[i] - 1)) for i in (0, 1))
    axes = []
    for i in (0, 1):
        size = draw(st.integers(window[i], 9))
        positions = (size + before[i] - 1) // strides[i] + 1
        axes.append(Axis(size, positions, -before[i], strides[i], window[i], 1))
    shape = (draw(st.integers(1, 3)), axes[0].size, axes[1].size, draw(st.integers(1, 18)))
    images = np.random.default_rng(draw(st.integers(0, 99))).integers(-2, 3, shape).astype(np.float64)
    return images, Geometry(strides, (1, 1), before), window, make_windows(*axes, shape[3], 8)


def d_outputs_of(images: Array, w: Windows) -> Array:
    return np.random.default_rng(1).standard_normal((len(images), w.high, w.wide, w.channels))


@some(60)
@given(cases(), st.booleans())
def test_max(case, add):
    images, geometry, window, w = case
    d_outputs = d_outputs_of(images, w)
    expected, places = naive.max_pool(images, geometry, window, w.high, w.wide)
    outputs, chosen = np.full(d_outputs.shape, np.nan), np.zeros(d_outputs.shape, np.int32)
    pooling.max_pool(w, images.ravel(), outputs.ravel(), chosen.ravel(), True, 0, len(images))
    np.testing.assert_array_equal(outputs, expected)
    d_images = np.ones(images.shape)
    pooling.max_pool_gradient(w, d_outputs.ravel(), chosen.ravel(), d_images.ravel(), add, 0, len(images))
    np.testing.assert_allclose(d_images, naive.max_pool_gradient(d_outputs, places, images.shape) + add, atol=1e-12)


@some(60)
@given(cases(), st.booleans())
def test_average(case, add):
    images, geometry, window, w = case
    matrix, d_outputs = naive.average_matrix(images, geometry, window, w.high, w.wide), d_outputs_of(images, w)
    outputs, d_images = np.full(d_outputs.shape, np.nan), np.ones(images.shape)
    pooling.average_pool(w, images.ravel(), outputs.ravel(), 0, len(images))
    flat = images.reshape(len(images), -1, w.channels)
    np.testing.assert_allclose(outputs.reshape(len(images), -1, w.channels), matrix @ flat, atol=1e-12)
    pooling.average_pool_gradient(w, d_outputs.ravel(), d_images.ravel(), add, 0, len(images))
    expected = matrix.T @ d_outputs.reshape(len(images), -1, w.channels)
    np.testing.assert_allclose(d_images, expected.reshape(images.shape) + add, atol=1e-12)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("channels", [1, 3, 17])
def test_global_max_splits_its_gradient_among_ties(channels, add):
    images = np.random.default_rng(0).integers(0, 3, (2, 12, channels)).astype(np.float64)
    outputs, d_outputs = np.empty((2, channels)), np.random.default_rng(1).standard_normal((2, channels))
    shares, d_images = np.empty((2, channels)), np.ones(images.shape)
    pooling.global_max(12, channels, images.ravel(), outputs.ravel(), 0, 2)
    np.testing.assert_array_equal(outputs, images.max(1))
    pooling.global_max_gradient(12, channels, images.ravel(), outputs.ravel(), d_outputs.ravel(), shares.ravel(),
                                d_images.ravel(), add, 0, 2)  # fmt: skip
    ties = images == images.max(1, keepdims=True)
    expected = ties * (d_outputs / ties.sum(1))[:, None]
    np.testing.assert_allclose(d_images, expected + add)


@pytest.mark.parametrize("add", [False, True])
def test_global_average(add):
    images = np.random.default_rng(0).standard_normal((3, 10, 5))
    outputs, d_outputs = np.empty((3, 5)), np.random.default_rng(1).standard_normal((3, 5))
    d_images = np.ones(images.shape)
    pooling.global_average(10, 5, images.ravel(), outputs.ravel(), 0, 3)
    np.testing.assert_allclose(outputs, images.mean(1))
    pooling.global_average_gradient(10, 5, d_outputs.ravel(), d_images.ravel(), add, 0, 3)
    np.testing.assert_allclose(d_images, np.repeat(d_outputs[:, None] / 10, 10, 1) + add)


def test_nan_wins():
    w = make_windows(Axis(4, 2, 0, 2, 2, 1), Axis(4, 2, 0, 2, 2, 1), 1, 4)
    images = np.arange(16, dtype=np.float32)
    images[0] = np.nan
    outputs, chosen, best = np.zeros(4, np.float32), np.zeros(4, np.int32), np.zeros(1, np.float32)
    pooling.max_pool(w, images, outputs, chosen, True, 0, 1)
    pooling.global_max(16, 1, images, best, 0, 1)
    assert np.isnan(outputs[0]) and np.isnan(best[0]) and outputs[3] == 15


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("inner", [1, 5, 17])
def test_max_of_parts(inner, add):
    source = np.random.default_rng(0).integers(0, 3, (2, 6, inner)).astype(np.float64)
    begins, ends = np.array([0, 1, 4]), np.array([2, 5, 6])
    target, chosen = np.empty((2, 3, inner)), np.empty((2, 3, inner), np.int32)
    pooling.max_of_parts(source.ravel(), 6, inner, begins, ends, target.ravel(), chosen.ravel(), True, 0, 2)
    parts = [source[:, a:b] for a, b in zip(begins, ends)]
    np.testing.assert_array_equal(target, np.stack([part.max(1) for part in parts], 1))
    np.testing.assert_array_equal(chosen, np.stack([part.argmax(1) + a for part, a in zip(parts, begins)], 1))
    d_target, d_source = np.random.default_rng(1).standard_normal(target.shape), np.ones(source.shape)
    expected = np.full(source.shape, float(add))
    for b, o, c in np.ndindex(*target.shape):
        expected[b, chosen[b, o, c], c] += d_target[b, o, c]
    pooling.max_of_parts_gradient(d_target.ravel(), 6, inner, begins, ends, chosen.ravel(), d_source.ravel(), add, 0, 2)
    np.testing.assert_allclose(d_source, expected)
