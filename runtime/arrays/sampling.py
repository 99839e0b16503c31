"""Arrays read between their numbers: at coordinates, along maps, and at another size; after `jax.scipy.ndimage` and
`jax.image`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_TINY = 1000.0 * float(np.finfo(np.float32).eps)


def _mirrored(index: Array, size: int) -> Array:
    period = max(2 * (size - 1), 1)
    return np.abs((index + size - 1) % period - (size - 1)) if size > 1 else np.zeros_like(index)


FILL_MODES: dict[str, Callable[[Array, int], Array]] = {
    "constant": lambda index, _size: index,
    "nearest": lambda index, size: np.clip(index, 0, size - 1),
    "wrap": lambda index, size: index % size,
    "mirror": _mirrored,
    "reflect": lambda index, size: (_mirrored(2 * index + 1, 2 * size + 1) - 1) // 2,
}
"""Which number stands at a place outside: the axis goes on by its last number, begins again, or goes back."""


def at_coordinates(array: Array, coordinates: Sequence[Array], order: int, mode: str, fill: float) -> Array:
    """The numbers of an array at places between them, one array of coordinates for each axis; `order` 0 takes the
    nearest one, 1 what lies between the two around."""
    axes: list[list[tuple[Array, Array | bool, Array | float]]] = []
    for coordinate, size in zip(coordinates, array.shape, strict=True):
        if order:
            below = np.floor(coordinate)
            upper = coordinate - below
            nodes: list[tuple[Array, Any]] = [(below, 1 - upper), (below + 1, upper)]
        else:
            nodes = [(np.where(coordinate < 0, np.ceil(coordinate - 0.5), np.floor(coordinate + 0.5)), 1.0)]
        axes.append([])
        for place, weight in nodes:
            index = FILL_MODES[mode](place.astype(np.int64), size)
            inside = (index >= 0) & (index < size) if mode == "constant" else True
            axes[-1].append((np.clip(index, 0, size - 1), inside, weight))
    total: Any = 0.0
    for corner in product(*axes):
        found: Any = array[tuple(index for index, _, _ in corner)]
        if mode == "constant":
            all_inside = reduce(np.logical_and, [inside for _, inside, _ in corner])
            found = np.where(all_inside, found, fill)
        for _, _, weight in corner:
            found = weight * found
        total = total + found
    if array.dtype.kind in "iu":
        total = np.sign(total) * np.floor(np.abs(total) + 0.5)
    return np.asarray(total).astype(array.dtype)


def through_maps(images: Array, maps: Array, order: int, mode: str, fill: float) -> Array:
    """Images (batch, rows, columns, channels) seen through a map each, eight numbers a₀ … a₇: the pixel (x, y) is that
    at ((a₀x + a₁y + a₂) / k, (a₃x + a₄y + a₅) / k) with k = a₆x + a₇y + 1."""
    _, rows, columns, channels = images.shape
    y, x = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    found = np.empty_like(images)
    for image, a, target in zip(images, maps, found):
        k = a[6] * x + a[7] * y + 1
        across, down = (a[0] * x + a[1] * y + a[2]) / k, (a[3] * x + a[4] * y + a[5]) / k
        for c in range(channels):
            target[..., c] = at_coordinates(image[..., c], (down, across), order, mode, fill)
    return found


def perspective_maps(start: Array, end: Array) -> Array:
    """The maps that read the corners `start` (batch, 4, 2) at the corners `end`, for `through_maps`."""
    x, y, u, v = end[..., 0], end[..., 1], start[..., 0], start[..., 1]
    zeros, ones = np.zeros_like(x), np.ones_like(x)
    across = np.stack([x, y, ones, zeros, zeros, zeros, -u * x, -u * y], -1)
    down = np.stack([zeros, zeros, zeros, x, y, ones, -v * x, -v * y], -1)
    goal = np.concatenate([u, v], -1)[..., None]
    found: Array = np.linalg.solve(np.concatenate([across, down], 1), goal)
    return found[..., 0]


def _lanczos(radius: float) -> Callable[[Array], Array]:
    def weights(x: Array) -> Array:
        y = radius * np.sin(np.pi * x) * np.sin(np.pi * x / radius)
        near = np.where(x > 1e-3, y / np.where(x != 0, np.pi**2 * x**2, 1), 1)
        return np.where(x > radius, 0.0, near)

    return weights


def _cubic(x: Array) -> Array:
    found = ((1.5 * x - 2.5) * x) * x + 1
    found = np.where(x >= 1, ((-0.5 * x + 2.5) * x - 4) * x + 2, found)
    return np.where(x >= 2, 0.0, found)


def _triangle(x: Array) -> Array:
    return np.maximum(0, 1 - np.abs(x))


METHODS: dict[str, Callable[[Array], Array]] = {
    "linear": _triangle, "bilinear": _triangle, "trilinear": _triangle,
    "cubic": _cubic, "bicubic": _cubic, "tricubic": _cubic,
    "lanczos3": _lanczos(3.0), "lanczos5": _lanczos(5.0),
}  # fmt: skip


def scaled(array: Array, axis: int, size: int, scale: float, shift: float, method: str, antialias: bool) -> Array:
    """An axis brought to `size` numbers: what lay at x lies at x · scale + shift; outside are zeros."""
    own = array.shape[axis]
    places = (np.arange(size) + 0.5) / scale - shift / scale - 0.5
    width = max(1 / scale, 1.0) if antialias else 1.0
    weights = METHODS[method](np.abs(places[None] - np.arange(own)[:, None]) / width)
    sums = weights.sum(0, keepdims=True)
    weights = np.where(np.abs(sums) > _TINY, weights / np.where(sums != 0, sums, 1), 0)
    weights = np.where((places >= -0.5) & (places <= own - 0.5), weights, 0).astype(array.dtype)
    return np.moveaxis(np.moveaxis(array, axis, -1) @ weights, -1, axis)


def filtered(images: Array, window: Array, same: bool) -> Array:
    """Images (batch, rows, columns, channels) under a window, each channel by itself; with `same` zeros stand around
    them, so that they keep their size."""
    high, wide = window.shape
    if same:
        around = [((n - 1) // 2, n - 1 - (n - 1) // 2) for n in (high, wide)]
        images = np.pad(images, ((0, 0), *around, (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(images, (high, wide), axis=(1, 2))
    found: Array = np.einsum("byxcij,ij->byxc", seen, window.astype(images.dtype))
    return found


def bell(sizes: Sequence[int], sigmas: Sequence[Any]) -> Array:
    """A Gaussian window of these rows and columns that adds up to 1."""
    rows, columns = (
        np.exp(-0.5 * ((np.arange(size) - (size - 1) / 2) / np.float64(sigma)) ** 2)
        for size, sigma in zip(sizes, sigmas, strict=True)
    )
    return np.outer(rows / rows.sum(), columns / columns.sum())
