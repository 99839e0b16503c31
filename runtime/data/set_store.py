"""A data set whose arrays lie in mapped files: what is written beside them, and the set opened from that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from graph.specs.message_json import message_json, message_of
from runtime.data.column import ArrayColumn, Column
from runtime.data.converted import discard, find, keep, making
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError
from runtime.data.number_style import NumberStyle
from runtime.data.readers.npy_files import map_array


def converted(key: str, size: int, name: str, make: Callable[[Path], Dataset]) -> Dataset:
    """The set that was converted before, else what `make` converts into a folder; raises DataError."""
    found = opened(key, name)
    if found is not None:
        return found
    with making(key, size, name) as folder:
        dataset = make(folder)
        keep(folder, description(dataset))
    return dataset


def opened(key: str, name: str) -> Dataset | None:
    """The set that was converted before, None where there is none, or a damaged one."""
    found = find(key)
    if found is None:
        return None
    about, folder = found
    try:
        return _dataset(about, folder, name)
    except (DataError, KeyError, TypeError, ValueError, IndexError, AttributeError):
        discard(folder)
        return None


def description(dataset: Dataset) -> dict[str, Any]:
    """As plain values; each column must be an array that maps a `.npy` file, or a column of one."""
    return {
        "about": dataset.description if isinstance(dataset.description, str) else message_json(dataset.description),
        "notes": [message_json(note) for note in dataset.notes],
        "styles": {name: None if style is None else list(astuple(style)) for name, style in dataset.styles.items()},
        "columns": [_place(column) for column in dataset.columns.values()],
    }


def _place(column: Column) -> dict[str, Any]:
    assert isinstance(column, ArrayColumn)
    whole: Any = column.array
    while not isinstance(whole, np.memmap) or isinstance(whole.base, np.ndarray):
        whole = whole.base
    file = Path(str(whole.filename)).name
    found: dict[str, Any] = {"name": column.name, "file": file, "classes": list(column.classes)}
    if column.array.shape != whole.shape:
        found["place"] = (column.array.ctypes.data - whole.ctypes.data) // whole.itemsize
    return found


def _dataset(about: Mapping[str, Any], folder: Path, name: str) -> Dataset:
    arrays: dict[str, Any] = {}
    columns = []
    for entry in about["columns"]:
        file = Path(entry["file"]).name
        array = arrays.setdefault(file, map_array(folder / file)) if file not in arrays else arrays[file]
        values = array[:, int(entry["place"])] if "place" in entry else array
        columns.append(ArrayColumn(entry["name"], values, entry["classes"], in_memory=False))
    styles = {label: None if style is None else NumberStyle(*style) for label, style in about["styles"].items()}
    notes = [message_of(note) for note in about["notes"]]
    described = message_of(about["about"]) if isinstance(about["about"], dict) else str(about["about"])
    return Dataset(name, columns, described, notes=notes, styles=styles)
