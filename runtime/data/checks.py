"""A pass over the values that will be trained on: nothing that is not a number, no index past its table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import say
from runtime.data.column import Column, blocks, sample_bytes
from runtime.data.errors import DataError, bad
from runtime.data.gaps import gaps_in, missing
from runtime.data.rows import source_row
from runtime.data.stages import Pipeline

LARGEST = float(np.finfo(np.float32).max)
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
    """The values of one column on their way to a layer."""

    def __init__(self, column: Column, pipeline: Pipeline, layer: str, table: int | None) -> None:
        self.column, self.stages, self.layer, self.table = column, pipeline.stages, layer, table
        self.gaps_left = sum(stage.compute.fills for stage in pipeline.stages)

    def block(self, values: NDArray[Any], start: int) -> None:
        """One block of samples: class numbers before they are used, every stage's numbers, and indices at the end."""
        gaps_left = self.gaps_left
        self._gaps(values, gaps_left)
        for stage in self.stages:
            values = values.reshape(len(values), *stage.takes)
            if stage.dtype.kind in "iu" and values.dtype.kind == "f":
                self._gaps(values, 0)
                self._finite(values, start)
                self._whole(values, start)
            if (limits := stage.compute.limits(stage.gives)) is not None and not (gaps_left and self.column.classes):
                self._range(values, start, *limits)
            gaps_left -= stage.compute.fills
            out = np.empty((len(values), *stage.gives), stage.dtype)
            stage.compute(values, out)
            values = out
        if values.dtype.kind == "f":
            self._finite(values, start)
        if values.dtype == np.float64:
            self._computable(values, start)
        if self.table is not None:
            self._range(values, start, 0, self.table - 1)

    def _gaps(self, values: NDArray[Any], gaps_left: int) -> None:
        if not gaps_left and gaps_in(values, bool(self.column.classes)).any():
            raise missing(self.column, self.layer)

    def _finite(self, values: NDArray[Any], start: int) -> None:
        row = _first(~np.isfinite(values))
        if row is not None:
            raise bad(
                "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0). Every value must be a "
                "finite number; remove the row or mend the value.",
                **self._place(start + row),
                found="a missing value (NaN)" if np.isnan(values[row]).any() else "infinity",
            )

    def _computable(self, values: NDArray[Any], start: int) -> None:
        row = _first(np.abs(values) > LARGEST)
        if row is not None:
            found = np.reshape(values[row], -1)
            raise bad(
                "Column {column!r} for {layer!r} holds {found:.6g} in row {row} (counted from 0), larger than any "
                "number that can be computed with. Mend the value, or scale the column (Standardize, Log).",
                **self._place(start + row),
                found=float(found[np.abs(found) > LARGEST][0]),
            )

    def _whole(self, values: NDArray[Any], start: int) -> None:
        row = _first(values != np.floor(values))
        if row is not None:
            raise bad(
                "Column {column!r} for {layer!r} holds a fraction in row {row} (counted from 0), but whole numbers are "
                "needed.",
                **self._place(start + row),
            )

    def _range(self, values: NDArray[Any], start: int, low: int, high: int) -> None:
        if values.dtype.kind == "b":
            return
        outside = (values < low) | (values > high)
        row = _first(outside)
        if row is None:
            return
        found = np.reshape(values[row], -1)[np.reshape(outside[row], -1)][0].item()
        number = int(found) if found == int(found) else found  # 2.0 as 2
        given = {**self._place(start + row), "found": number, "low": low, "high": high}
        raise DataError(
            say(
                "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); numbers from {low} to "
                "{high} are expected. Raise the number of classes or of the table's rows, or mend the data.",
                **given,
            )
            if low == 0
            else say(
                "Column {column!r} for {layer!r} holds {found} in row {row} (counted from 0); whole numbers from {low} "
                "to {high} can be kept. Is the column an identifier? Leave it out, or mend the data.",
                **given,
            )
        )

    def _place(self, row: int) -> dict[str, Any]:
        return {"column": self.column.name, "layer": self.layer, "row": source_row(self.column, row)}


def _first(wrong: NDArray[np.bool_]) -> int | None:
    """The first sample in which something is wrong."""
    rows = np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))
    return int(rows[0]) if rows.size else None
