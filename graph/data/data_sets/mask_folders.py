"""Pictures with a mask each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.image_folder import MODES, PICTURES
from graph.specs.params import param
from graph.specs.quoting import quoted, quoted_tuple
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class MaskFolders(DatasetSpec):
    """A folder with two in it, of pictures and of masks of the same names; columns `image` and `mask`.

    The pixels of a mask are class numbers (height, width): those of a palette, or grey values. They are never mixed by
    scaling.
    """

    caption: ClassVar[str] = "A folder with pictures in one subfolder and their masks in another"
    takes_folder: ClassVar[bool] = True
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "roads"},
        {"path": "roads", "images": "photos", "masks": "labels", "height": 8, "width": 6, "colour": "grey"},
    )
    path: str = param("text", help="The folder that holds the two subfolders.")
    images: str = param("text", "images", "The subfolder of pictures.")
    masks: str = param("text", "masks", "The subfolder of masks.")
    height: int = param("int", 128, "Height to scale to, in pixels.", low=1, high=8192)
    width: int = param("int", 128, "Width to scale to, in pixels.", low=1, high=8192)
    colour: str = param("choice", "rgb", "Channels of the images.", choices=("grey", "rgb", "rgba"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        size, mode = (self.width, self.height), MODES[self.colour]
        lines = (
            f"folder = beside({quoted(self.path)})",
            f"masks = {{path.stem: path for path in (folder / {quoted(self.masks)}).iterdir()}}",
            f"paths = sorted(p for p in (folder / {quoted(self.images)}).iterdir()",
            f"               if p.suffix.lower() in {quoted_tuple(PICTURES)} and not p.name.startswith('.'))".replace(
                "'.'", '"."'
            ),
            f"images = [ImageOps.exif_transpose(Image.open(path)).convert({quoted(mode)}) for path in paths]",
            f"images = [np.asarray(image.resize({size!r}, Image.Resampling.BILINEAR)) for image in images]",
            f"found = [Image.open(masks[path.stem]).resize({size!r}, Image.Resampling.NEAREST) for path in paths]",
            f'{name} = {{"image": np.stack(images).reshape(len(images), {self.height}, {self.width}, -1),',
            f'{" " * len(name)}    "mask": np.stack([np.asarray(mask).astype("uint8") for mask in found])}}',
        )
        return Script(lines, ("from PIL import Image, ImageOps",))
