"""Targets: what a loss or metric compares a prediction with, brought to the prediction's shape before training."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.inference.program import ProgramOutput
from graph.specs.losses.loss import SEQUENCES
from graph.specs.message import say, shape_text
from graph.specs.spec import Value
from runtime.data.column import Column
from runtime.data.rows import RowRange
from runtime.ops.faults import RunError
from runtime.ops.op import Array


def is_sparse(output: ProgramOutput, prediction: tuple[int | None, ...], target: tuple[int, ...]) -> bool:
    """Whether targets are class numbers: the loss says so, else the metrics, else the shapes."""
    loss = output.spec.loss
    if loss is not None:
        return bool(getattr(loss, "sparse", False))
    if any(getattr(m, "sparse", False) for m in output.spec.metrics):
        return True
    fewer = len(target) < len(prediction) and prediction[-1] != 1
    return fewer or (len(target) == len(prediction) and target[-1] == 1 and (prediction[-1] or 1) > 1)


class Target:
    """One output's targets in the form its loss takes, row for row with the data; `shape` excludes the rows."""

    def __init__(
        self, output: ProgramOutput, prediction: tuple[int, ...], source: Column, dtype: np.dtype[Any]
    ) -> None:
        self.source = source
        given = tuple(source.shape)
        self.sparse = is_sparse(output, (None, *prediction), given)
        want = prediction[:-1] if self.sparse else prediction
        if getattr(output.spec.loss, "numbers", "") == SEQUENCES and self.sparse:
            want = _sequence(output, prediction, given)
        loss = output.spec.loss
        free = getattr(loss, "free_targets", False) and given[1:] not in _accepted(want, False)
        self.classes = given[1:] in _accepted(prediction[:-1], True) if free else self.sparse
        """Whether metrics take them for class numbers, whatever the loss does."""
        metrics = (*output.spec.metrics, *output.spec.weighted_metrics)
        judged = any(not getattr(metric, "free_targets", False) for metric in metrics)
        if free and (self.classes or not judged):
            want = given[1:]
        elif given[1:] not in _accepted(want, self.sparse):
            raise RunError(_mismatch(output, prediction, given, self.sparse, free))
        self.shape = want
        self.dtype = np.dtype(np.int64) if self.sparse else dtype
        self.given = given

    def part(self, begin: int, end: int) -> Target:
        """The same targets for some of the rows."""
        return self.taken_from(RowRange(self.source, begin, end))

    def taken_from(self, source: Column) -> Target:
        """The same targets from another column of the same shape."""
        other = object.__new__(Target)  # what `copy` does, in a sixth of its time
        other.__dict__.update(self.__dict__, source=source)
        return other

    def lend(self, rows: Array) -> Array | None:
        """Rows where they lie, if they are neighbours in memory and of the type that losses want."""
        lend = getattr(self.source, "lend", None)
        lent = None if lend is None else lend(rows, self.dtype)
        return None if lent is None else lent.reshape(len(rows), *self.shape)

    def gather(self, rows: Array, buffer: Array) -> None:
        """Bring rows into a buffer that `buffer` made."""
        self.source.gather(rows, buffer.reshape(len(buffer), *self.given[1:]))

    def buffer(self, batch: int) -> Array:
        return np.zeros((batch, *self.shape), self.dtype)


def _accepted(want: tuple[int, ...], sparse: bool) -> tuple[tuple[int, ...], ...]:
    """Shapes of one target that mean the wanted one: a last axis of 1 may be there or not."""
    if sparse:
        return want, (*want, 1)
    return (want, want[:-1]) if want and want[-1] == 1 else (want,)


def _sequence(output: ProgramOutput, prediction: tuple[int, ...], given: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of one target of a loss of sequences, which may be of any length; raises RunError."""
    if output.spec.metrics or output.spec.weighted_metrics:
        raise RunError(
            say(
                "The output {name} can't have metrics: {loss} compares whole sequences, metrics compare row by row.",
                name=output.name,
                loss=output.spec.loss.kind if output.spec.loss else "",
            )
        )
    if len(given) != 2:
        raise RunError(
            say(
                "The output {name} has shape {shape}; {loss} expects targets of shape (batch, length): the labels of "
                "each sample, filled up with 0. Received targets of shape {given}.",
                name=output.name,
                loss=output.spec.loss.kind if output.spec.loss else "",
                shape=shape_text((None, *prediction)),
                given=shape_text(given),
            )
        )
    return given[1:]


def _mismatch(
    output: ProgramOutput, prediction: tuple[int, ...], given: tuple[int, ...], sparse: bool, free: bool
) -> Any:
    loss: Value | None = None if free else output.spec.loss
    kind = loss.kind if loss is not None else "the metrics"
    if sparse:
        return say(
            "The output {name} has shape {shape}; {loss} expects one class number for each, targets of shape {want}. "
            "Received targets of shape {given}.",
            name=output.name,
            loss=kind,
            shape=shape_text((None, *prediction)),
            want=shape_text((None, *prediction[:-1])),
            given=shape_text(given),
        )
    if getattr(loss, "probabilities", "") == "categorical" and given[1:] in ((), (1,)):
        return say(
            "The output {name} has {n} classes and {loss} expects one-hot targets of shape {shape}. "
            "Received class numbers of shape {given}: use SparseCategoricalCrossentropy, or one-hot targets.",
            name=output.name,
            loss=kind,
            n=prediction[-1],
            shape=shape_text((None, *prediction)),
            given=shape_text(given),
        )
    return say(
        "The output {name} has shape {shape}, so {loss} expects targets of that shape. Received targets of shape "
        "{given}.",
        name=output.name,
        loss=kind,
        shape=shape_text((None, *prediction)),
        given=shape_text(given),
    )
