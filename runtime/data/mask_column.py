"""Masks: pictures whose pixels are class numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from runtime.data.class_folders import name_in
from runtime.data.decoded_column import DecodedColumn
from runtime.data.errors import bad
from runtime.data.readers.image_folder import with_image

if TYPE_CHECKING:
    from PIL.Image import Image


class MaskColumn(DecodedColumn):
    """Masks as they are asked for, decoded once, (n, height, width) of bytes."""

    def __init__(self, folder: Path, files: list[Path], width: int, height: int, name: str = "mask") -> None:
        self.folder, self.size, shape = folder, (width, height), (len(files), height, width)
        super().__init__(name, files, ("mask", shape), shape, np.dtype(np.uint8))

    def decode(self, row: int) -> NDArray[np.uint8]:
        file = self.files[row]
        name = name_in(file, self.folder)
        found: NDArray[np.uint8] = with_image(file, self.folder, partial(class_numbers, size=self.size, name=name))
        return found


def class_numbers(image: Image, size: tuple[int, int], name: str) -> NDArray[np.uint8]:
    """The numbers of a mask's pixels: of a palette's colours, of grey, or 0 and 1; raises DataError for colours."""
    from PIL import Image as Pillow

    if image.mode not in ("1", "L", "P") and not image.mode.startswith("I"):
        raise bad(
            "{name} is a picture in colours, and a mask needs a class number for each pixel. Save it with a palette or "
            "in grey.",
            name=name,
        )
    pixels = np.asarray(image if image.size == size else image.resize(size, Pillow.Resampling.NEAREST))
    if pixels.dtype != np.bool_ and pixels.size and (pixels.max() > 255 or pixels.min() < 0):
        number = int(pixels.max() if pixels.max() > 255 else pixels.min())
        raise bad("{name} has the class number {number}; 0 to 255 are read.", name=name, number=number)
    return pixels.astype(np.uint8)
