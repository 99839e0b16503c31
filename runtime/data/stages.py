"""Preprocessing as it runs: each stage writes a batch from one buffer into the next, without allocating."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.transforms import DataPlanError, Transform
from runtime.data.column import Column, blocks
from runtime.data.errors import bad
from runtime.data.text_rule import TextRule
from runtime.data.transforms import Arriving, TransformRule
from runtime.kinds.computes import computing

Array = NDArray[Any]


@dataclass(frozen=True)
class Stage:
    """One computation between two buffers; sample shapes `takes` and `gives`, and the dtype it naturally gives."""

    takes: tuple[int, ...]
    gives: tuple[int, ...]
    dtype: np.dtype[Any]
    compute: TransformRule


@dataclass(frozen=True)
class Pipeline:
    """Stages for columns of one shape. Reshaping costs nothing: it is how the next stage looks at the same buffer."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    stages: tuple[Stage, ...] = ()
    steps: tuple[Transform, ...] = ()
    """The steps that it computes, with what follows from the data."""
    classes: tuple[str, ...] = ()
    """The names of the numbers that it gives, where those are the column's own."""

    @property
    def reads_texts(self) -> bool:
        """Whether it begins with the texts of a column, whichever they are."""
        return bool(self.stages) and isinstance(self.stages[0].compute, TextRule)

    def reading(self, classes: tuple[str, ...]) -> Pipeline:
        """The same for a column with other texts; raises DataError."""
        first = self.stages[0]
        if not isinstance(first.compute, TextRule):
            return self
        return replace(self, stages=(replace(first, compute=first.compute.reading(classes)), *self.stages[1:]))

    def run(self, values: Array) -> Array:
        """A block of samples through all stages, in new arrays."""
        for stage in self.stages:
            out = np.empty((len(values), *stage.gives), stage.dtype)
            stage.compute(values.reshape(len(values), *stage.takes), out)
            values = out
        return values.reshape(len(values), *self.shape)

    def undone(self, results: Array) -> Array | None:
        """Of what numbers the stages would make these results, which have their shape; None where one can't tell."""
        values: Array | None = results
        for stage in reversed(self.stages):
            if values is None or prod(stage.takes) != prod(stage.gives):
                return None
            values = stage.compute.undone(values.reshape(len(values), *stage.gives))
        return None if values is None else values.reshape(results.shape)


def build_pipeline(
    column: Column, steps: tuple[Transform, ...], owner: str, everything: Column | None = None
) -> Pipeline:
    """The pipeline of a column's steps; what a step must learn from the data is learnt here. Raises DataError.

    `everything` are all rows where the column is the part to train on: how many classes there are does not depend on
    which rows that has.
    """
    pipeline = Pipeline(column.shape[1:], column.dtype, classes=column.classes)
    for step in steps:
        rule, data = computing(type(step), TransformRule), _arriving(column, pipeline)
        if rule is None:
            raise bad("The step {kind} can't be computed yet.", kind=step.kind)
        if issubclass(rule, TextRule) and pipeline.stages:
            raise bad("{kind} reads the texts of a column. Put it before the other steps.", kind=step.kind)
        step = rule.settled(step, data if everything is None else _arriving(everything, pipeline))
        try:
            shape, dtype = step.result(pipeline.shape, str(pipeline.dtype))
        except DataPlanError as error:
            raise bad(
                "{owner}, column {column!r}: {reason}", owner=owner, column=column.name, reason=error.message
            ) from None
        computed = rule(step)
        computed.learn(data)
        pipeline = _with(pipeline, step, computed, shape, dtype)
    return pipeline


def recalled_pipeline(
    shape: tuple[int, ...],
    dtype: np.dtype[Any],
    classes: tuple[str, ...],
    steps: Iterable[Transform],
    learnt: Iterable[Mapping[str, Any]],
) -> Pipeline:
    """The pipeline for samples of a shape whose steps, with what follows from the data, know what they learnt before.

    `learnt` is what each stage has. Raises DataPlanError, or KeyError where a step can't be computed or its knowledge
    is not whole.
    """
    pipeline, memories = Pipeline(shape, dtype, classes=classes), iter(learnt)
    for step in steps:
        rule = computing(type(step), TransformRule)
        if rule is None:
            raise KeyError(step.kind)
        computed = rule(step)
        if not rule.is_view:
            computed.recall(next(memories, {}))
            if isinstance(computed, TextRule):
                computed = computed.reading(pipeline.classes)
        pipeline = _with(pipeline, step, computed, *step.result(pipeline.shape, str(pipeline.dtype)))
    return pipeline


def _with(before: Pipeline, step: Transform, rule: TransformRule, shape: tuple[int, ...], dtype: str) -> Pipeline:
    stages = before.stages
    if not rule.is_view:
        stages = (*stages, Stage(before.shape, shape, np.dtype(dtype), rule))
    named = before.classes if rule.is_view and not stages else ()
    return Pipeline(shape, np.dtype(dtype), stages, (*before.steps, step), named)


def _arriving(column: Column, before: Pipeline) -> Arriving:
    return Arriving(before.shape, before.dtype, before.classes, partial(_through, column, before))


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
