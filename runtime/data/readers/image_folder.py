"""A folder with one subfolder of pictures per class. Sizes are read from the headers first; pixels only when needed.

Only the formats listed here are opened, whatever a file is called, and no picture larger than `MOST_PIXELS`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.image_folder import PICTURES, ImageFolder
from graph.data.data_sets.image_table import ImageTable
from graph.data.data_sets.mask_folders import MaskFolders
from graph.specs.message import Message, say
from runtime.data.class_folders import classified, files_in, has_folders, left_out, name_in, named_in
from runtime.data.column import ArrayColumn
from runtime.data.damaged import check_headers, damaged_among, names_of
from runtime.data.dataset import Dataset
from runtime.data.decoded_column import DecodedColumn
from runtime.data.errors import bad
from runtime.data.readers.reader import LIKELY, NO, Reader
from runtime.kinds.computes import computes

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM", "AVIF")
SUFFIXES = frozenset(PICTURES)
KNOWN = "PNG, JPEG, BMP, GIF, WebP, TIFF, PPM, AVIF"
MOST_PIXELS = 50_000_000
MODES = {"grey": ("L", 1), "rgb": ("RGB", 3), "rgba": ("RGBA", 4)}


@computes(ImageFolder)
class ImageFolderReader(Reader):
    def open(self) -> Dataset:
        return open_image_folder(self.paths[0], self.spec)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return LIKELY if path.is_dir() else NO


def open_image_folder(path: Path, spec: ImageFolder) -> Dataset:
    """Columns `image` (n, height, width, channels) uint8 and `label`, classes by name; raises DataError.

    Pictures that lie in the folder itself have no classes: then there is no `label`.
    """
    if path.is_dir() and not has_folders(path):
        return _without_classes(path, spec)
    files, labels, classes = classified(path, SUFFIXES, "pictures")
    notes = left_out([path], files, SUFFIXES, "pictures")
    places, told = _undamaged(path, files, spec)
    files, labels = [files[i] for i in places], labels[places]
    images = ImageColumn(path, files, spec)
    description = say("{count} pictures in {folders} folders", count=len(files), folders=len(classes))
    notes += told
    return Dataset(
        path.name,
        [images, ArrayColumn("label", labels, classes)],
        description,
        notes=notes,
        files=named_in(files, path),
    )


def _without_classes(path: Path, spec: ImageFolder) -> Dataset:
    files = files_in(path, SUFFIXES)
    if not files:
        raise bad(
            "The folder {path} has neither pictures nor subfolders. Put the pictures of each class into one.",
            path=path.name,
        )
    left = left_out([path], files, SUFFIXES, "pictures")
    places, told = _undamaged(path, files, spec)
    files = [files[i] for i in places]
    note = say(
        "These pictures have no classes. To learn classes, put the pictures of each into a subfolder of their own."
    )
    notes = [note, *left, *told]
    return Dataset(
        path.name,
        [ImageColumn(path, files, spec)],
        say("{count} pictures", count=len(files)),
        notes=notes,
        files=named_in(files, path),
    )


def _undamaged(path: Path, files: list[Path], spec: ImageFolder) -> tuple[list[int], list[Message]]:
    """The places of the pictures that are taken, and what is said of those that are not; raises DataError."""
    if spec.damaged == "refuse":
        check_headers(files, path, lambda file: read_header(file, path), "damaged=leave_out")
        return list(range(len(files))), []
    mode = MODES[spec.colour][0]

    def look(file: Path) -> None:
        read_header(file, path)
        with_image(file, path, lambda image: to_pixels(image, mode, (1, 1)))

    found = damaged_among(files, path, look)
    if not found:
        return list(range(len(files))), []
    if len(found) == len(files):
        raise bad("None of the {count} pictures in {path} can be read.", count=len(files), path=path.name)
    gone = set(found)
    names = names_of(files, found, path)
    return [i for i in range(len(files)) if i not in gone], [
        say("{count} pictures can't be read and are left out: {names}.", count=len(found), names=names)
    ]


class ImageColumn(DecodedColumn):
    """Pictures as they are asked for, decoded once."""

    def __init__(self, folder: Path, files: list[Path], spec: ImageFolder | MaskFolders | ImageTable) -> None:
        self.folder = folder
        self.mode, channels = MODES[spec.colour]
        self.size = (spec.width, spec.height)
        shape = (len(files), spec.height, spec.width, channels)
        super().__init__("image", files, (self.mode, shape), shape, np.dtype(np.uint8))

    def decode(self, row: int) -> NDArray[np.uint8]:
        pixels: NDArray[np.uint8] = with_image(
            self.files[row], self.folder, partial(to_pixels, mode=self.mode, size=self.size)
        )
        return pixels


def read_header(file: Path, folder: Path, is_mask: bool = False) -> tuple[int, int]:
    """Width and height from the header alone; raises DataError for what is no picture or too large a one, and, unless
    its numbers are classes, for one of numbers that nobody says the white of."""
    (width, height), mode, form = with_image(file, folder, lambda image: (image.size, image.mode, image.format))
    if not is_mask and (mode == "F" or (mode == "I" and form == "TIFF")):
        raise bad(
            "{name} holds numbers of 32 bits, or with signs, and doesn't say which is white. Save it with 8 or "
            "16 bits.",
            name=name_in(file, folder),
        )
    return int(width), int(height)


def to_pixels(image: Image, mode: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The first frame, upright, in a colour mode and size, as (height, width, channels) of 0…255."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":
        image = _to_bytes(image)
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if mode != "RGBA" and image.mode in ("RGBA", "LA", "PA"):
        image = Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image.convert("RGBA"))
    image = image.convert(mode)
    if image.size != size:
        image = image.resize(size, Pillow.Resampling.BILINEAR)
    pixels = np.asarray(image, np.uint8)
    return pixels.reshape(size[1], size[0], -1)


def _to_bytes(image: Image) -> Image:
    """Sixteen-bit grey as eight bits; Pillow's own conversion would cut at 255."""
    from PIL import Image as Pillow

    values = np.asarray(image, np.float64)
    return Pillow.fromarray(np.clip(values * (255 / 65535) + 0.5, 0, 255).astype(np.uint8))


def with_image(file: Path, folder: Path, use: Callable[[Image], Any]) -> Any:
    """`use(image)` for the opened file, every failure turned into a DataError that names the file."""
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    name = name_in(file, folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(file, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise bad(
                        "{name} has {width}×{height} pixels; at most {most} million are read. Make it smaller.",
                        name=name,
                        width=image.width,
                        height=image.height,
                        most=MOST_PIXELS // 1_000_000,
                    )
                return use(image)
    except UnidentifiedImageError:
        raise bad(
            "{name} is no picture of a kind that is read ({known}). Convert or remove it.", name=name, known=KNOWN
        ) from None
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise bad("{name} has far more pixels than a picture for training needs. Make it smaller.", name=name) from None
    except (OSError, SyntaxError, EOFError, TypeError, IndexError, OverflowError, MemoryError) as error:
        reason = str(error)[:100] or type(error).__name__
        raise bad("{name} can't be read: {reason}. Save or copy it again.", name=name, reason=reason) from None
    except ValueError as error:
        if type(error).__module__.startswith("runtime."):
            raise
        raise bad(
            "{name} can't be read: {reason}. Save or copy it again.", name=name, reason=str(error)[:100]
        ) from None
