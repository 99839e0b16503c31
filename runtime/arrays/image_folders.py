"""Data sets of folders of pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from runtime.arrays.folders import Folder, data_sets
from runtime.arrays.images import MODES, size_of
from runtime.arrays.resizing import checked_interpolation, cropped_to, padded_to, resized
from runtime.arrays.settings import checked_format
from runtime.arrays.windows import checked_form
from runtime.data.errors import bad
from runtime.data.readers.image_folder import with_image

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
OWNER = "image_dataset_from_directory"


def image_dataset_from_directory(
    directory: Any,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Any = None,
    color_mode: str = "rgb",
    batch_size: int | None = 32,
    image_size: Any = (256, 256),
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    interpolation: str = "bilinear",
    follow_links: bool = False,
    crop_to_aspect_ratio: bool = False,
    pad_to_aspect_ratio: bool = False,
    data_format: str | None = None,
    format: str = "tf",
    verbose: bool = True,
) -> Any:
    """A data set of the pictures in a folder, a subfolder a class: (images, labels), or images alone.

    Images are float32 (batch, height, width, channels) of 0…255, bytes with "nearest"; labels int32, one-hot float32
    ("categorical") or float32 (batch, 1) ("binary"). The same seed shuffles and splits as in Keras; `subset="both"`
    gives two data sets. JPEG is decoded by Pillow, to within a few units of what TensorFlow decodes.
    Raises DataError.
    """
    checked_form(OWNER, format)
    if color_mode not in MODES:
        raise bad(
            "{owner}: color_mode must be grayscale, rgb or rgba. Received: {given!r:.40}.",
            owner=OWNER,
            given=color_mode,
        )
    if crop_to_aspect_ratio and pad_to_aspect_ratio:
        raise bad("{owner}: pictures can be cropped or padded to a form, not both.", owner=OWNER)
    size, way = size_of(OWNER, "image_size", image_size), checked_interpolation(OWNER, interpolation)
    fitted = cropped_to if crop_to_aspect_ratio else padded_to if pad_to_aspect_ratio else resized
    first = checked_format(data_format) == "channels_first"

    def read(path: str) -> NDArray[Any]:
        pixels: NDArray[np.uint8] = with_image(
            Path(path), Path(os.fspath(directory)), lambda image: pixels_of(image, MODES[color_mode])
        )
        found = fitted(pixels, size, way)
        return found.transpose(2, 0, 1) if first else found

    asked = Folder(
        OWNER, directory, ENDINGS, labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
        subset, follow_links, verbose,
    )  # fmt: skip
    return data_sets(asked, read, np.stack)


def pixels_of(image: Image, mode: str) -> NDArray[np.uint8]:
    """The first frame as bytes (height, width, channels), as TensorFlow decodes it: as it lies in the file, without
    its transparency where none is asked for, and of sixteen bits the upper eight."""
    from PIL import Image as Pillow

    if image.mode.startswith("I"):
        image = Pillow.fromarray((np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("LA", "PA") or (image.mode == "P" and mode == "L"):
        image = image.convert("RGBA" if mode == "RGBA" else "RGB")
    pixels = np.asarray(image.convert(mode), np.uint8)
    return pixels.reshape(image.height, image.width, -1)
