"""A run of rows of a column: the part for training, or the part kept for validation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column


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
