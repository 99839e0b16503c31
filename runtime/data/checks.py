"""A pass over the values that will be trained on: nothing that is not a number, no index past its table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import say
from runtime.data.column import Column, blocks, sample_bytes
from runtime.data.errors import bad
from runtime.data.gaps import gaps_in, missing
from runtime.data.stages import Pipeline

SCANNED_BYTES = 1 << 30
"""Of a larger column the first part is scanned; what lies behind shows as a loss that isn't finite."""


def check_values(column: Column, pipeline: Pipeline, layer: str, table: int | None) -> None:
    """Raise DataError with the row of the first value that can't be trained on."""
    check = _Check(column, pipeline, layer, table)
    if column.dtype.kind != "f" and not pipeline.stages and table is None and not column.classes:
        return
    last = max(1, SCANNED_BYTES // max(1, sample_bytes(column)))
    for start, values in blocks(column):
        if start >= last:
            return
        check.block(values, start)


class _Check:
    def __init__(self, column: Column, pipeline: Pipeline, layer: str, table: int | None) -> None:
        self.column, self.stages, self.layer, self.table = column, pipeline.stages, layer, table
        self.gaps_left = sum(stage.compute.fills for stage in pipeline.stages)

    def block(self, values: NDArray[Any], start: int) -> None:
        """One block of samples: class numbers before they are used, every stage's numbers, and indices at the end."""
        gaps_left = self.gaps_left
        name, layer = self.column.name, self.layer
        self._gaps(values, gaps_left)
        for stage in self.stages:
            values = values.reshape(len(values), *stage.takes)
            if stage.dtype.kind in "iu" and values.dtype.kind == "f":
                self._gaps(values, 0)
                _check_finite(values, start, name, layer)
                _check_whole(values, start, name, layer)
            if (limits := stage.compute.limits(stage.gives)) is not None and not (gaps_left and self.column.classes):
                _check_range(values, start, name, layer, *limits)
            gaps_left -= stage.compute.fills
            out = np.empty((len(values), *stage.gives), stage.dtype)
            stage.compute(values, out)
            values = out
        if values.dtype.kind == "f":
            _check_finite(values, start, name, layer)
        if self.table is not None:
            _check_range(values, start, name, layer, 0, self.table - 1)

    def _gaps(self, values: NDArray[Any], gaps_left: int) -> None:
        if not gaps_left and gaps_in(values, bool(self.column.classes)).any():
            raise missing(self.column, self.layer)


def _check_finite(values: NDArray[Any], start: int, column: str, layer: str) -> None:
    bad_rows = _rows(~np.isfinite(values))
    if bad_rows.size:
        row = int(bad_rows[0])
        raise bad(
            "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0). Every value must be a "
            "finite number; remove the row or mend the value.",
            column=column,
            layer=layer,
            row=start + row,
            found=_odd(values[row]),
        )


def _odd(sample: Any) -> str:
    return "a missing value (NaN)" if np.isnan(sample).any() else "infinity"


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


def _check_range(values: NDArray[Any], start: int, column: str, layer: str, low: int, high: int) -> None:
    if values.dtype.kind == "b":
        return
    outside = (values < low) | (values > high)
    bad_rows = _rows(outside)
    if not bad_rows.size:
        return
    row = int(bad_rows[0])
    found = values[row][outside[row]].flat[0] if values.ndim > 1 else values[row]
    template = (
        say(
            "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); numbers from {low} to {high} "
            "are expected. Raise the number of classes or of the table's rows, or mend the data."
        )
        if low == 0
        else say(
            "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); whole numbers from {low} to "
            "{high} can be kept. Is the column an identifier? Leave it out, or mend the data."
        )
    ).template
    raise bad(template, column=column, layer=layer, found=_whole(found.item()), row=start + row, low=low, high=high)


def _whole(number: float) -> float:
    """2.0 as 2."""
    return int(number) if number == int(number) else number


def _rows(wrong: NDArray[np.bool_]) -> NDArray[np.intp]:
    return np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))
