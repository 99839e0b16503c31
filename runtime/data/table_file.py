"""A table of numbers that grows block by block in a file, for tables that are larger than the memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from runtime.data.number_table import compact, wider

BYTES_AT_ONCE = 8 << 20


class TableFile:
    """As `NumberTable`, which it gives the same numbers as; `columns` map files in the folder."""

    in_memory = False

    def __init__(self, width: int, folder: Path) -> None:
        self.rows, self._width, self._folder = 0, width, folder
        self._kind: np.dtype[Any] = np.dtype(np.uint8)
        self._parts = 0
        self._file = self._new_part()
        self._low, self._high = np.full(width, np.inf), np.full(width, -np.inf)
        self._whole = np.ones(width, np.bool_)

    def add(self, block: NDArray[np.float64]) -> None:
        """Append rows (rows, width)."""
        if not len(block):
            return
        found = compact(block)
        kind = wider(self._kind, found.dtype) if self.rows else found.dtype
        if kind != self._kind:
            self._widen(kind)
        self._file.write(np.ascontiguousarray(found, kind).data)
        self.rows += len(block)
        self._low, self._high = np.minimum(self._low, block.min(axis=0)), np.maximum(self._high, block.max(axis=0))
        self._whole &= (found == np.floor(found)).all(axis=0)

    def columns(self, orders: Mapping[int, NDArray[np.int32]], flags: Collection[int]) -> list[NDArray[Any]]:
        """As `NumberTable.columns`: numbers of one type lie side by side in one file. Nothing can be added any more."""
        self._file.close()
        kinds = [np.dtype(np.int32) if i in orders else self._natural(i, i in flags) for i in range(self._width)]
        tables: dict[np.dtype[Any], NDArray[Any]] = {}
        members = {kind: [i for i, other in enumerate(kinds) if other == kind] for kind in kinds}
        for kind, places in members.items():
            shape = (self.rows, len(places))
            tables[kind] = open_memmap(self._folder / f"{kind}.npy", "w+", kind, shape)
        for start, block in self._read(self._kind):
            for kind, places in members.items():
                tables[kind][start : start + len(block)] = _ordered(block, places, orders, kind)
        self._path.unlink()
        return [tables[kind][:, members[kind].index(i)] for i, kind in enumerate(kinds)]

    def _natural(self, i: int, is_flag: bool) -> np.dtype[Any]:
        """The type of a column, by the rules of `number_table.natural`."""
        if self._kind.kind in "iu":
            return np.dtype(np.bool_) if is_flag else self._kind
        low, high = self._low[i], self._high[i]
        if not self._whole[i] or low != low or max(-low, high) > 2**53:
            return np.dtype(np.float32)
        if is_flag:
            return np.dtype(np.bool_)
        return np.dtype(np.int32 if max(-low, high) < 2**31 else np.int64)

    @property
    def _path(self) -> Path:
        return self._folder / f"rows{self._parts}"

    def _new_part(self) -> Any:
        return self._path.open("wb")

    def _widen(self, kind: np.dtype[Any]) -> None:
        """Write what there is anew in a wider type."""
        self._file.close()
        old, before = self._path, self._kind
        source = self._read(before) if self.rows else iter(())
        self._parts += 1
        self._file, self._kind = self._new_part(), kind
        for _, block in source:
            self._file.write(np.ascontiguousarray(block, kind).data)
        old.unlink()

    def _read(self, kind: np.dtype[Any]) -> Iterator[tuple[int, NDArray[Any]]]:
        """The rows, some megabytes at a time."""
        return _blocks(self._path, kind, self._width)


def _blocks(path: Path, kind: np.dtype[Any], width: int) -> Iterator[tuple[int, NDArray[Any]]]:
    step = max(1, BYTES_AT_ONCE // (width * kind.itemsize))
    with path.open("rb") as file:
        start = 0
        while (block := np.fromfile(file, kind, step * width)).size:
            yield start, block.reshape(-1, width)
            start += len(block) // width


def _ordered(
    block: NDArray[Any], places: list[int], orders: Mapping[int, NDArray[np.int32]], kind: np.dtype[Any]
) -> NDArray[Any]:
    """Some columns of a block in their type, numbers of texts in the order of the alphabet."""
    found = np.empty((len(block), len(places)), kind)
    for target, i in enumerate(places):
        found[:, target] = orders[i][block[:, i].astype(np.intp)] if i in orders else block[:, i]
    return found
