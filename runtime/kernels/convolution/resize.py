"""Images of another size: cells repeated, or interpolated by a matrix of few neighbours for each axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.convolution.bands import Bands

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


def resize_bands(size: int, target: int, method: str, antialias: bool, dtype: Any) -> Bands:
    """The matrix that makes `target` cells of an axis of `size` cells.

    method: nearest, bilinear, bicubic, lanczos3, lanczos5. Weights after `jax.image.resize`: samples at the cells'
    centres, each sample's weights scaled to sum to one; with `antialias` a kernel is as wide as what it shrinks.
    """
    if method == "nearest":
        nearest = (2 * np.arange(target) + 1) * size // (2 * target)
        return Bands(nearest.astype(np.intp), np.ones((target, 1), dtype))
    kernel_of, radius = METHODS[method]
    stretch = max(1.0, size / target) if antialias else 1.0
    centres = (np.arange(target) + 0.5) * (size / target) - 0.5
    width = min(size, 2 * math.ceil(radius * stretch))
    first = np.clip(np.floor(centres - radius * stretch).astype(np.intp) + 1, 0, size - width)
    weights = kernel_of(np.abs(centres[:, None] - (first[:, None] + np.arange(width))) / stretch)
    return Bands(first, (weights / weights.sum(1, keepdims=True)).astype(dtype))


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


METHODS: dict[str, tuple[Callable[[Array], Array], int]] = {
    "bilinear": (_triangle, 1), "bicubic": (_cubic, 2), "lanczos3": (_lanczos(3), 3), "lanczos5": (_lanczos(5), 5),
}  # fmt: skip
"""The weight of a cell by its distance from a sample, and how far it reaches."""
