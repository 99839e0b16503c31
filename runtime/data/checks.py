"""A pass over the values that will be trained on: nothing that is not a number, no index past its table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column, blocks, sample_bytes
from runtime.data.errors import bad
from runtime.data.stages import Pipeline

SCANNED_BYTES = 1 << 30
"""Of a larger column the first part is scanned; what lies behind shows as a loss that isn't finite."""


def check_values(column: Column, pipeline: Pipeline, layer: str, table: int | None) -> None:
    """Raise DataError with the row of the first value that can't be trained on."""
    whole = [stage for stage in pipeline.stages if stage.dtype.kind in "iu"]
    if column.dtype.kind != "f" and not pipeline.stages and table is None:
        return
    last = max(1, SCANNED_BYTES // max(1, sample_bytes(column)))
    for start, values in blocks(column):
        if start >= last:
            return
        if values.dtype.kind == "f":
            _check_finite(values, start, column.name, layer)
            if whole:
                _check_whole(values, start, column.name, layer)
        _check_results(values, pipeline, start, column.name, layer, table)


def _check_results(
    values: NDArray[Any], pipeline: Pipeline, start: int, column: str, layer: str, table: int | None
) -> None:
    """Each stage's values: class numbers before they are used, and indices at the end."""
    for stage in pipeline.stages:
        values = values.reshape(len(values), *stage.takes)
        below = stage.compute.numbers_below(stage.gives)
        if below is not None:
            _check_range(values, start, column, layer, below)
            return
        out = np.empty((len(values), *stage.gives), stage.dtype)
        stage.compute(values, out)
        values = out
    if values.dtype.kind == "f":
        _check_finite(values, start, column, layer)
    if table is not None:
        _check_range(values, start, column, layer, table)


def _check_finite(values: NDArray[Any], start: int, column: str, layer: str) -> None:
    bad_rows = _rows(~np.isfinite(values))
    if bad_rows.size:
        row = int(bad_rows[0])
        sample = values[row]
        found = float(sample[~np.isfinite(sample)].flat[0]) if sample.ndim else float(sample)
        raise bad(
            "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0). Every value must be a "
            "finite number; remove the row or fill the gap.",
            column=column,
            layer=layer,
            row=start + row,
            found="a missing value (NaN)" if np.isnan(found) else "infinity",
        )


def _check_whole(values: NDArray[Any], start: int, column: str, layer: str) -> None:
    bad_rows = _rows(values != np.floor(values))
    if bad_rows.size:
        row = int(bad_rows[0])
        raise bad(
            "Column {column!r} for {layer!r} holds a fraction in row {row} (counted from 0), but whole numbers are "
            "needed.",
            column=column,
            layer=layer,
            row=start + row,
        )


def _check_range(values: NDArray[Any], start: int, column: str, layer: str, table: int) -> None:
    outside = (values < 0) | (values >= table) if values.dtype.kind != "b" else np.zeros(values.shape, np.bool_)
    bad_rows = _rows(outside)
    if bad_rows.size:
        row = int(bad_rows[0])
        found = values[row][outside[row]].flat[0] if values.ndim > 1 else values[row]
        raise bad(
            "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); numbers from 0 to {last} are "
            "expected. Raise the number of classes or of the table's rows, or mend the data.",
            column=column,
            layer=layer,
            found=found.item(),
            row=start + row,
            last=table - 1,
        )


def _rows(wrong: NDArray[np.bool_]) -> NDArray[np.intp]:
    return np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))
