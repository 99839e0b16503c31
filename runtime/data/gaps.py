"""Gaps in columns: where they are, what is said of them, and the rows that are left when theirs are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import MISSING_CLASS, Column, blocks
from runtime.data.errors import DataError, bad
from runtime.data.rows import Rows, source_row

NAMED = 3
"""Rows that a sentence names."""


def gaps_in(values: NDArray[Any], has_classes: bool) -> NDArray[np.bool_]:
    """For each value whether it is missing: NaN, or the class number that stands for none."""
    if values.dtype.kind == "f":
        return np.isnan(values)
    if has_classes:
        return np.asarray(values == MISSING_CLASS)
    return np.zeros(values.shape, np.bool_)


def rows_with_gaps(column: Column) -> NDArray[np.intp]:
    """The rows of a column in which at least one value is missing."""
    found = [np.zeros(0, np.intp)]
    if column.dtype.kind == "f" or column.classes:
        for start, values in blocks(column):
            rows = gaps_in(values, bool(column.classes)).reshape(len(values), -1).any(axis=1)
            found.append(np.flatnonzero(rows) + start)
    return np.concatenate(found)


def missing(column: Column, layer: str) -> DataError:
    """What is said of a column with gaps that nothing fills."""
    rows = rows_with_gaps(column)
    named = ", ".join(str(source_row(column, int(row))) for row in rows[:NAMED]) + (", …" if len(rows) > NAMED else "")
    return bad(
        "Column {column!r} for {layer!r} has no value in {count} of {rows} rows (row {named}, counted from 0). "
        "Add a step that fills the gaps ({fill}) or leaves these rows out (DropMissing).",
        column=_parts_with_gaps(column),
        layer=layer,
        count=len(rows),
        rows=len(column),
        named=named,
        fill="FillClasses" if column.classes else "FillNumbers",
    )


def _parts_with_gaps(column: Column) -> str:
    """The column's name; of columns side by side only those with gaps."""
    features: tuple[str, ...] = getattr(column, "features", ())
    if not features:
        return column.name
    holes = np.zeros(len(features), np.bool_)
    for _, values in blocks(column):
        holes |= np.isnan(values).reshape(len(values), -1).any(axis=0)
    return ", ".join(name for name, has in zip(features, holes, strict=True) if has) or column.name


def complete_rows(columns: Sequence[Column], count: int) -> Rows:
    """The rows in which none of these columns has a gap; raises DataError where there is none."""
    if not columns:
        return range(count)
    keep = np.ones(count, np.bool_)
    for column in columns:
        keep[rows_with_gaps(column)] = False
    if not keep.any():
        raise bad(
            "Every row has a gap in a column with the step DropMissing, so no row is left. Fill the gaps instead."
        )
    return np.flatnonzero(keep)
