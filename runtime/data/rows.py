"""Some rows of a column as a column: a run of them, or any in a given order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column

Rows = range | NDArray[np.intp]
"""Places of rows; a run of them, however long, takes no memory."""


class RowRange:
    """A run of a column's rows, as a column."""

    def __init__(self, column: Column, begin: int, end: int) -> None:
        self._column, self._begin, self._end = column, begin, end
        self.name, self.classes, self.dtype = column.name, column.classes, column.dtype
        self.in_memory = column.in_memory
        self.features: tuple[str, ...] = getattr(column, "features", ())
        self.shape = (end - begin, *column.shape[1:])

    def __len__(self) -> int:
        return self._end - self._begin

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        self._column.gather(rows + self._begin, out)

    def lend(self, rows: NDArray[np.intp], dtype: np.dtype[Any]) -> NDArray[Any] | None:
        """As `ArrayColumn.lend`."""
        lend = getattr(self._column, "lend", None)
        return None if lend is None else lend(rows + self._begin, dtype)

    def block(self, start: int, stop: int) -> NDArray[Any]:
        return self._column.block(self._begin + start, self._begin + stop)

    def source_row(self, row: int) -> int:
        return source_row(self._column, self._begin + row)


class ChosenRows:
    """Some rows of a column, in a given order, as a column."""

    def __init__(self, column: Column, rows: NDArray[np.intp]) -> None:
        self._column, self._rows = column, rows
        self.name, self.classes, self.dtype = column.name, column.classes, column.dtype
        self.in_memory = column.in_memory
        self.features: tuple[str, ...] = getattr(column, "features", ())
        self.shape = (len(rows), *column.shape[1:])

    def __len__(self) -> int:
        return len(self._rows)

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        self._column.gather(self._rows[rows], out)

    def block(self, start: int, stop: int) -> NDArray[Any]:
        rows = self._rows[start:stop]
        out = np.empty((len(rows), *self.shape[1:]), self.dtype)
        self._column.gather(rows, out)
        return out

    def source_row(self, row: int) -> int:
        return source_row(self._column, int(self._rows[row]))


def taken(column: Column, rows: Rows) -> Column:
    """Some rows of a column as a column; the column itself where that is all of them."""
    if len(rows) == len(column):
        return column
    return RowRange(column, rows.start, rows.stop) if isinstance(rows, range) else ChosenRows(column, rows)


def among(rows: Rows, places: Rows) -> Rows:
    """Those of the rows that stand at some places of theirs."""
    if isinstance(rows, range) and isinstance(places, range):
        return rows[places.start : places.stop]
    return as_array(rows)[as_array(places)]


def as_array(rows: Rows) -> NDArray[np.intp]:
    """The places as an array; NumPy itself would take a run of them number by number."""
    return np.arange(rows.start, rows.stop, rows.step, dtype=np.intp) if isinstance(rows, range) else rows


def source_row(column: Column, row: int) -> int:
    """The row of the data set that a row of a column is: what a person finds in the file."""
    find = getattr(column, "source_row", None)
    return row if find is None else int(find(row))
