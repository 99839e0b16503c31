"""Pictures and arrays: read, written, and made of each other through Pillow."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from runtime.arrays.settings import checked_array, checked_format, floatx, standardize_dtype
from runtime.data.errors import bad

if TYPE_CHECKING:
    from PIL.Image import Image

MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}
GREYS = ("L", "I;16", "I")
"""Grey pictures that keep their numbers, as in Keras."""
SAVING = frozenset((
    "append_images", "bits", "comment", "compress_level", "compression", "disposal", "dpi", "duration", "exact", "exif",
    "icc_profile", "keep_rgb", "lossless", "loop", "method", "optimize", "pnginfo", "progressive", "qtables", "quality",
    "save_all", "smooth", "streamtype", "subsampling", "tiffinfo", "transparency",
))  # fmt: skip
"""What Pillow's `save` takes for the formats that it writes; others it would not look at."""
METHODS = ("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos")
"""Pillow's ways to another size."""


def array_to_img(x: Any, data_format: str | None = None, scale: bool = True, dtype: Any = None) -> Image:
    """The picture of an array (height, width, channels) with 1, 3 or 4 channels; channels first where that is said.

    `scale` spreads the numbers over 0…255; without it they are cut to bytes as they are. Raises DataError.
    """
    from PIL import Image as Pillow

    pixels = checked_array("array_to_img: x", x).astype(floatx() if dtype is None else standardize_dtype(dtype))
    if pixels.ndim != 3:
        raise bad(
            "array_to_img needs one picture, an array of three axes. Received: shape {got}.", got=str(np.shape(x))
        )
    if checked_format(data_format) == "channels_first":
        pixels = pixels.transpose(1, 2, 0)
    if not pixels.size:
        raise bad("array_to_img: a picture has pixels. Received: shape {got}.", got=str(np.shape(x)))
    if pixels.shape[2] not in (1, 3, 4):
        raise bad("array_to_img: a picture has 1, 3 or 4 channels. Received: {n}.", n=pixels.shape[2])
    if scale:
        pixels = pixels - np.min(pixels)
        if (most := np.max(pixels)) != 0:
            pixels = pixels / most
        pixels = pixels * 255
    if pixels.shape[2] > 1:
        return Pillow.fromarray(as_bytes(pixels))
    if np.max(pixels) > 255:
        return Pillow.fromarray(pixels[:, :, 0].astype(np.int32))
    return Pillow.fromarray(as_bytes(pixels[:, :, 0]))


def as_bytes(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """Cut to whole numbers; what doesn't fit into a byte goes round, as in NumPy."""
    if pixels.dtype.kind == "f":
        pixels = np.nan_to_num(pixels, posinf=0.0, neginf=0.0).astype(np.int64)
    return np.ascontiguousarray(pixels.astype(np.uint8))


def img_to_array(img: Any, data_format: str | None = None, dtype: Any = None) -> NDArray[Any]:
    """The numbers of a picture, (height, width, channels), float32 unless another type is asked for."""
    pixels = np.asarray(img, floatx() if dtype is None else standardize_dtype(dtype))
    first = checked_format(data_format) == "channels_first"
    if pixels.ndim == 2:
        return pixels[None] if first else pixels[..., None]
    if pixels.ndim != 3:
        raise bad("img_to_array needs one picture. Received: an array of shape {got}.", got=str(pixels.shape))
    return pixels.transpose(2, 0, 1) if first else pixels


def load_img(
    path: Any,
    color_mode: str = "rgb",
    target_size: Any = None,
    interpolation: str = "nearest",
    keep_aspect_ratio: bool = False,
) -> Image:
    """A picture from a file, in colours "rgb", "rgba" or "grayscale"; raises DataError, and OSError as Python does.

    `target_size` is (height, width); with `keep_aspect_ratio` a part of that form is cut out of the middle first.
    """
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    if color_mode not in MODES:
        raise bad("load_img: color_mode must be grayscale, rgb or rgba. Received: {given!r:.40}.", given=color_mode)
    if not isinstance(path, (str, bytes, os.PathLike, io.BytesIO)):
        raise bad("load_img needs the name of a file, or a BytesIO. Received: {given!r:.80}.", given=path)
    try:
        data = path if isinstance(path, io.BytesIO) else io.BytesIO(Path(os.fsdecode(path)).read_bytes())
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            image: Image = Pillow.open(data)
            image.load()
    except UnidentifiedImageError:
        raise bad("load_img: {path} is no picture that can be read.", path=_name(path)) from None
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise bad("load_img: {path} has far more pixels than a picture for training needs.", path=_name(path)) from None
    if image.mode != MODES[color_mode] and not (color_mode == "grayscale" and image.mode in GREYS):
        image = image.convert(MODES[color_mode])
    return image if target_size is None else _resized(image, target_size, interpolation, keep_aspect_ratio)


def _resized(image: Image, target_size: Any, interpolation: str, keep_aspect_ratio: bool) -> Image:
    from PIL import Image as Pillow

    height, width = size_of("load_img", "target_size", target_size)
    if image.size == (width, height):
        return image
    if interpolation not in METHODS:
        raise bad(
            "load_img: interpolation must be one of {known}. Received: {given!r:.40}.",
            known=", ".join(METHODS),
            given=interpolation,
        )
    method = Pillow.Resampling[interpolation.upper()]
    if not keep_aspect_ratio:
        return image.resize((width, height), method)
    cut_height = min(image.height, image.width * height // width)
    cut_width = min(image.width, image.height * width // height)
    top, left = (image.height - cut_height) // 2, (image.width - cut_width) // 2
    return image.resize((width, height), method, box=(left, top, left + cut_width, top + cut_height))


def size_of(owner: str, name: str, given: Any) -> tuple[int, int]:
    """Height and width, given as both or as one number for both; raises DataError."""
    sizes = (given, given) if isinstance(given, (int, np.integer)) and not isinstance(given, bool) else given
    fits = (
        isinstance(sizes, (tuple, list))
        and len(sizes) == 2
        and all(isinstance(n, (int, np.integer)) and not isinstance(n, bool) and n > 0 for n in sizes)
    )
    if not fits:
        raise bad(
            "{owner}: {name} must be (height, width), two whole numbers from 1. Received: {given!r:.40}.",
            owner=owner,
            name=name,
            given=given,
        )
    return int(sizes[0]), int(sizes[1])


def save_img(
    path: Any,
    x: Any,
    data_format: str | None = None,
    file_format: str | None = None,
    scale: bool = True,
    **kwargs: Any,
) -> None:
    """Write an array as a picture; the name's ending says in which format where `file_format` doesn't.

    Further arguments, such as quality=90, go to Pillow's `save`. JPEG has no transparency, which is left out with a
    warning.
    """
    if unknown := sorted(kwargs.keys() - SAVING):
        raise bad(
            "save_img: Pillow's save knows no {names}. Known: {known}.",
            names=", ".join(unknown),
            known=", ".join(sorted(SAVING)),
        )
    if file_format is None and isinstance(path, (str, os.PathLike)):
        file_format = Path(path).suffix[1:]
    form = file_format.lower().replace("jpg", "jpeg") if file_format else None
    image = array_to_img(x, data_format, scale)
    if image.mode == "RGBA" and form == "jpeg":
        warnings.warn("JPEG has no transparency: the picture is saved without its fourth channel.", stacklevel=2)
        image = image.convert("RGB")
    try:
        image.save(path, format=form, **kwargs)
    except (KeyError, ValueError) as error:
        raise bad(
            "save_img: no picture can be written in the format {form!r:.20}: {reason:.100}. Use PNG or JPEG.",
            form=form or "",
            reason=str(error),
        ) from None


def _name(path: Any) -> str:
    return "the picture" if isinstance(path, io.BytesIO) else os.fsdecode(path)
