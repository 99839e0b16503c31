"""Slow, obvious twins of the window kernels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def cells(images: Array, geometry: Any, window: tuple[int, int], high: int, wide: int) -> Iterator[tuple[int, ...]]:
    """(y, x, i, j, row, column) of every cell of every window that lies inside the image."""
    for y, x, i, j in np.ndindex(high, wide, *window):
        row = y * geometry.strides[0] + i * geometry.dilation[0] - geometry.padding[0]
        column = x * geometry.strides[1] + j * geometry.dilation[1] - geometry.padding[1]
        if 0 <= row < images.shape[1] and 0 <= column < images.shape[2]:
            yield y, x, i, j, row, column


def convolution(images: Array, filters: Array, geometry: Any, high: int, wide: int) -> Array:
    outputs = np.zeros((len(images), high, wide, filters.shape[3]))
    inner, share = filters.shape[2], filters.shape[3] // geometry.groups
    for y, x, i, j, row, column in cells(images, geometry, filters.shape[:2], high, wide):
        for g in range(geometry.groups):
            window = images[:, row, column, g * inner : (g + 1) * inner]
            mine = slice(g * share, (g + 1) * share)
            outputs[:, y, x, mine] += window @ filters[i, j, :, mine]
    return outputs


def back_to_images(outputs: Array, filters: Array, geometry: Any, shape: tuple[int, ...]) -> Array:
    images = np.zeros(shape)
    inner, share = filters.shape[2], filters.shape[3] // geometry.groups
    for y, x, i, j, row, column in cells(images, geometry, filters.shape[:2], *outputs.shape[1:3]):
        for g in range(geometry.groups):
            mine = slice(g * share, (g + 1) * share)
            images[:, row, column, g * inner : (g + 1) * inner] += outputs[:, y, x, mine] @ filters[i, j, :, mine].T
    return images


def filter_gradient(images: Array, d_outputs: Array, geometry: Any, shape: tuple[int, ...]) -> Array:
    gradient = np.zeros(shape)
    inner, share = shape[2], shape[3] // geometry.groups
    for y, x, i, j, row, column in cells(images, geometry, shape[:2], *d_outputs.shape[1:3]):
        for g in range(geometry.groups):
            window = images[:, row, column, g * inner : (g + 1) * inner]
            mine = slice(g * share, (g + 1) * share)
            gradient[i, j, :, mine] += window.T @ d_outputs[:, y, x, mine]
    return gradient


def max_pool(images: Array, geometry: Any, window: tuple[int, int], high: int, wide: int) -> tuple[Array, Array]:
    """The outputs, and for each the flat place in its image of the first largest cell."""
    outputs = np.full((len(images), high, wide, images.shape[3]), -np.inf)
    places = np.zeros(outputs.shape, int)
    for y, x, _, _, row, column in cells(images, geometry, window, high, wide):
        better = images[:, row, column] > outputs[:, y, x]
        outputs[:, y, x][better] = images[:, row, column][better]
        places[:, y, x][better] = row * images.shape[2] + column
    return outputs, places


def max_pool_gradient(d_outputs: Array, places: Array, shape: tuple[int, ...]) -> Array:
    gradient = np.zeros((shape[0], shape[1] * shape[2], shape[3]))
    for n, y, x, c in np.ndindex(*d_outputs.shape):
        gradient[n, places[n, y, x, c], c] += d_outputs[n, y, x, c]
    return gradient.reshape(shape)


def average_matrix(images: Array, geometry: Any, window: tuple[int, int], high: int, wide: int) -> Array:
    """The matrix (outputs' places, images' places) whose product with an image averages its windows."""
    matrix = np.zeros((high * wide, images.shape[1] * images.shape[2]))
    for y, x, _, _, row, column in cells(images, geometry, window, high, wide):
        matrix[y * wide + x, row * images.shape[2] + column] = 1
    return matrix / matrix.sum(1, keepdims=True)
