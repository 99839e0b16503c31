"""Preprocessing as it runs: each stage writes a batch from one buffer into the next, without allocating."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from graph.data.data_plan import DataPlanError
from graph.data.data_steps import Cast, Flatten, Integer, OneHot, ReshapeTo, Scale, Standardize, Step
from runtime.data.column import Column, blocks
from runtime.data.errors import bad

Array = NDArray[Any]


class Compute(Protocol):
    """What a stage does with a batch; `out` has the stage's shape and perhaps a wider dtype."""

    def __call__(self, values: Array, out: Array) -> None: ...


@dataclass(frozen=True)
class Stage:
    """One computation between two buffers; sample shapes `takes` and `gives`, and the dtype it naturally gives."""

    takes: tuple[int, ...]
    gives: tuple[int, ...]
    dtype: np.dtype[Any]
    compute: Compute


@dataclass(frozen=True)
class Pipeline:
    """Stages for columns of one shape. Reshaping costs nothing: it is how the next stage looks at the same buffer."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    stages: tuple[Stage, ...] = ()

    def run(self, values: Array) -> Array:
        """A block of samples through all stages, in new arrays."""
        for stage in self.stages:
            out = np.empty((len(values), *stage.gives), stage.dtype)
            stage.compute(values.reshape(len(values), *stage.takes), out)
            values = out
        return values.reshape(len(values), *self.shape)


def build_pipeline(column: Column, steps: tuple[Step, ...], owner: str) -> Pipeline:
    """The pipeline of a column's steps; what a step must learn from the data is learnt here. Raises DataError."""
    pipeline = Pipeline(column.shape[1:], column.dtype)
    for step in steps:
        step = _resolved(step, column, pipeline)
        try:
            shape, dtype = step.result(pipeline.shape, str(pipeline.dtype))
        except DataPlanError as error:
            raise bad(
                "{owner}, column {column!r}: {reason}", owner=owner, column=column.name, reason=error.message
            ) from None
        stages = pipeline.stages
        if not isinstance(step, (Flatten, ReshapeTo)):
            compute = _compute(step, column, pipeline)
            stages = (*stages, Stage(pipeline.shape, shape, np.dtype(dtype), compute))
        pipeline = Pipeline(shape, np.dtype(dtype), stages)
    return pipeline


def _resolved(step: Step, column: Column, before: Pipeline) -> Step:
    """A one-hot without a number of classes gets the column's own, or one more than the largest number in it."""
    if not isinstance(step, OneHot) or step.classes is not None or before.dtype.kind == "f":
        return step
    if column.classes and not before.stages:
        return OneHot(classes=len(column.classes))
    return OneHot(classes=max(1, 1 + max(int(values.max()) for values in _through(column, before) if values.size)))


def _compute(step: Step, column: Column, before: Pipeline) -> Compute:
    match step:
        case Scale():
            return _Scale(np.float32(step.factor), np.float32(step.offset))
        case Standardize():
            return _standardize(step, column, before)
        case OneHot():
            return _OneHot()
        case Integer():
            return _Integer(step.offset)
        case Cast():
            return _copy
        case _:
            raise bad("The step {kind} can't be computed yet.", kind=step.kind)


@dataclass(frozen=True)
class _Scale:
    factor: np.float32
    offset: np.float32

    def __call__(self, values: Array, out: Array) -> None:
        np.multiply(values, self.factor, out=out, dtype=np.float32, casting="unsafe")
        if self.offset:
            np.add(out, self.offset, out=out)


@dataclass(frozen=True)
class _Shift:
    """(values - mean) / spread, in float64 inside so that features far from zero keep their digits."""

    mean: Array
    spread: Array

    def __call__(self, values: Array, out: Array) -> None:
        np.subtract(values, self.mean, out=out, dtype=np.float64, casting="unsafe")
        np.divide(out, self.spread, out=out, dtype=np.float64, casting="unsafe")


class _OneHot:
    def __call__(self, values: Array, out: Array) -> None:
        codes = values.reshape(-1)
        classes = out.shape[-1]
        if codes.size and (codes.min() < 0 or codes.max() >= classes):
            wrong = codes[(codes < 0) | (codes >= classes)][0]
            raise bad(
                "A class number is {number}; one-hot has classes 0 to {last}.", number=int(wrong), last=classes - 1
            )
        out[...] = 0
        out.reshape(-1, classes)[np.arange(codes.size), codes] = 1


@dataclass(frozen=True)
class _Integer:
    offset: int

    def __call__(self, values: Array, out: Array) -> None:
        np.copyto(out, values, casting="unsafe")
        if self.offset:
            np.add(out, self.offset, out=out, casting="unsafe")


def _copy(values: Array, out: Array) -> None:
    np.copyto(out, values, casting="unsafe")


def _standardize(step: Standardize, column: Column, before: Pipeline) -> Compute:
    """Mean and spread in one pass over the blocks, merged as Chan, Golub and LeVeque (1983) do."""
    shape = before.shape if step.over == "feature" else ()
    count, mean, squares = 0, np.zeros(shape), np.zeros(shape)
    for values in _through(column, before):
        rows = values.astype(np.float64) if step.over == "feature" else values.astype(np.float64).reshape(-1)
        here = rows.mean(axis=0)
        squares += ((rows - here) ** 2).sum(axis=0) + (here - mean) ** 2 * (count * len(rows) / (count + len(rows)))
        mean = mean + (here - mean) * (len(rows) / (count + len(rows)))
        count += len(rows)
    spread = np.sqrt(squares / count)
    return _Shift(np.asarray(mean), np.where(spread > 1e-12, spread, 1.0))


def _through(column: Column, pipeline: Pipeline) -> Iterator[Array]:
    for _, values in blocks(column):
        yield pipeline.run(values)


class PreparedColumn:
    """A column seen through a pipeline: computed batch by batch into the trainer's buffers, never as a whole.

    `feed_shape` lets samples of one number also be seen as shape (1,).
    """

    classes: tuple[str, ...] = ()
    in_memory = False

    def __init__(self, column: Column, pipeline: Pipeline, feed_shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        if prod(feed_shape) != prod(pipeline.shape):
            raise bad("Column {column!r} can't be seen as samples of another size.", column=column.name)
        self.column, self.pipeline = column, pipeline
        self.name = column.name
        self.shape: tuple[int, ...] = (len(column), *feed_shape)
        self.dtype = dtype
        self._buffers: list[Array] = []
        self._in_use = Lock()

    def __len__(self) -> int:
        return self.shape[0]

    def gather(self, rows: NDArray[np.intp], out: Array) -> None:
        """Write the prepared samples at `rows` into `out`, which must be C-contiguous; raises DataError."""
        if not self.pipeline.stages:
            self.column.gather(rows, out.reshape(len(rows), *self.column.shape[1:]))
            return
        with self._in_use:  # a callback may ask for samples while the next batches are read
            self._compute(rows, out)

    def _compute(self, rows: NDArray[np.intp], out: Array) -> None:
        stages = self.pipeline.stages
        buffers = self._buffers_for(len(rows))
        self.column.gather(rows, buffers[0])
        for i, stage in enumerate(stages):
            last = i == len(stages) - 1
            target = out.reshape(len(rows), *stage.gives) if last else buffers[i + 1]
            stage.compute(buffers[i].reshape(len(rows), *stage.takes), target)

    def block(self, start: int, stop: int) -> Array:
        values = self.pipeline.run(self.column.block(start, stop))
        return values.reshape(len(values), *self.shape[1:]).astype(self.dtype, copy=False)

    def __getitem__(self, key: Any) -> Array:
        rows = np.arange(len(self))[key]
        out = np.empty((rows.size, *self.shape[1:]), self.dtype)
        self.gather(rows.reshape(-1), out)
        return out if rows.ndim else out[0]

    def _buffers_for(self, count: int) -> list[Array]:
        """The raw batch and what lies between the stages, for `count` samples; made once for the largest batch."""
        if not self._buffers or len(self._buffers[0]) < count:
            shapes = [(self.column.shape[1:], self.column.dtype)]
            shapes += [(stage.gives, stage.dtype) for stage in self.pipeline.stages[:-1]]
            self._buffers = [np.empty((count, *shape), dtype) for shape, dtype in shapes]
        return [buffer[:count] for buffer in self._buffers]
