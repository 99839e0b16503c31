"""Enlarging images: cells repeated, or interpolated by a small fixed matrix for each axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel

Array = np.ndarray[Any, Any]


@kernel
def repeat(images, rows, columns, channels, down, across, outputs, begin, end):
    """Each cell becomes down × across cells, for the images begin…end."""
    width = np.uint64(channels)
    line = columns * across * channels
    for n in range(begin, end):
        for y in range(rows):
            first = ((n * rows + y) * down) * line
            for x in range(columns):
                at = np.uint64(((n * rows + y) * columns + x) * channels)
                for j in range(across):
                    to = np.uint64(first + (x * across + j) * channels)
                    for c in range(width):
                        outputs[to + c] = images[at + c]
            for i in range(1, down):
                to, of = np.uint64(first + i * line), np.uint64(first)
                for k in range(np.uint64(line)):
                    outputs[to + k] = outputs[of + k]


@kernel
def repeat_gradient(d_outputs, rows, columns, channels, down, across, d_images, add, begin, end):
    """d_images (+)= the sum over each cell's down × across copies."""
    width = np.uint64(channels)
    line = columns * across * channels
    for n in range(begin, end):
        for y in range(rows):
            first = ((n * rows + y) * down) * line
            for x in range(columns):
                to = np.uint64(((n * rows + y) * columns + x) * channels)
                if not add:
                    d_images[to : to + width] = 0
                for i in range(down):
                    for j in range(across):
                        at = np.uint64(first + i * line + (x * across + j) * channels)
                        for c in range(width):
                            d_images[to + c] += d_outputs[at + c]


class Bands(NamedTuple):
    """A matrix whose rows are zero but for a few neighbours: row i is `weights[i]` from column `first[i]` on."""

    first: Array
    weights: Array


@kernel
def interpolate(source, sizes, inner, first, weights, target, add, begin, end):
    """target[b, o, :] (+)= Σ_k weights[o, k] · source[b, first[o] + k, :] for the blocks b of begin…end.

    source: flat (blocks, sizes, inner); target: flat (blocks, len(first), inner).
    """
    width = np.uint64(inner)
    for b in range(begin, end):
        for o in range(first.size):
            to = np.uint64((b * first.size + o) * inner)
            if not add:
                target[to : to + width] = 0
            for k in range(weights.shape[1]):
                factor = weights[o, k]
                if factor != 0:
                    at = np.uint64((b * sizes + first[o] + k) * inner)
                    for c in range(width):
                        target[to + c] += factor * source[at + c]


def interpolation_bands(size: int, factor: int, method: str, dtype) -> tuple[Bands, Bands]:
    """The matrix that enlarges an axis of `size` cells `factor` times, and its transpose, as bands.

    method: bilinear, bicubic, lanczos3, lanczos5. Weights after `jax.image.resize`: samples at the cells' centres, each
    sample's weights scaled to sum to one.
    """
    centres = (np.arange(size * factor) + 0.5) / factor - 0.5
    matrix = METHODS[method](np.abs(centres[:, None] - np.arange(size)))
    matrix /= matrix.sum(1, keepdims=True)
    return _bands(matrix, dtype), _bands(matrix.T, dtype)


def _bands(matrix: Array, dtype) -> Bands:
    low = np.argmax(matrix != 0, axis=1)
    high = matrix.shape[1] - np.argmax(matrix[:, ::-1] != 0, axis=1)
    width = int((high - low).max())
    first = np.minimum(low, matrix.shape[1] - width)
    return Bands(first.astype(np.intp), np.take_along_axis(matrix, first[:, None] + np.arange(width), 1).astype(dtype))


def _triangle(x: Array) -> Array:
    return np.maximum(0, 1 - x)


def _cubic(x: Array) -> Array:
    """R. G. Keys, Cubic convolution interpolation for digital image processing, 1981, with A = −1/2."""
    near = ((1.5 * x - 2.5) * x) * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x >= 2, 0, np.where(x >= 1, far, near))


def _lanczos(radius: int) -> Callable[[Array], Array]:
    def weights(x: Array) -> Array:
        wave = radius * np.sin(math.pi * x) * np.sin(math.pi * x / radius)
        inside = np.where(x > 1e-3, wave / np.where(x != 0, math.pi**2 * x**2, 1), 1)
        return np.where(x > radius, 0, inside)

    return weights


METHODS: dict[str, Callable[[Array], Array]] = {
    "bilinear": _triangle, "bicubic": _cubic, "lanczos3": _lanczos(3), "lanczos5": _lanczos(5),
}  # fmt: skip
