"""Batches: rows of the data brought into a plan's buffers, in order or shuffled, without copies of the whole set."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.data.column import ArrayColumn, Column
from runtime.data.rows import RowRange
from runtime.execution.shards import AnyPlan
from runtime.jit import threads
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.targets import Target


@dataclass(frozen=True)
class Batches:
    """The samples of a fit or an evaluation. `weights` holds, per output, an array of one weight a sample or a step,
    or None."""

    x: tuple[Column, ...]
    targets: tuple[Target | None, ...]
    weights: tuple[Array | None, ...]
    batch_size: int

    @property
    def rows(self) -> int:
        return len(self.x[0])

    @property
    def steps(self) -> int:
        return -(-self.rows // self.batch_size)

    def slices(self, order: Array) -> Iterator[Array]:
        """The row numbers of each batch; the last may be smaller."""
        for start in range(0, len(order), self.batch_size):
            yield order[start : start + self.batch_size]

    def part(self, begin: int, end: int) -> Batches:
        """The samples from row `begin` up to `end`."""
        return Batches(
            tuple(RowRange(c, begin, end) for c in self.x),
            tuple(None if t is None else t.part(begin, end) for t in self.targets),
            tuple(None if w is None else w[begin:end] for w in self.weights),
            self.batch_size,
        )


CHUNK = 1 << 18
"""Numbers that a thread copies at a time."""

WORTH_LENDING = 1 << 18
"""Bytes of a batch from which on it is read where it lies, if it can be: fewer are copied as fast."""


def worth_lending(buffer: Array) -> bool:
    """Whether a batch of this size is read where it lies, if it can be."""
    return buffer.nbytes >= WORTH_LENDING


def bring(plan: AnyPlan, columns: Sequence[Column], rows: Array) -> None:
    """Let the plan find these rows of its Inputs, in its buffers or where they lie; they must stay there for the
    step."""
    for k, (buffer, column) in enumerate(zip(plan.inputs, columns)):
        lend = getattr(column, "lend", None) if worth_lending(buffer) else None
        lent = None if lend is None else lend(rows, buffer.dtype)
        if lent is None or not plan.borrow(k, lent):
            if worth_lending(buffer):
                plan.borrow(k, buffer)  # a step that failed may have left a loan
            column.gather(rows, buffer)


def give_back(plan: AnyPlan) -> None:
    """End the loans of `bring`, so that nobody's arrays are kept."""
    for k, buffer in enumerate(plan.inputs):
        if worth_lending(buffer):
            plan.borrow(k, buffer)


def copy(source: Array, target: Array) -> None:
    """target = source, both contiguous and of one size, on several threads where they are large."""
    threads.run(_copy, source.size, CHUNK, source.reshape(-1), target.reshape(-1))


def _copy(source: Array, target: Array, begin: int, end: int) -> None:
    np.copyto(target[begin:end], source[begin:end])


def as_column(name: str, data: Any, dtype: np.dtype[Any]) -> Column:
    """A column from an array or anything like one; arrays in memory are cast to `dtype` once, others as they are
    read."""
    if hasattr(data, "gather") and hasattr(data, "block"):
        return data
    array = data if isinstance(data, np.memmap) else as_array(name, data)
    if array.dtype.kind not in "biuf":
        row, other = first_other(array)
        raise RunError(
            say(
                "{name} must be numbers. Received: an array of {dtype}, {other!r:.60} in row {row}.",
                name=name,
                dtype=str(array.dtype),
                other=other,
                row=row + 1,
            )
            if row >= 0
            else say("{name} must be numbers. Received: an array of {dtype}.", name=name, dtype=str(array.dtype))
        )
    if array.ndim == 0:
        raise RunError(say("{name} must be an array with one row a sample. Received: a single number.", name=name))
    if isinstance(array, np.memmap):
        return ArrayColumn(name, array, in_memory=False)
    try:
        with np.errstate(over="raise"):
            return ArrayColumn(name, np.ascontiguousarray(array, dtype))
    except FloatingPointError:
        with np.errstate(over="ignore"):
            lost = np.isfinite(array) & ~np.isfinite(array.astype(dtype))
        place = int(np.flatnonzero(lost)[0])
        raise RunError(
            say(
                "{name} holds {number:.6g} in row {row}, more than {dtype} can keep. Scale the numbers, or mend the "
                "row.",
                name=name,
                number=float(array.flat[place]),
                row=place // max(1, math.prod(array.shape[1:])) + 1,
                dtype=str(dtype),
            )
        ) from None


def first_other(array: Array) -> tuple[int, Any]:
    """Row and content of the first item that is no number; row -1 where there is none."""
    for number, item in enumerate(array.flat):
        if not isinstance(item, (bool, int, float, np.number, np.bool_)):
            return number // max(1, math.prod(array.shape[1:])), item.item() if isinstance(item, np.generic) else item
    return -1, None


def as_array(name: str, data: Any) -> Array:
    """An array of anything like one; raises RunError where its rows differ in length."""
    try:
        return np.asarray(data)
    except ValueError:
        raise RunError(say("{name} must be an array: its rows differ in length or shape.", name=name)) from None


def same_rows(names: Sequence[str], columns: Sequence[Any]) -> int:
    """The number of samples all columns share; raises RunError where they differ or there are none."""
    counts = {name: len(column) for name, column in zip(names, columns)}
    if len(set(counts.values())) > 1:
        found = ", ".join(f"{name}: {n}" for name, n in counts.items())
        raise RunError(
            say("All inputs and targets must have the same number of samples. Received: {found}.", found=found)
        )
    rows = next(iter(counts.values()))
    if rows == 0:
        raise RunError(say("There are no samples in the data."))
    return rows
