"""What is known of a column after its steps, found by reading it: the facts that the search for problems judges by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from graph.data.data_plan import Binding
from graph.data.facts import ClassRows, ColumnFacts
from runtime.data.binding import Feed, PreparedData, held, pipeline_of, rows_without_gaps, source_of
from runtime.data.checks import check_values
from runtime.data.column import Column, sample_bytes
from runtime.data.dataset import Dataset
from runtime.data.rows import taken
from runtime.data.stages import Pipeline

MEASURED_BYTES = 64 << 20
"""Of more results than these the first part is measured."""
BLOCK_BYTES = 4 << 20
MOST_CLASSES = 1000
"""More different numbers than these are no classes."""


@dataclass(frozen=True)
class Measured:
    """A column with its steps as training will use them, and what is known of the results."""

    column: Column
    pipeline: Pipeline
    facts: ColumnFacts


def measure(dataset: Dataset, binding: Binding, feed: Feed, fitted: Measured | None = None) -> Measured:
    """Read what feeds a layer and say what it is like; raises DataError with the sentence that training would say.

    `fitted` is what was measured of the training data when `dataset` is for validation. Of the feed only its name and
    its role count: whether the results fit the network is for the search for problems to say.
    """
    bindings, before = {feed.layer: binding}, _prepared(feed.layer, fitted)
    column = taken(source_of(dataset, bindings, feed, before), rows_without_gaps(dataset, bindings, [feed], before))
    pipeline = pipeline_of(column, binding, feed, before)
    check_values(column, pipeline, feed.name, None)
    if fitted is not None:
        return Measured(column, pipeline, fitted.facts)
    facts = _facts(column, pipeline)
    return Measured(column, pipeline, replace(facts, classes=_class_rows(column)) if feed.is_target else facts)


def _prepared(layer: str, fitted: Measured | None) -> PreparedData | None:
    if fitted is None:
        return None
    pipelines: Mapping[str, Pipeline] = {layer: fitted.pipeline}
    return PreparedData((), (), len(fitted.column), pipelines, {layer: fitted.column})


def _facts(column: Column, pipeline: Pipeline) -> ColumnFacts:
    size = max(1, sample_bytes(column), prod(pipeline.shape) * pipeline.dtype.itemsize)
    rows, step = min(len(column), max(1, MEASURED_BYTES // size)), max(1, BLOCK_BYTES // size)
    lows: list[float] = []
    highs: list[float] = []
    whole, finite = True, True
    for start in range(0, rows, step):
        values = pipeline.run(column.block(start, min(start + step, rows)))
        if values.dtype.kind == "f":
            good = np.isfinite(values)
            if not good.all():
                finite, values = False, values[good]
            whole = whole and bool(np.all(values == np.round(values)))
        if values.size:
            lows.append(float(values.min()))
            highs.append(float(values.max()))
    low, high = (min(lows), max(highs)) if lows else (None, None)
    in_memory = held(column, len(column) * prod(pipeline.shape) * np.dtype(pipeline.dtype).itemsize)
    return ColumnFacts(tuple(pipeline.shape), str(pipeline.dtype), low, high, not finite, whole, in_memory)


def _class_rows(column: Column) -> tuple[ClassRows, ...]:
    """Where the classes stand in a column of class numbers, nothing for any other."""
    if column.dtype.kind not in "iub" or column.shape[1:] not in ((), (1,)):
        return ()
    values = np.asarray(column.block(0, len(column))).reshape(-1)
    numbers, first = np.unique(values, return_index=True)
    if len(numbers) > MOST_CLASSES:
        return ()
    last = len(values) - 1 - np.unique(values[::-1], return_index=True)[1]
    names = [column.classes[n] if 0 <= n < len(column.classes) else str(n) for n in numbers.tolist()]
    return tuple(ClassRows(name, int(a), int(b)) for name, a, b in zip(names, first, last, strict=True))
