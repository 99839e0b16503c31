"""Enlarged images: NumPy's repeat, the reference's interpolation, and gradients as transposed matrices."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.convolution.bands import apply_bands, mean_bands, transposed
from runtime.kernels.convolution.layout import swap_axes
from runtime.kernels.convolution.resize import repeat, repeat_gradient, resize_bands

# jax.image.resize of [1, 2, 4, 8, 16] to ten cells.
REFERENCE = {
    "bilinear": [1, 1.25, 1.75, 2.5, 3.5, 5, 7, 10, 14, 16],
    "bicubic": [0.9117648, 1.1459854, 1.6412214, 2.3828125, 3.3359375, 4.765625, 6.671875, 10.0458012,
                14.5693436, 16.705883],
    "lanczos3": [0.9456213, 1.1075696, 1.6635115, 2.3821146, 3.4864304, 4.4475908, 6.1504011, 10.3764515,
                 14.6806908, 16.8926583],
    "lanczos5": [0.9630767, 1.0304081, 1.419664, 2.796964, 3.9238238, 4.0205989, 5.769007, 10.5896969,
                 14.69664, 16.9528351],
}  # fmt: skip


def dense(bands: object, columns: int) -> np.ndarray:
    matrix = np.zeros((len(bands.first), columns))
    for i, first in enumerate(bands.first):
        matrix[i, first : first + bands.weights.shape[1]] = bands.weights[i]
    return matrix


@pytest.mark.parametrize("method", sorted(REFERENCE))
def test_interpolated_cells(method):
    forward = resize_bands(5, 10, method, False, np.float64)
    np.testing.assert_allclose(dense(forward, 5) @ [1, 2, 4, 8, 16], REFERENCE[method], rtol=1e-6)


@pytest.mark.parametrize("method", ["bilinear", "bicubic", "lanczos3", "lanczos5"])
@pytest.mark.parametrize(("size", "factor"), [(1, 3), (2, 2), (5, 1), (7, 3)])
def test_bands_hold_a_matrix_and_its_transpose(method, size, factor):
    forward = resize_bands(size, size * factor, method, False, np.float64)
    np.testing.assert_allclose(dense(forward, size).sum(1), 1)
    np.testing.assert_array_equal(dense(transposed(forward, size), size * factor), dense(forward, size).T)


def test_means_of_windows_of_several_sizes():
    begins, ends = np.array([0, 1, 1, 4]), np.array([1, 4, 3, 6])
    bands = mean_bands(begins, ends, 6, np.float64)
    matrix = np.array([[1, 0, 0, 0, 0, 0], [0, 2, 2, 2, 0, 0], [0, 3, 3, 0, 0, 0], [0, 0, 0, 0, 3, 3]]) / 6
    matrix[0] *= 6
    np.testing.assert_allclose(dense(bands, 6), matrix)
    np.testing.assert_allclose(dense(transposed(bands, 6), 4), matrix.T)


@pytest.mark.parametrize("add", [False, True])
def test_bands_multiply_the_middle_axis(add):
    bands = resize_bands(4, 12, "bicubic", False, np.float64)
    source, target = np.random.default_rng(0).standard_normal((2, 4, 5)), np.ones((2, 12, 5))
    apply_bands(source.ravel(), 4, 5, bands.first, bands.weights, target.ravel(), add, 0, 2)
    np.testing.assert_allclose(target, dense(bands, 4) @ source + add)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(("down", "across"), [(1, 1), (2, 3), (3, 1)])
def test_repeat(down, across, add):
    images = np.random.default_rng(0).standard_normal((2, 3, 4, 5))
    outputs, d_images = np.empty((2, 3 * down, 4 * across, 5)), np.ones(images.shape)
    repeat(images.ravel(), 3, 4, 5, down, across, outputs.ravel(), 0, 2)
    np.testing.assert_array_equal(outputs, images.repeat(down, 1).repeat(across, 2))
    repeat_gradient(outputs.ravel(), 3, 4, 5, down, across, d_images.ravel(), add, 0, 2)
    np.testing.assert_allclose(d_images, images * down * across + add)


@pytest.mark.parametrize("add", [False, True])
def test_swap_axes(add):
    source, target = np.random.default_rng(0).standard_normal((2, 19, 7)), np.ones((2, 7, 19))
    swap_axes(source.ravel(), 19, 7, target.ravel(), add, 0, 2)
    np.testing.assert_array_equal(target, source.transpose(0, 2, 1) + add)
