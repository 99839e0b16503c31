"""A table whose rows name pictures; what else is in it belongs to them."""

from __future__ import annotations

import csv
import re
from itertools import islice
from pathlib import Path

from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.image_table import ImageTable
from graph.specs.message import say
from runtime.data.class_folders import named_in
from runtime.data.column import MISSING_CLASS, Column
from runtime.data.damaged import check_headers
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.letters import letters_without_mark
from runtime.data.mask_column import MaskColumn
from runtime.data.readers.csv_file import open_csv
from runtime.data.readers.image_folder import SUFFIXES, ImageColumn, read_header
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

LOOKED_AT, MOST_FOLDERS = 20, 50
"""Rows by which a table of pictures is known, and folders beside it in which they are looked for."""
_MASKS = re.compile(r"mask|segment|annotation", re.IGNORECASE)


@computes(ImageTable)
class ImageTableReader(Reader):
    def open(self) -> Dataset:
        return open_image_table(self.paths[0], self.spec, self.like)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        if path.suffix.lower() not in kind.suffixes or not path.is_file():
            return NO
        return SURE if _found(path) else NO

    @classmethod
    def suggest(cls, kind: type[DatasetSpec], path: Path) -> DatasetSpec:
        columns = _found(path)
        if not columns:
            return super().suggest(kind, path)
        masks = next((name for name in columns if _MASKS.search(name)), "") if len(columns) > 1 else ""
        files = next(name for name in columns if name != masks)
        return super().suggest(kind, path).replace(files=files, masks=masks, folder=columns[files])


def open_image_table(path: Path, spec: ImageTable, like: Dataset | None = None) -> Dataset:
    """Columns `image` (n, height, width, channels), `mask` (n, height, width) if there is one, both uint8, and the rest
    of the table; raises DataError."""
    table = open_csv(path, CsvFile(str(path)), like)
    folder = path.parent / spec.folder
    files = _files(table, spec.files, folder)
    check_headers(files, folder, lambda file: read_header(file, folder))
    columns: list[Column] = [ImageColumn(folder, files, spec)]
    if spec.masks:
        masks = _files(table, spec.masks, folder)
        check_headers(masks, folder, lambda file: read_header(file, folder, is_mask=True))
        columns.append(MaskColumn(folder, masks, spec.width, spec.height))
    for name, column in table.columns.items():
        if name in ("image", "mask") and name not in (spec.files, spec.masks):
            raise bad(
                "{name}: the column {column!r} is called as the pictures are. Rename it.", name=path.name, column=name
            )
        if name not in (spec.files, spec.masks):
            columns.append(column)
    about = say("{count} pictures named by a table", count=len(files))
    return Dataset(path.name, columns, about, notes=table.notes, styles=table.styles, files=named_in(files, folder))


def _files(table: Dataset, name: str, folder: Path) -> list[Path]:
    column = table.column(name)
    if not column.classes:
        raise bad("{table}: column {column!r} holds no names of files.", table=table.name, column=name)
    codes = column.block(0, len(column)).tolist()
    for row, code in enumerate(codes):
        if code == MISSING_CLASS:
            raise bad(
                "{table}: column {column!r} names no file in row {row}, counted from 0.",
                table=table.name,
                column=name,
                row=row,
            )
    places = [folder / text for text in column.classes]
    for row, code in enumerate(codes):
        if not places[code].is_file():
            raise bad(
                "{table}, row {row}, counted from 0: there is no file {file!r} in {folder}. Names start at the folder "
                "of the table, or at the one that is chosen.",
                table=table.name,
                row=row,
                file=column.classes[code][:200],
                folder=folder.name or str(folder),
            )
    return [places[code] for code in codes]


def _found(path: Path) -> dict[str, str]:
    """The columns of a table that name pictures which are there, each with the folder that they lie in."""
    try:
        with path.open(encoding=letters_without_mark(path, "utf-8"), errors="replace", newline="") as file:
            lines = [line for line in islice(file, LOOKED_AT + 1) if len(line) < 1 << 16]
        delimiter = max(",;\t|", key=lines[0].count) if lines else ","
        rows = list(csv.reader(lines, delimiter=delimiter))
        found = {}
        for name, *cells in zip(*rows):
            names = [cell.strip() for cell in cells]
            if names and all(Path(cell).suffix.lower() in SUFFIXES for cell in names):
                folder = _folder(path.parent, names[0])
                if folder is not None:
                    found[name.strip()] = folder
        return found
    except (OSError, ValueError, csv.Error):
        return {}


def _folder(beside: Path, name: str) -> str | None:
    """Where a file lies: beside the table (""), or in one of the folders there."""
    if (beside / name).is_file():
        return ""
    folders = sorted(entry.name for entry in islice(beside.iterdir(), 10_000) if entry.is_dir())[:MOST_FOLDERS]
    return next((folder for folder in folders if (beside / folder / name).is_file()), None)
