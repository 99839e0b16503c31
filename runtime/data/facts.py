"""What is known of a column after its steps, found by reading it: the facts that the search for problems judges by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from graph.data.data_plan import Binding
from graph.data.facts import ClassRows, ColumnFacts
from runtime.data.binding import Feed, PreparedData, held, pipeline_of, rows_without_gaps, source_of
from runtime.data.checks import check_values
from runtime.data.column import MISSING_CLASS, Column, sample_bytes
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError
from runtime.data.rows import taken
from runtime.data.source_facts import repeated_rows, source_facts
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


def measure(
    dataset: Dataset,
    binding: Binding,
    feed: Feed,
    fitted: Measured | None = None,
    beside: Sequence[str] = (),
    most: int = MEASURED_BYTES,
) -> Measured:
    """Read what feeds a layer and say what it is like; raises DataError with the sentence that training would say.

    `fitted` is what was measured of the training data when `dataset` is for validation. Of the feed only its name and
    its role count: whether the results fit the network is for the search for problems to say. `beside` are the columns
    that a target is learnt from, or of an Input those to be learnt. Of results of more bytes than `most` the first part
    is measured.
    """
    bindings, before = {feed.layer: binding}, _prepared(feed.layer, fitted)
    column = taken(source_of(dataset, bindings, feed, before), rows_without_gaps(dataset, bindings, [feed], before))
    pipeline = pipeline_of(column, binding, feed, before)
    check_values(column, pipeline, feed.name, None)
    if fitted is not None:
        return Measured(column, pipeline, fitted.facts)
    facts = _facts(column, pipeline, most)
    parts, others = dataset.parts(binding.column), _parts(dataset, beside)
    if feed.is_target:
        repeated = repeated_rows((*others, *parts)) if others else None
        facts = replace(facts, sources=source_facts(parts), classes=_class_rows(column), repeated=repeated)
    else:
        facts = replace(facts, sources=source_facts(parts, others))
    return Measured(column, pipeline, facts)


def _parts(dataset: Dataset, texts: Sequence[str]) -> list[Column]:
    """The columns that are bound elsewhere, as far as there are such."""
    found: dict[str, Column] = {}
    for text in texts:
        try:
            found |= {part.name: part for part in dataset.parts(text)}
        except DataError:
            continue  # it is said where it is bound
    return list(found.values())


def _prepared(layer: str, fitted: Measured | None) -> PreparedData | None:
    if fitted is None:
        return None
    pipelines: Mapping[str, Pipeline] = {layer: fitted.pipeline}
    return PreparedData((), (), len(fitted.column), pipelines, {layer: fitted.column})


def _facts(column: Column, pipeline: Pipeline, most: int) -> ColumnFacts:
    size = max(1, sample_bytes(column), prod(pipeline.shape) * pipeline.dtype.itemsize)
    rows, step = min(len(column), max(1, most // size)), max(1, BLOCK_BYTES // size)
    lows: list[float] = []
    highs: list[float] = []
    sums: list[NDArray[np.float64]] = []
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
        if len(pipeline.shape) == 1 and pipeline.shape[0] > 1 and finite:
            sums.append(values.reshape(-1, pipeline.shape[0]).sum(axis=1, dtype=np.float64))
    low, high = (min(lows), max(highs)) if lows else (None, None)
    in_memory = held(column, len(column) * prod(pipeline.shape) * np.dtype(pipeline.dtype).itemsize)
    facts = ColumnFacts(tuple(pipeline.shape), str(pipeline.dtype), low, high, not finite, whole, in_memory)
    extent = (min(float(s.min()) for s in sums), max(float(s.max()) for s in sums)) if sums and finite else None
    return replace(facts, sums=extent, seen=rows)


def _class_rows(column: Column) -> tuple[ClassRows, ...]:
    """Where the classes stand in a column of class numbers, nothing for any other."""
    if column.dtype.kind not in "iub" or column.shape[1:] not in ((), (1,)):
        return ()
    values = np.asarray(column.block(0, len(column))).reshape(-1)
    numbers, first, counts = np.unique(values, return_index=True, return_counts=True)
    if len(numbers) > MOST_CLASSES:
        return ()
    last = len(values) - 1 - np.unique(values[::-1], return_index=True)[1]
    names = [column.classes[n] if 0 <= n < len(column.classes) else str(n) for n in numbers.tolist()]
    found = zip(numbers.tolist(), names, first, last, counts, strict=True)
    is_missing = MISSING_CLASS if column.classes else None
    return tuple(ClassRows(name, *map(int, places)) for number, name, *places in found if number != is_missing)
