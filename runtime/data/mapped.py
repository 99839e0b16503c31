"""Memory-mapped arrays: telling the system which rows are read next, so that it fetches them all at once."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCATTERED = 4
"""Rows this many times further apart than they would lie side by side are fetched one by one."""


class MappedRows:
    """Where an array's rows lie in the file that it maps."""

    def __init__(self, file: mmap.mmap, array: NDArray[Any]) -> None:
        self._file = file
        self._first = array.ctypes.data - np.frombuffer(file, np.uint8).ctypes.data
        self._row = array.strides[0]
        self._last = array[0].nbytes

    def fetch(self, rows: NDArray[np.intp]) -> None:
        """Have the system begin to read these rows, those that are in its cache excepted; returns at once.

        Without it each row is waited for by itself, and megabytes around it are read that push others out of the cache.
        """
        low, high = int(rows.min()), int(rows.max()) + 1
        if high - low <= SCATTERED * len(rows):
            self._advise(low, high)
            return
        for row in rows.tolist():
            self._advise(row, row + 1)

    def _advise(self, low: int, high: int) -> None:
        start = self._first + low * self._row
        page = start - start % mmap.PAGESIZE
        self._file.madvise(mmap.MADV_WILLNEED, page, self._first + (high - 1) * self._row + self._last - page)


def mapped_rows(array: NDArray[Any]) -> MappedRows | None:
    """None for an array that maps no file, whose rows don't lie in order, or where the system takes no advice."""
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    if not isinstance(base, mmap.mmap) or not hasattr(base, "madvise") or not array.size:
        return None
    in_order = array.flags.c_contiguous or (array.ndim <= 2 and array.strides[0] > 0)
    return MappedRows(base, array) if in_order else None
