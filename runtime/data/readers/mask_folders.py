"""Pictures with a mask each, in two folders."""

from __future__ import annotations

from pathlib import Path

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.mask_folders import MaskFolders
from graph.specs.message import say
from runtime.data.class_folders import files_in, left_out, named_in
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.mask_column import MaskColumn
from runtime.data.readers.image_folder import SUFFIXES, ImageColumn, read_header
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

NAMES = (("images", "masks"), ("images", "labels"), ("img", "mask"), ("image", "mask"), ("imgs", "masks"))
"""What people call the two folders."""


@computes(MaskFolders)
class MaskFoldersReader(Reader):
    def open(self) -> Dataset:
        return open_mask_folders(self.paths[0], self.spec)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if path.is_dir() and _two(path) else NO

    @classmethod
    def suggest(cls, kind: type[DatasetSpec], path: Path) -> DatasetSpec:
        images, masks = _two(path) or NAMES[0]
        return super().suggest(kind, path).replace(images=images, masks=masks)


def open_mask_folders(path: Path, spec: MaskFolders) -> Dataset:
    """Columns `image` (n, height, width, channels) and `mask` (n, height, width), both uint8; raises DataError."""
    for name in (spec.images, spec.masks):
        if not (path / name).is_dir():
            raise bad("{path} has no subfolder {name!r}.", path=path.name, name=name[:60])
    images = files_in(path / spec.images, SUFFIXES)
    masks = {file.stem: file for file in files_in(path / spec.masks, SUFFIXES)}
    if not images:
        raise bad("The folder {folder} holds no pictures.", folder=f"{path.name}/{spec.images}")
    for file in images:
        if file.stem not in masks:
            raise bad(
                "{image} has no mask of the same name in {masks}.", image=f"{spec.images}/{file.name}", masks=spec.masks
            )
        size, other = read_header(file, path), read_header(masks[file.stem], path, is_mask=True)
        if size != other:
            raise bad(
                "{image} has {size} pixels, its mask {other}. Both need the same size.",
                image=f"{spec.images}/{file.name}",
                size=f"{size[0]}×{size[1]}",
                other=f"{other[0]}×{other[1]}",
            )
    found = [masks[file.stem] for file in images]
    columns: list[Column] = [ImageColumn(path, images, spec), MaskColumn(path, found, spec.width, spec.height)]
    notes = left_out([path / spec.images, path / spec.masks], [*images, *found], SUFFIXES, "pictures")
    return Dataset(
        path.name,
        columns,
        say("{count} pictures with a mask each", count=len(images)),
        notes=notes,
        files=named_in(images, path),
    )


def _two(path: Path) -> tuple[str, str] | None:
    folders = {entry.name.lower(): entry.name for entry in path.iterdir() if entry.is_dir()}
    return next(((folders[a], folders[b]) for a, b in NAMES if a in folders and b in folders), None)
