"""Folders of pictures by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.specs.params import param
from graph.specs.quoting import quoted, quoted_tuple
from graph.specs.registry import register

MODES = {"grey": "L", "rgb": "RGB", "rgba": "RGBA"}
PICTURES = (
    ".avif", ".bmp", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".ppm", ".tif", ".tiff",
    ".webp",
)  # fmt: skip
"""How the names of pictures end that are read."""


@register
@dataclass(frozen=True)
class ImageFolder(DatasetSpec):
    """A folder with one subfolder of images per class; columns `image` and `label`."""

    caption: ClassVar[str] = "A folder with one subfolder of pictures per class"
    takes_folder: ClassVar[bool] = True
    split: ClassVar[str] = "stratified"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "pictures"},
        {"path": "pictures", "height": 8, "width": 6, "colour": "grey", "damaged": "leave_out"},
    )
    path: str = param("text", help="The folder that holds the classes' subfolders.")
    height: int = param("int", 32, "Height to scale to, in pixels.", low=1, high=8192)
    width: int = param("int", 32, "Width to scale to, in pixels.", low=1, high=8192)
    colour: str = param("choice", "rgb", "Channels of the images.", choices=("grey", "rgb", "rgba"))
    damaged: str = param(
        "choice",
        "refuse",
        "What is done where pictures can't be read: nothing is (refuse), or those are left out.",
        choices=("refuse", "leave_out"),
        advanced=True,
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        size, mode = (self.width, self.height), MODES[self.colour]
        inner = " " * (16 if self.damaged == "leave_out" else 12)
        before, behind = ("            try:",), ("            except (OSError, SyntaxError, ValueError):",)
        told = (*behind, f'{inner}print(f"{{path}} can\'t be read and is left out.")')
        lines = (
            f"folder = beside({quoted(self.path)})",
            'classes = sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))',
            "images, labels = [], []",
            "for label, name in enumerate(classes):",
            "    for path in sorted((folder / name).iterdir()):",
            f'        if path.suffix.lower() in {quoted_tuple(PICTURES)} and not path.name.startswith("."):',
            *(before if self.damaged == "leave_out" else ()),
            f"{inner}image = ImageOps.exif_transpose(Image.open(path)).convert({quoted(mode)})",
            f"{inner}image = image.resize({size!r}, Image.Resampling.BILINEAR)",
            f"{inner}images.append(np.asarray(image).reshape({self.height}, {self.width}, -1))",
            f"{inner}labels.append(label)",
            *(told if self.damaged == "leave_out" else ()),
            f'{name} = {{"image": np.stack(images), "label": np.array(labels)}}',
        )
        return Script(lines, ("from PIL import Image, ImageOps",))
