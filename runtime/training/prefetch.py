"""Reading ahead: while a step computes, a thread brings the next batches of the columns that are not in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle, islice
from typing import Any, Self

import numpy as np

from runtime.data.column import Column, sample_bytes
from runtime.ops.op import Array
from runtime.training.batches import Batches

Own = Callable[[Array], Array]
"""The rows of a batch that this process is to read."""

SLOTS = 3
"""Readings held: the one in use, and those that are under way or wait."""
AT_ONCE = 1 << 20
"""Bytes of a reading: so many batches that handing them over costs little, and a disk has enough to choose from."""


class ReadAhead:
    """The row numbers of each batch in turn; `batches` gives their samples, and only theirs, without reading.

    A context, so that however the loop over it ends, its thread ends too. An error in that thread is raised where its
    batches would have come. `dtypes` are those of the buffers that inputs are gathered into,
    and `own` says which rows of each batch are read, if not all.
    """

    def __init__(
        self, batches: Batches, order: Iterable[Array], dtypes: Sequence[np.dtype[Any]], own: Own | None = None
    ) -> None:
        self._order, self._own = iter(order), own or _all_of
        self._staged: list[_Staged] = []
        self._thread: ThreadPoolExecutor | None = None
        self.batches = batches
        if all(c.in_memory for c in batches.x) and all(t is None or t.source.in_memory for t in batches.targets):
            return
        self.batches = replace(
            batches,
            x=tuple(self._stage(column, dtype) for column, dtype in zip(batches.x, dtypes, strict=True)),
            targets=tuple(t and t.taken_from(self._stage(t.source, t.dtype)) for t in batches.targets),
        )
        if self._staged:
            batch = sum(sample_bytes(column) for column in self._staged) * batches.batch_size
            self._together = min(max(1, AT_ONCE // max(1, batch)), batches.steps)
            for column in self._staged:
                column.allocate(min(self._together * batches.batch_size, batches.rows))
            self._thread = ThreadPoolExecutor(1, "layerloom-reader")

    def _stage(self, column: Column, dtype: np.dtype[Any]) -> Column:
        if column.in_memory:
            return column
        self._staged.append(_Staged(column, dtype))
        return self._staged[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    def __iter__(self) -> Iterator[Array]:
        if self._thread is None:
            yield from self._order
            return
        under_way: deque[tuple[list[Array], int, Future[None]]] = deque()
        for slot in cycle(range(SLOTS)):
            if together := list(islice(self._order, self._together)):
                under_way.append((together, slot, self._thread.submit(self._read, together, slot)))
            elif not under_way:
                return
            if len(under_way) == SLOTS or not together:
                yield from self._arrived(*under_way.popleft())

    def _read(self, together: list[Array], slot: int) -> None:
        parts = [self._own(rows) for rows in together]
        rows = parts[0] if len(parts) == 1 else np.concatenate(parts)
        for column in self._staged:
            column.read(rows, slot)

    def _arrived(self, together: list[Array], slot: int, reading: Future[None]) -> Iterator[Array]:
        reading.result()
        at = 0
        for rows in together:
            end = at + len(self._own(rows))
            for column in self._staged:
                column.show(slot, at, end)
            yield rows
            at = end


def _all_of(rows: Array) -> Array:
    return rows


def read_ahead_bytes(batches: Batches, dtypes: Sequence[np.dtype[Any]]) -> int:
    """What reading ahead of such batches takes."""
    columns = [(c, dtype) for c, dtype in zip(batches.x, dtypes, strict=True) if not c.in_memory]
    columns += [(t.source, t.dtype) for t in batches.targets if t is not None and not t.source.in_memory]
    batch = sum(sample_bytes(_Staged(column, dtype)) for column, dtype in columns) * batches.batch_size
    together = min(max(1, AT_ONCE // max(1, batch)), batches.steps)
    return SLOTS * min(batch * together, batch // max(1, batches.batch_size) * batches.rows)


class _Staged:
    """A column whose present batch lies in memory already."""

    in_memory = True

    def __init__(self, column: Column, dtype: np.dtype[Any]) -> None:
        self._column = column
        self.name, self.classes, self.dtype, self.shape = column.name, column.classes, dtype, column.shape

    def __len__(self) -> int:
        return len(self._column)

    def allocate(self, rows: int) -> None:
        self._slots = [np.empty((rows, *self.shape[1:]), self.dtype) for _ in range(SLOTS)]

    def read(self, rows: Array, slot: int) -> None:
        self._column.gather(rows, self._slots[slot][: len(rows)])

    def show(self, slot: int, begin: int, end: int) -> None:
        self._shown = self._slots[slot][begin:end]

    def gather(self, rows: Array, out: Array) -> None:
        np.copyto(out, self._shown)

    def lend(self, rows: Array, dtype: np.dtype[Any]) -> Array | None:
        """The present batch where it lies."""
        return self._shown if self.dtype == dtype else None

    def block(self, start: int, stop: int) -> Array:
        return self._column.block(start, stop)
