"""Pictures brought to another size, by the weights that TensorFlow's and JAX' `resize` use without antialiasing.

Each pixel that is made is the weighted mean of those around its place, along one axis after the other; at the border
the weights of what is there add up to one. Kernels: Keys 1981 (a = −1/2), Mitchell and Netravali 1988, Lanczos.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.arrays.images import size_of
from runtime.arrays.settings import checked_array, checked_format
from runtime.data.errors import bad

Kernel = Callable[[NDArray[Any]], NDArray[Any]]


def _triangle(x: NDArray[Any]) -> NDArray[Any]:
    return np.maximum(0.0, 1.0 - x)


def _cubic(x: NDArray[Any]) -> NDArray[Any]:
    near = (1.5 * x - 2.5) * x * x + 1.0
    far = ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    return np.where(x >= 2, 0.0, np.where(x >= 1, far, near))


def _mitchell(x: NDArray[Any]) -> NDArray[Any]:
    near = ((7 / 6) * x - 2.0) * x * x + 8 / 9
    far = ((-7 / 18 * x + 2.0) * x - 10 / 3) * x + 16 / 9
    return np.where(x >= 2, 0.0, np.where(x >= 1, far, near))


def _gaussian(x: NDArray[Any]) -> NDArray[Any]:
    return np.where(x < 1.5, np.exp(-2.0 * x * x), 0.0)


def _lanczos(radius: float) -> Kernel:
    return lambda x: np.where(x < radius, np.sinc(x) * np.sinc(x / radius), 0.0)


KERNELS: dict[str, Kernel] = {
    "bilinear": _triangle,
    "bicubic": _cubic,
    "lanczos3": _lanczos(3.0),
    "lanczos5": _lanczos(5.0),
    "gaussian": _gaussian,
    "mitchellcubic": _mitchell,
}
INTERPOLATIONS = ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic")


def nearest(size: int, wanted: int) -> NDArray[np.int64]:
    """Which pixels along an axis of that size stand for those of another one."""
    return np.minimum(np.floor((np.arange(wanted) + 0.5) * (size / wanted)), size - 1).astype(np.int64)


@lru_cache(64)
def weights(size: int, wanted: int, interpolation: str) -> NDArray[np.float32]:
    """The matrix (wanted, size) that brings an axis of that size to another one."""
    scale = size / wanted
    pixels = np.arange(size)
    if interpolation == "area":
        begin = np.arange(wanted)[:, None] * scale
        covered = np.minimum(pixels + 1, begin + scale) - np.maximum(pixels, begin)
        found = np.maximum(covered, 0.0)
    else:
        places = (np.arange(wanted)[:, None] + 0.5) * scale
        found = KERNELS[interpolation](np.abs(pixels + 0.5 - places))
    return np.asarray(found / found.sum(axis=1, keepdims=True), np.float32)


def resized(pixels: NDArray[Any], size: tuple[int, int], interpolation: str) -> NDArray[Any]:
    """Pictures (…, height, width, channels) in another height and width, as float32; with "nearest" of their own
    type."""
    height, width = pixels.shape[-3:-1]
    if interpolation == "nearest":
        rows, columns = nearest(height, size[0]), nearest(width, size[1])
        return np.ascontiguousarray(pixels[..., rows[:, None], columns, :])
    found = pixels.astype(np.float32)
    if (height, width) == size:
        return found
    across = np.einsum("ow,...hwc->...hoc", weights(width, size[1], interpolation), found, optimize=True)
    return np.ascontiguousarray(
        np.einsum("oh,...hwc->...owc", weights(height, size[0], interpolation), across, optimize=True), np.float32
    )


def middle(height: int, width: int, size: tuple[int, int]) -> tuple[slice, slice]:
    """The largest part of a picture around its middle that has the form of that size."""
    tall = max(min(height, int(width * size[0] / size[1])), 1)
    wide = max(min(width, int(height * size[1] / size[0])), 1)
    top, left = int((height - tall) / 2), int((width - wide) / 2)
    return slice(top, top + tall), slice(left, left + wide)


def cropped_to(pixels: NDArray[Any], size: tuple[int, int], interpolation: str) -> NDArray[Any]:
    """A picture's middle part of the form of that size, in that size."""
    height, width = pixels.shape[-3:-1]
    rows, columns = middle(height, width, size)
    return resized(pixels[..., rows, columns, :], size, interpolation)


def padded_to(pixels: NDArray[Any], size: tuple[int, int], interpolation: str) -> NDArray[Any]:
    """The whole picture as large as it fits into that size, in the middle of black; counted in float32 as TensorFlow
    does, which can make it a pixel smaller."""
    wanted = np.asarray(size, np.float32)
    sizes = np.asarray(pixels.shape[-3:-1], np.float32)
    fitting = sizes / (sizes / wanted).max()
    tall, wide = (max(int(n), 1) for n in np.floor(fitting))
    top, left = (max(int(n), 0) for n in np.floor((wanted - fitting) / 2))
    inner = resized(pixels, (tall, wide), interpolation)
    found = np.zeros((*pixels.shape[:-3], *size, pixels.shape[-1]), inner.dtype)
    found[..., top : top + tall, left : left + wide, :] = inner
    return found


def checked_interpolation(owner: str, given: Any) -> str:
    """The name of a way to another size; raises DataError."""
    name = given.lower() if isinstance(given, str) else given
    if name not in INTERPOLATIONS:
        raise bad(
            "{owner}: interpolation must be one of {known}. Received: {given!r:.40}.",
            owner=owner,
            known=", ".join(INTERPOLATIONS),
            given=given,
        )
    return str(name)


def smart_resize(
    x: Any,
    size: Any,
    interpolation: str = "bilinear",
    data_format: str = "channels_last",
) -> NDArray[Any]:
    """Pictures in another size and not distorted: the largest middle part of its form is resized.

    x: (height, width, channels), or several of them; channels first where that is said. Gives float32, with
    "nearest" the type of x.
    """
    pixels = checked_array("smart_resize: x", x)
    if pixels.ndim not in (3, 4):
        raise bad(
            "smart_resize needs a picture or several, arrays of three or four axes. Received: {got}.",
            got=str(pixels.shape),
        )
    wanted = size_of("smart_resize", "size", size)
    name = checked_interpolation("smart_resize", interpolation)
    if checked_format(data_format) == "channels_last":
        return cropped_to(pixels, wanted, name)
    return np.moveaxis(cropped_to(np.moveaxis(pixels, -3, -1), wanted, name), -1, -3)
