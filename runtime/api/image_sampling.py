"""Keras' `ops.image`, the rest: images mapped, bent, blurred and compared. Arrays only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from runtime.api.images_given import images_of, refuse
from runtime.api.random_numbers import normal
from runtime.api.tensors import Tensor
from runtime.arrays import sampling
from runtime.ops.op import Array

ORDERS = {"nearest": 0, "bilinear": 1}


def _order(owner: str, interpolation: str, fill_mode: str) -> int:
    if interpolation not in ORDERS:
        raise refuse(owner, f"interpolation to be one of {', '.join(ORDERS)}", interpolation)
    if fill_mode not in sampling.FILL_MODES:
        raise refuse(owner, f"fill_mode to be one of {', '.join(sampling.FILL_MODES)}", fill_mode)
    return ORDERS[interpolation]


def affine_transform(
    images: Any,
    transform: Any,
    interpolation: str = "bilinear",
    fill_mode: str = "constant",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Array:
    """Images seen through eight numbers each: the pixel (x, y) is that at (a₀x + a₁y + a₂, b₀x + b₁y + b₂)."""
    given = images_of("affine_transform", images, data_format)
    order, maps = _order("affine_transform", interpolation, fill_mode), np.array(transform, np.float64)
    if maps.ndim not in (1, 2) or maps.shape[-1] != 8:
        raise refuse("affine_transform", "transform of eight numbers, or of eight for each image", maps.shape)
    maps = np.broadcast_to(maps, (len(given.last), 8)).copy()
    maps[:, 6:] = 0
    return given.back(sampling.through_maps(given.last, maps, order, fill_mode, fill_value))


def perspective_transform(
    images: Any,
    start_points: Any,
    end_points: Any,
    interpolation: str = "bilinear",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Array:
    """Images pulled at their corners, (4, 2) or (batch, 4, 2): what lay at a start point lies at its end point."""
    given = images_of("perspective_transform", images, data_format)
    start, end = np.asarray(start_points, np.float64), np.asarray(end_points, np.float64)
    if start.shape != end.shape or start.ndim not in (2, 3) or start.shape[-2:] != (4, 2):
        raise refuse("perspective_transform", "points of one shape, (4, 2) or (batch, 4, 2)", (start.shape, end.shape))
    maps = sampling.perspective_maps(start.reshape(-1, 4, 2), end.reshape(-1, 4, 2))
    maps = np.broadcast_to(maps, (len(given.last), 8))
    order = _order("perspective_transform", interpolation, "constant")
    return given.back(sampling.through_maps(given.last, maps, order, "constant", fill_value))


def map_coordinates(
    inputs: Any, coordinates: Any, order: int, fill_mode: str = "constant", fill_value: float = 0.0
) -> Array:
    """The numbers of an array at places between them; `coordinates` has an array for each axis."""
    if isinstance(inputs, Tensor):
        images_of("map_coordinates", inputs, None)
    array, places = np.asarray(inputs), np.asarray(coordinates)
    if places.ndim < 2 or len(places) != array.ndim:
        raise refuse("map_coordinates", f"coordinates for each of the {array.ndim} axes", places.shape)
    if order not in (0, 1):
        raise refuse("map_coordinates", "order to be 0 or 1", order)
    _order("map_coordinates", "nearest", fill_mode)
    return sampling.at_coordinates(array, list(places), order, fill_mode, fill_value)


def gaussian_blur(
    images: Any, kernel_size: Sequence[int] = (3, 3), sigma: Sequence[float] = (1.0, 1.0), data_format: Any = None
) -> Array:
    """Images of which each pixel is a mean of those around it, by Gauss' bell; sizes and sigmas of columns and rows."""
    given = images_of("gaussian_blur", images, data_format)
    window = sampling.bell(tuple(kernel_size)[::-1], tuple(sigma)[::-1])
    return given.back(sampling.filtered(given.last, window, True))


def elastic_transform(
    images: Any,
    alpha: float = 20.0,
    sigma: float = 5.0,
    interpolation: str = "bilinear",
    fill_mode: str = "reflect",
    fill_value: float = 0.0,
    seed: Any = None,
    data_format: str | None = None,
) -> Array:
    """Images bent at random: pixels move up to some `alpha`, and neighbours, `sigma` around, together."""
    given = images_of("elastic_transform", images, data_format)
    order = _order("elastic_transform", interpolation, fill_mode)
    batch, rows, columns, channels = given.last.shape
    size = int(6 * sigma) | 1
    window = sampling.bell((size, size), (sigma, sigma))
    moves = np.asarray(normal((batch, rows, columns, 2), seed=seed), np.float64) * sigma
    moves = alpha * sampling.filtered(moves, window, True)
    down, across = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    found = np.empty_like(given.last)
    for image, move, target in zip(given.last, moves, found):
        places = (down + move[..., 1], across + move[..., 0])
        for c in range(channels):
            target[..., c] = sampling.at_coordinates(image[..., c], places, order, fill_mode, fill_value)
    return given.back(found)


def scale_and_translate(
    images: Any,
    output_shape: Sequence[int],
    scale: Any,
    translation: Any,
    spatial_dims: Sequence[int],
    method: str,
    antialias: bool = True,
) -> Array:
    """Axes scaled and shifted: what lay at x lies at x · scale + translation; outside are zeros."""
    if isinstance(images, Tensor):
        images_of("scale_and_translate", images, None)
    if method not in sampling.METHODS:
        raise refuse("scale_and_translate", f"method to be one of {', '.join(sampling.METHODS)}", method)
    found = np.asarray(images)
    for axis, by, shift in zip(spatial_dims, np.asarray(scale), np.asarray(translation), strict=True):
        found = sampling.scaled(found, axis, output_shape[axis], float(by), float(shift), method, antialias)
    return found


def sobel_edges(images: Any, data_format: str | None = None) -> Array:
    """How steep images are, down and across, along a last axis of two."""
    given = images_of("sobel_edges", images, data_format)
    if given.alone:
        raise refuse("sobel_edges", "a batch of images, four axes", np.shape(images))
    across = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    found = [given.back(sampling.filtered(given.last, window, True)) for window in (across.T, across)]
    return np.stack(found, -1)


def ssim(
    image1: Any,
    image2: Any,
    max_val: float = 1.0,
    filter_size: int = 11,
    filter_sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
    data_format: str | None = None,
) -> Array:
    """How alike images are to the eye, 1 where they are the same (Wang and others, 2004)."""
    a, b = images_of("ssim", image1, data_format), images_of("ssim", image2, data_format)
    if a.last.shape != b.last.shape:
        raise refuse("ssim", "two images of one shape", (np.shape(image1), np.shape(image2)))
    if min(a.last.shape[1:3]) < filter_size:
        raise refuse("ssim", f"images of {filter_size} rows and columns or more", a.last.shape)
    kind = a.last.dtype if a.last.dtype.kind == "f" else np.dtype(np.float32)
    x, y = a.last.astype(kind), b.last.astype(kind)
    window = sampling.bell((filter_size, filter_size), (filter_sigma, filter_sigma))
    mean_x, mean_y, of_x, of_y, of_both = (sampling.filtered(z, window, False) for z in (x, y, x * x, y * y, x * y))
    small, least = (k1 * max_val) ** 2, (k2 * max_val) ** 2
    likeness = (2 * mean_x * mean_y + small) * (2 * (of_both - mean_x * mean_y) + least)
    likeness /= (mean_x**2 + mean_y**2 + small) * (of_x - mean_x**2 + of_y - mean_y**2 + least)
    found = likeness.mean((1, 2)).mean(-1).astype(a.last.dtype)
    return np.asarray(found[0] if a.alone else found)


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    affine_transform, perspective_transform, map_coordinates, gaussian_blur, elastic_transform, scale_and_translate,
    sobel_edges, ssim,
)  # fmt: skip
