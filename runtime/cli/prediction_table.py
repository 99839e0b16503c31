"""Answers of a network as a table of text: a row for each sample, a column for each number."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np

from graph.specs.message import say
from graph.specs.spec import Shape
from runtime.cli.opening import UsageError
from runtime.data.table_styles import numbered_names
from runtime.ops.op import Array

WIDEST = 4096


def need_row(name: str, shape: Shape) -> None:
    """Raise UsageError where results of this shape, samples first, are no rows of numbers."""
    if len(shape) > 2 or (len(shape) == 2 and (shape[1] or 0) > WIDEST):
        raise UsageError(
            say(
                "{name} gives an array of shape {shape} for each sample, which is no row of a table. Take .npz.",
                name=name,
                shape=str(shape[1:]),
            )
        )


def csv_bytes(arrays: Mapping[str, Array], classes: Mapping[str, Array], files: Sequence[str]) -> bytes:
    """The table with the files that the samples are of, if they are; `classes` name the numbers of some arrays.

    Raises UsageError for answers that are no rows of numbers.
    """
    names, columns = (["file"], [np.array(files)]) if files else ([], [])
    for name, array in arrays.items():
        need_row(name, array.shape)
        rows = array.reshape(len(array), -1)
        width = rows.shape[1]
        parts = [str(part) for part in classes.get(name, np.arange(width)).tolist()]
        is_named = name in classes and len(parts) == width
        names += [f"{name}_{part}" for part in parts] if is_named or width > 1 else [name]
        columns += list(rows.T)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(numbered_names(names, say("{name}", name="csv"))[0])
    # NumPy's own text of a number is the shortest that means the same again.
    writer.writerows(zip(*(column.astype(str).tolist() for column in columns), strict=True))
    return file.getvalue().encode()
