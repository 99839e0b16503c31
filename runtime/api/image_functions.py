"""Keras' `ops.image`: images cropped, bordered, resized, cut into patches, and their colours. What is made of
operations is computed between layers too, the rest of arrays only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api import image_sampling
from runtime.api.by_name import call
from runtime.api.errors import ApiError
from runtime.api.images_given import images_of, part_of, refuse
from runtime.api.layer_classes import layer_class
from runtime.api.tensors import Tensor
from runtime.arrays.settings import checked_format
from runtime.kernels.convolution.resize import resize_bands
from runtime.ops.op import Array

GREYS = (0.2989, 0.5870, 0.1140)
"""How much red, green and blue count for what is seen."""


def crop_images(
    images: Any,
    top_cropping: int | None = None,
    left_cropping: int | None = None,
    bottom_cropping: int | None = None,
    right_cropping: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
    data_format: str | None = None,
) -> Any:
    """Images without their borders; of each axis two of the three numbers are given."""
    axes = part_of("crop_images", images, data_format)
    down = _two_of_three("crop_images", "height", top_cropping, bottom_cropping, target_height, axes.rows, -1)
    across = _two_of_three("crop_images", "width", left_cropping, right_cropping, target_width, axes.columns, -1)
    parts = [slice(None)] * axes.rank
    parts[axes.first], parts[axes.first + 1] = (
        slice(before, size - after) for (before, after), size in zip((down, across), (axes.rows, axes.columns))
    )
    return (images if isinstance(images, Tensor) else np.asarray(images))[tuple(parts)]


def pad_images(
    images: Any,
    top_padding: int | None = None,
    left_padding: int | None = None,
    bottom_padding: int | None = None,
    right_padding: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
    data_format: str | None = None,
) -> Any:
    """Images with borders of zeros; of each axis two of the three numbers are given."""
    axes = part_of("pad_images", images, data_format)
    around: list[tuple[int, int]] = [(0, 0)] * axes.rank
    around[axes.first] = _two_of_three("pad_images", "height", top_padding, bottom_padding, target_height, axes.rows, 1)
    around[axes.first + 1] = _two_of_three(
        "pad_images", "width", left_padding, right_padding, target_width, axes.columns, 1
    )
    return call("pad", images if isinstance(images, Tensor) else np.asarray(images), around)


def _two_of_three(
    owner: str, axis: str, before: int | None, after: int | None, target: int | None, size: int, sign: int
) -> tuple[int, int]:
    """The two borders, where one of them or the size that comes out is left open; `sign` is 1 where they are added."""
    if [before, after, target].count(None) != 1:
        raise ApiError(
            say(
                "{owner}: give two of the border before, the border behind and the target for the {axis}. Received: "
                "{before}, {after}, {target}.",
                owner=owner,
                axis=axis,
                before=before,
                after=after,
                target=target,
            )
        )
    borders = 0 if target is None else sign * (target - size)
    first = before if before is not None else borders - (after or 0)
    last = after if after is not None else borders - first
    if first < 0 or last < 0 or (sign < 0 and first + last > size):
        raise ApiError(
            say(
                "{owner}: the borders of the {axis}, {size} pixels, would be {first} and {last}. Choose others, or "
                "another target.",
                owner=owner,
                axis=axis,
                size=size,
                first=first,
                last=last,
            )
        )
    return first, last


def rgb_to_grayscale(images: Any, data_format: str | None = None) -> Any:
    """Images of one channel: 0.2989 of the red, 0.587 of the green and 0.114 of the blue."""
    axes = part_of("rgb_to_grayscale", images, data_format)
    channels = images.shape[axes.channels] if isinstance(images, Tensor) else np.shape(images)[axes.channels]
    if channels == 1:
        return images
    if channels != 3:
        raise refuse("rgb_to_grayscale", "1 or 3 channels", channels)
    if isinstance(images, Tensor):
        weights = np.array(GREYS, np.float32).reshape([3 if n == axes.channels else 1 for n in range(axes.rank)])
        return call("sum", images * weights, axis=axes.channels, keepdims=True)
    array = np.asarray(images)
    wide = array.astype(array.dtype if array.dtype.kind == "f" else np.float32)
    grey = np.tensordot(wide, np.array(GREYS, wide.dtype), (axes.channels, 0))
    return np.expand_dims(grey, axes.channels).astype(array.dtype)


def rgb_to_hsv(images: Any, data_format: str | None = None) -> Array:
    """Hue, saturation and value of red, green and blue, all from 0 to 1."""
    given = images_of("rgb_to_hsv", images, data_format, floats=True)
    array = np.where(np.abs(given.last) < np.finfo(given.last.dtype).eps, 0, given.last)
    red, green, blue = np.moveaxis(array, -1, 0)
    value = array.max(-1)
    span = value - array.min(-1)
    norm = 1 / (6 * np.where(span > 0, span, 1))
    saturation = np.where(value > 0, span / np.where(value > 0, value, 1), 0)
    hue = np.where(value == green, norm * (blue - red) + 2 / 6, norm * (red - green) + 4 / 6)
    hue = np.where(value == red, norm * (green - blue), hue)
    hue = np.where(span > 0, hue, 0) + (hue < 0)
    return given.back(np.stack([hue, saturation, value], -1).astype(given.last.dtype))


def hsv_to_rgb(images: Any, data_format: str | None = None) -> Array:
    """Red, green and blue of hue, saturation and value."""
    given = images_of("hsv_to_rgb", images, data_format, floats=True)
    hue, saturation, value = np.moveaxis(given.last, -1, 0)
    turn = np.mod(hue, 1) * 6
    shares = (abs(turn - 3) - 1, 2 - abs(turn - 2), 2 - abs(turn - 4))
    channels = [value * (1 - saturation + saturation * np.clip(share, 0, 1)) for share in shares]
    return given.back(np.stack(channels, -1).astype(given.last.dtype))


def resize(
    images: Any,
    size: Sequence[int],
    interpolation: str = "bilinear",
    antialias: bool = False,
    crop_to_aspect_ratio: bool = False,
    pad_to_aspect_ratio: bool = False,
    fill_mode: str = "constant",
    fill_value: float = 0.0,
    data_format: str | None = None,
) -> Any:
    """Images of another size; between layers it is a layer Resizing."""
    if len(tuple(size)) != 2:
        raise refuse("resize", "size to be (height, width)", size)
    height, width = size
    settings = {
        "interpolation": interpolation,
        "crop_to_aspect_ratio": crop_to_aspect_ratio,
        "pad_to_aspect_ratio": pad_to_aspect_ratio,
        "fill_mode": fill_mode,
        "fill_value": fill_value,
        "antialias": antialias,
        "data_format": checked_format(data_format),
    }
    layer = layer_class("Resizing")(height, width, **settings)
    if isinstance(images, Tensor):
        return layer(images)
    given = images_of("resize", images, data_format)
    if crop_to_aspect_ratio or pad_to_aspect_ratio:
        whole = given.last if given.last.dtype.kind == "f" else given.last.astype(np.float32)
        layer = layer_class("Resizing")(height, width, **{**settings, "data_format": "channels_last"})
        return given.back(np.asarray(layer(whole)))
    found = given.last if given.last.dtype.kind == "f" else given.last.astype(np.float32)
    for axis, target in ((1, height), (2, width)):
        own = found.shape[axis]
        bands = resize_bands(own, target, interpolation, antialias, found.dtype)
        matrix = np.zeros((target, own), found.dtype)
        np.put_along_axis(matrix, bands.first[:, None] + np.arange(bands.weights.shape[1]), bands.weights, 1)
        found = np.moveaxis(np.moveaxis(found, axis, -1) @ matrix.T, -1, axis)
    return given.back(found)


def extract_patches(
    images: Any,
    size: Any,
    strides: Any = None,
    dilation_rate: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """The pixels under a window, at each of its places, as channels; of volumes where `size` has three numbers."""
    axes = 3 if isinstance(size, (tuple, list)) and len(size) == 3 else 2
    return _patches("extract_patches", axes, images, size, strides, dilation_rate, padding, data_format)


def extract_patches_3d(
    volumes: Any,
    size: Any,
    strides: Any = None,
    dilation_rate: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """The same of volumes."""
    return _patches("extract_patches_3d", 3, volumes, size, strides, dilation_rate, padding, data_format)


def _patches(
    owner: str, axes: int, images: Any, size: Any, strides: Any, dilation: Any, padding: str, data_format: str | None
) -> Any:
    sizes = (size,) * axes if isinstance(size, int) else tuple(size)
    if len(sizes) != axes:
        raise refuse(owner, f"size to be a number, or {axes} of them", size)
    alone = len(images.shape) == axes + 1
    if not alone and len(images.shape) != axes + 2:
        raise refuse(owner, f"images of {axes + 1} or {axes + 2} axes", tuple(images.shape))
    own = images if isinstance(images, Tensor) else np.asarray(images)
    batch = call("expand_dims", own, 0) if alone else own
    channels: Any = batch.shape[1] if checked_format(data_format) == "channels_first" else batch.shape[-1]
    number = int(np.prod(sizes)) * channels
    kernel = np.eye(number, dtype=np.float32).reshape((*sizes, channels, number))
    found = call(
        "conv",
        batch,
        kernel,
        strides or sizes,
        padding,
        data_format=checked_format(data_format),
        dilation_rate=dilation,
    )
    return call("squeeze", found, 0) if alone else found


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    crop_images, pad_images, rgb_to_grayscale, rgb_to_hsv, hsv_to_rgb, resize, extract_patches, extract_patches_3d,
    *image_sampling.FUNCTIONS,
)  # fmt: skip
"""Each under its own name."""
