"""A named column of a data set: array-like, perhaps larger than the memory, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from runtime.data.mapped import mapped_rows

BLOCK_BYTES = 8 << 20
MISSING_CLASS = -1
"""The number of a category that is missing."""


class Column(Protocol):
    """What every column offers. `shape` includes the rows, as an array's does; `classes` names its whole numbers."""

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> np.dtype[Any]: ...
    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def in_memory(self) -> bool: ...

    def __len__(self) -> int: ...

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        """Write the samples at `rows` into `out` (len(rows), *sample shape), cast to out's dtype."""

    def block(self, start: int, stop: int) -> NDArray[Any]:
        """The samples from `start` up to `stop` as an array; a view where possible."""


class ArrayColumn:
    """A column that is an array, in memory or memory-mapped."""

    features: tuple[str, ...] = ()
    """The names of the numbers of a sample, where they come from columns side by side."""

    def __init__(self, name: str, array: NDArray[Any], classes: Sequence[str] = (), in_memory: bool = True) -> None:
        self.name = name
        self.array = array
        self.classes = tuple(classes)
        self.in_memory = in_memory
        self._mapped = None if in_memory else mapped_rows(array)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.array.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.array.dtype

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, key: Any) -> NDArray[Any]:
        return np.asarray(self.array[key])

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        if self._mapped is not None:
            self._mapped.fetch(rows)
        if self.dtype == out.dtype and self.array.flags.c_contiguous and self.array.flags.aligned:
            # "clip" lets take write straight into out; rows come from a permutation and are in range.
            np.take(self.array, rows, axis=0, out=out, mode="clip")
        else:
            out[...] = self.array[rows]

    def block(self, start: int, stop: int) -> NDArray[Any]:
        return np.asarray(self.array[start:stop])

    def lend(self, rows: NDArray[np.intp], dtype: np.dtype[Any]) -> NDArray[Any] | None:
        """The samples where they lie, if they are neighbours in memory and as kernels want them."""
        start, count = int(rows[0]), len(rows)
        neighbours = int(rows[-1]) == start + count - 1 and bool((np.diff(rows) == 1).all())
        if not neighbours or not self.in_memory or self.dtype != dtype:
            return None
        flags = self.array.flags
        found = self.array[start : start + count]
        return found if flags.c_contiguous and flags.aligned and flags.writeable else None


class StackedColumn:
    """Several columns side by side: columns of one number each become one row of numbers per sample."""

    def __init__(self, parts: Sequence[Column], name: str) -> None:
        self.parts = tuple(parts)
        self.name = name
        plain = all(part.shape[1:] == () for part in parts)
        self.features = tuple(part.name for part in parts) if plain else ()
        self.classes: tuple[str, ...] = ()
        self.in_memory = all(part.in_memory for part in parts)
        self.widths = [int(np.prod(part.shape[1:], dtype=np.int64)) for part in parts]
        self.shape: tuple[int, ...] = (len(parts[0]), sum(self.widths))
        self.dtype = np.result_type(*(part.dtype for part in parts))
        if self.dtype == np.float64 and all(part.dtype != np.float64 for part in parts):
            self.dtype = np.dtype(np.float32)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> NDArray[Any]:
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            return self.block(start, stop)[::step] if step > 0 else self.block(0, len(self))[key]
        rows = np.atleast_1d(np.asarray(key, np.intp))
        out = np.empty((len(rows), self.shape[1]), self.dtype)
        self.gather(rows, out)
        return out if np.ndim(key) else out[0]

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        at = 0
        for part, width in zip(self.parts, self.widths, strict=True):
            target = out[:, at : at + width]
            if part.shape[1:] == (width,):
                part.gather(rows, target)
            else:
                piece = np.empty((len(rows), *part.shape[1:]), part.dtype)
                part.gather(rows, piece)
                target[...] = piece.reshape(len(rows), width)
            at += width

    def block(self, start: int, stop: int) -> NDArray[Any]:
        pieces = [part.block(start, stop).reshape(stop - start, -1) for part in self.parts]
        return np.concatenate(pieces, axis=1).astype(self.dtype, copy=False)


def stack(parts: Sequence[Column], name: str) -> Column:
    """Several columns as one; neighbours in one table are a view of it, which is much faster to read."""
    table = _table(parts)
    if table is None:
        return StackedColumn(parts, name)
    found = ArrayColumn(name, table, in_memory=all(part.in_memory for part in parts))
    found.features = tuple(part.name for part in parts)
    return found


def _table(parts: Sequence[Column]) -> NDArray[Any] | None:
    """The part of a table in memory that the columns are side by side, None where they are not."""
    arrays = [part.array for part in parts if isinstance(part, ArrayColumn) and part.array.ndim == 1]
    base = arrays[0].base if arrays else None
    if len(arrays) != len(parts) or not isinstance(base, np.ndarray) or base.ndim != 2 or not base.flags.c_contiguous:
        return None
    start = _address(arrays[0])
    for place, array in enumerate(arrays):
        is_next = _address(array) == start + place * base.itemsize
        if array.base is not base or array.strides != base.strides[:1] or not is_next:
            return None
    first = (start - _address(base)) // base.itemsize
    return base[:, first : first + len(arrays)]


def _address(array: NDArray[Any]) -> int:
    """Where an array begins; `ctypes.data` takes ten times as long, which counts with thousands of columns."""
    return int(array.__array_interface__["data"][0])


def sample_bytes(column: Column) -> int:
    """Bytes of one sample."""
    return int(np.prod(column.shape[1:], dtype=np.int64)) * column.dtype.itemsize


def blocks(column: Column) -> Iterator[tuple[int, NDArray[Any]]]:
    """All samples in order, some megabytes at a time, each with the row it starts at."""
    step = max(1, BLOCK_BYTES // max(1, sample_bytes(column)))
    for start in range(0, len(column), step):
        yield start, column.block(start, min(start + step, len(column)))
