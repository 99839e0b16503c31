"""Pictures named by a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.image_folder import MODES
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class ImageTable(DatasetSpec):
    """A table with the name of a picture's file in each row: column `image`, and the other columns of the table.

    What is learnt of a picture may be a class, a number, or another picture: with `masks`, a column of names too, there
    is a column `mask` of class numbers (height, width).
    """

    caption: ClassVar[str] = "A table (.csv) with a picture's file name in each row"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "labels.csv"},
        {"path": "l.csv", "files": "photo", "masks": "road", "folder": "x", "height": 8, "width": 6, "colour": "grey"},
    )
    path: str = param("text", help="The table.")
    files: str = param("text", "file", "The column with the names of the pictures.")
    masks: str = param("text", "", "The column with the names of the pictures' masks; empty: none.")
    folder: str = param("text", "", "The folder that the names start at; empty: that of the table.")
    height: int = param("int", 32, "Height to scale to, in pixels.", low=1, high=8192)
    width: int = param("int", 32, "Width to scale to, in pixels.", low=1, high=8192)
    colour: str = param("choice", "rgb", "Channels of the images.", choices=("grey", "rgb", "rgba"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        inner = CsvFile(self.path).script("table", ())
        size, mode = (self.width, self.height), MODES[self.colour]
        lines = [
            *inner.lines,
            f"path = beside({quoted(self.path)})",
            'letters = letters_of(path, "utf-8")',
            'names = pd.read_csv(path, sep=None, engine="python", dtype=str, encoding=letters)',
            f"folder = path.parent / {quoted(self.folder)}",
            f"files = [folder / name.strip() for name in names[{quoted(self.files)}]]",
            f"images = [ImageOps.exif_transpose(Image.open(path)).convert({quoted(mode)}) for path in files]",
            f"images = [np.asarray(image.resize({size!r}, Image.Resampling.BILINEAR)) for image in images]",
            f'{name} = {{**table, "image": np.stack(images).reshape(len(images), {self.height}, {self.width}, -1)}}',
        ]
        if self.masks:
            lines += [
                f"files = [folder / name.strip() for name in names[{quoted(self.masks)}]]",
                f"masks = [Image.open(path).resize({size!r}, Image.Resampling.NEAREST) for path in files]",
                f'{name}["mask"] = np.stack([np.asarray(mask).astype("uint8") for mask in masks])',
            ]
        imports = (*inner.imports, "import pandas as pd", "from PIL import Image, ImageOps")
        return Script(tuple(lines), imports, inner.functions)
