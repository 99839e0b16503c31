"""A table of numbers that grows block by block, in the smallest type that keeps every number as it was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

EXACT_IN_FLOAT32 = 1 << 24
FIRST_ROWS = 1024


class GrowingTable(Protocol):
    """What gathers the numbers of a table."""

    @property
    def in_memory(self) -> bool: ...

    def add(self, block: NDArray[np.float64]) -> None:
        """Append rows (rows, width)."""

    def columns(self, orders: Mapping[int, NDArray[np.int32]], flags: Collection[int]) -> list[NDArray[Any]]:
        """Each column in its natural type, after all have been added: numbers of texts are replaced by what their
        order says, flags are of yes and no unless something is missing."""


class NumberTable:
    """Rows of `width` numbers side by side, so that the numbers of one sample are neighbours in memory."""

    in_memory = True

    def __init__(self, width: int) -> None:
        self.rows = 0
        self._table: NDArray[Any] = np.empty((0, width), np.uint8)

    def add(self, block: NDArray[np.float64]) -> None:
        """Append rows (rows, width)."""
        found = compact(block)
        kind = wider(self._table.dtype, found.dtype) if self.rows else found.dtype
        need = self.rows + len(found)
        if kind != self._table.dtype:
            old = self._table
            self._table = np.empty((max(need, len(old)), old.shape[1]), kind)
            self._table[: self.rows] = old[: self.rows]
        elif need > len(self._table):
            # In place where the system can, and nobody else looks at the array yet: no second copy of a large table.
            self._table.resize((max(need, FIRST_ROWS, len(self._table) * 3 // 2), self._table.shape[1]), refcheck=False)
        self._table[self.rows : need] = found
        self.rows = need

    def columns(self, orders: Mapping[int, NDArray[np.int32]], flags: Collection[int]) -> list[NDArray[Any]]:
        """As `GrowingTable.columns`."""
        self._table.resize((self.rows, self._table.shape[1]), refcheck=False)
        found: list[NDArray[Any]] = []
        for i, column in enumerate(self._table.T):
            if i in orders:
                found.append(orders[i][column.astype(np.intp)])
                continue
            values = natural(column)
            found.append(values.astype(bool) if i in flags and values.dtype.kind in "iu" else values)
        return found


def compact(block: NDArray[np.float64]) -> NDArray[Any]:
    """The numbers in the smallest type that keeps whole numbers exact and others to float32."""
    if not block.size:
        return block.astype(np.uint8)
    low, high = block.min(), block.max()
    if low != low or np.isinf((low, high)).any():
        finite = np.isfinite(block)
        large = np.abs(block, where=finite, out=np.zeros_like(block)).max() >= EXACT_IN_FLOAT32
        return block if large else block.astype(np.float32)
    if max(-low, high) >= EXACT_IN_FLOAT32:
        return block
    if not (block == np.floor(block)).all():
        return block.astype(np.float32)
    return block.astype(np.uint8 if low >= 0 and high <= 255 else np.int32)


def wider(one: np.dtype[Any], other: np.dtype[Any]) -> np.dtype[Any]:
    """The type for blocks of both; what `compact` makes int32 is exact in float32 too."""
    if one == other:
        return one
    kinds = {one, other}
    if np.dtype(np.float64) in kinds:
        return np.dtype(np.float64)
    return np.dtype(np.float32 if np.dtype(np.float32) in kinds else np.int32)


def natural(values: NDArray[Any]) -> NDArray[Any]:
    """A column of whole numbers as integers, any other as float32."""
    if values.dtype.kind in "iu" or not values.size:
        return values
    low, high = float(values.min()), float(values.max())
    whole = low == low and max(-low, high) <= 2**53 and bool((values == np.floor(values)).all())
    if not whole:
        return values.astype(np.float32, copy=False)
    return values.astype(np.int32 if max(-low, high) < 2**31 else np.int64)
