"""Binds the columns of a data set to the Inputs and Outputs of a model, checked before training begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_plan import Binding
from graph.data.steps.missing import DropMissing
from graph.data.transforms import (
    DataPlanError,
    Flatten,
    Integer,
    OneHot,
    ReshapeTo,
    SampleShape,
    Scale,
    Transform,
    fits,
)
from graph.specs.message import shape_text
from graph.specs.spec import TEXT
from runtime.data.checks import check_values
from runtime.data.column import ArrayColumn, Column
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.gaps import complete_rows
from runtime.data.memory import need_memory
from runtime.data.rows import Rows, taken
from runtime.data.stages import Pipeline, PreparedColumn, build_pipeline
from runtime.data.vocabulary import same_classes

PREPARED_ONCE = 64 << 20
"""A column in memory whose prepared values take at most this many bytes is prepared once instead of for each batch."""


@dataclass(frozen=True)
class Feed:
    """A place of the model that data goes into: an Input, or the target of an Output.

    `shape` is that of one sample, None where an axis is free. `table` is set where whole numbers below it are needed:
    the size of the Embedding behind an Input, or the number of classes where sparse labels are compared with an Output.
    """

    layer: str
    name: str
    shape: tuple[int | None, ...]
    dtype: str = "float32"
    table: int | None = None
    is_target: bool = False


@dataclass(frozen=True)
class PreparedData:
    """Columns in the order of the model's inputs and outputs; `pipelines` are by layer, for a validation set."""

    x: tuple[Column, ...]
    y: tuple[Column, ...]
    rows: int
    pipelines: Mapping[str, Pipeline]
    sources: Mapping[str, Column]


def prepare(
    dataset: Dataset,
    bindings: Mapping[str, Binding],
    inputs: Sequence[Feed],
    outputs: Sequence[Feed] = (),
    fitted: PreparedData | None = None,
    rows: Rows | None = None,
) -> PreparedData:
    """Columns for every feed, preprocessed; raises DataError naming layer and column where something doesn't fit.

    `fitted` is the training data when `dataset` is for validation: its means and classes are used again. `rows` are
    those wanted, ascending; without, all of them.
    """
    feeds = (*inputs, *outputs)
    found = [source_of(dataset, bindings, feed, fitted) for feed in feeds]
    pipelines: dict[str, Pipeline] = {}
    sources: dict[str, Column] = {}
    columns: list[Column] = []
    for feed, everything in zip(feeds, found, strict=True):
        column = everything if rows is None else taken(everything, rows)
        pipeline = pipeline_of(column, bindings[feed.layer], feed, fitted, everything)
        if fitted is None:
            _check_fit(column, pipeline, feed)
        check_values(column, pipeline, feed.name, feed.table)
        pipelines[feed.layer], sources[feed.layer] = pipeline, column
        columns.append(_prepared(column, pipeline, feed))
    return PreparedData(
        tuple(columns[: len(inputs)]), tuple(columns[len(inputs) :]), len(columns[0]), pipelines, sources
    )


def rows_without_gaps(
    dataset: Dataset, bindings: Mapping[str, Binding], feeds: Sequence[Feed], fitted: PreparedData | None = None
) -> Rows:
    """The rows that the DropMissing steps leave; raises DataError for none."""
    dropping = [
        source_of(dataset, bindings, feed, fitted)
        for feed in feeds
        if feed.layer in bindings and any(isinstance(step, DropMissing) for step in bindings[feed.layer].steps)
    ]
    return complete_rows(dropping, dataset.rows)


def as_array(column: Column) -> NDArray[Any]:
    """All of a column as one array; raises DataError if that is more than the memory holds."""
    need_memory(f"Column {column.name}", prod(column.shape) * column.dtype.itemsize)
    return column.block(0, len(column))


def suggest(column: Column, feed: Feed) -> tuple[Transform, ...]:
    """The steps that people usually want between a column and a feed; empty where none is needed or none helps."""
    shape: SampleShape = column.shape[1:]
    wanted = feed.shape
    steps: list[Transform] = []
    if feed.table is not None:
        return () if column.dtype.kind in "iu" else (Integer(),)
    if (
        column.dtype.kind in "iub"
        and len(wanted) == len(shape) + 1
        and wanted[-1] not in (None, 1)
        and wanted[:-1] == shape
    ):
        return (OneHot(classes=wanted[-1]),)
    if column.dtype == np.uint8 and not column.classes:
        largest = max(1.0, float(column.block(0, min(len(column), 64)).max()))
        steps.append(Scale(factor=1 / 255 if largest > 16 else 1 / 16))
    if not fits(shape, wanted) and None not in wanted and prod(n or 1 for n in wanted) == prod(shape):
        steps.append(Flatten() if len(wanted) == 1 else ReshapeTo(shape=tuple(n or 1 for n in wanted)))
    return tuple(steps)


def source_of(dataset: Dataset, bindings: Mapping[str, Binding], feed: Feed, fitted: PreparedData | None) -> Column:
    """The column that a feed is bound to, its classes numbered as in the training data; raises DataError."""
    binding = bindings.get(feed.layer)
    if binding is None:
        raise bad(
            "{role} {name!r} has no data. Bind it to a column of {dataset}: {columns}.",
            role=_role(feed),
            name=feed.name,
            dataset=dataset.name,
            columns=", ".join(list(dataset.columns)[:12]),
        )
    try:
        column = dataset.column(binding.column)
    except DataError as error:
        raise bad("{role} {name!r}: {reason}", role=_role(feed), name=feed.name, reason=error.message) from None
    if fitted is None or fitted.pipelines[feed.layer].reads_texts:
        return column
    return same_classes(column, fitted.sources[feed.layer].classes)


def pipeline_of(
    column: Column, binding: Binding, feed: Feed, fitted: PreparedData | None, everything: Column | None = None
) -> Pipeline:
    """The steps between a column and a feed, those of the training data where there is one; raises DataError."""
    if fitted is not None:
        trained = fitted.sources[feed.layer]
        if trained.shape[1:] != column.shape[1:]:
            raise bad(
                "Column {column!r} has shape {received}, but {expected} in the data trained on.",
                column=column.name,
                received=shape_text(column.shape[1:]),
                expected=shape_text(trained.shape[1:]),
            )
        pipeline = fitted.pipelines[feed.layer]
        return pipeline.reading(column.classes) if pipeline.reads_texts else pipeline
    try:
        steps = binding.known_steps()
    except DataPlanError as error:
        raise DataError(error.message) from None
    return build_pipeline(column, steps, f"{_role(feed)} {feed.name!r}", everything)


def _check_fit(column: Column, pipeline: Pipeline, feed: Feed) -> None:
    """Shape and kind of number after all steps against what the layer takes."""
    shape = pipeline.shape
    if not fits(shape, feed.shape):
        hint = suggest(ArrayColumn(column.name, np.zeros((1, *shape), pipeline.dtype)), feed)
        mend = " and ".join(step.kind for step in hint if step.result(shape, str(pipeline.dtype))[0] != shape)
        raise bad(
            "{role} {name!r} expects samples of shape {expected}, but column {column!r} gives {received}. {mend}",
            role=_role(feed),
            name=feed.name,
            expected=shape_text(feed.shape),
            column=column.name,
            received=shape_text(shape),
            mend=f"Add the step {mend}." if mend else "Choose another column or change the layer's shape.",
        )
    if feed.dtype == TEXT:
        raise bad(
            "{role} {name!r} takes texts, which only programs in Python can give so far. Give it numbers, or write "
            "such a program.",
            role=_role(feed),
            name=feed.name,
        )
    needs_whole = feed.table is not None or np.dtype(feed.dtype).kind in "iu"
    if needs_whole and pipeline.dtype.kind not in "iub":
        raise bad(
            "{role} {name!r} takes whole numbers, but column {column!r} gives {received}. Add the step Integer if "
            "they are whole, or choose another column.",
            role=_role(feed),
            name=feed.name,
            column=column.name,
            received=str(pipeline.dtype),
        )


def _prepared(column: Column, pipeline: Pipeline, feed: Feed) -> Column:
    dtype = np.dtype(feed.dtype)
    shape = (1,) if feed.shape == (None,) and not pipeline.shape else pipeline.shape
    shape = tuple(1 for _ in feed.shape) if shape in ((), (1,)) and feed.shape in ((), (1,)) else shape
    if not pipeline.stages and shape == column.shape[1:] and dtype == column.dtype:
        return column
    prepared = PreparedColumn(column, pipeline, shape, dtype)
    if held(column, prod(prepared.shape) * dtype.itemsize):
        return ArrayColumn(column.name, np.ascontiguousarray(prepared.block(0, len(prepared))))
    return prepared


def held(column: Column, size: int) -> bool:
    """Whether a column that takes so many bytes when it is prepared lies in memory while training."""
    return column.in_memory and size <= PREPARED_ONCE


def _role(feed: Feed) -> str:
    return "Output" if feed.is_target else "Input"
