"""A column on its way into the network: what it looks like before the first step and after each."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_plan import Binding
from runtime.data.binding import Feed, pipeline_of
from runtime.data.column import ArrayColumn, sample_bytes
from runtime.data.column_look import ColumnLook, look
from runtime.data.dataset import Dataset
from runtime.data.rows import Rows, taken

SHOWN_BYTES = 8 << 20
"""What is sent through the steps at most."""


@dataclass(frozen=True)
class Station:
    """The values after one step; the first has none. `shape` is that of a whole sample of the Input."""

    step: Any
    look: ColumnLook
    shape: tuple[int, ...]


def way_of(dataset: Dataset, binding: Binding, feed: Feed, name: str, rows: Rows) -> tuple[Station, ...]:
    """The stations of one of the columns that a binding puts side by side; raises DataError where a step fails.

    What steps learn they learn of `rows`, those to train on, as in training.
    """
    whole = dataset.column(binding.column)
    column = taken(whole, rows)
    pipeline = pipeline_of(column, binding, feed, None, whole)
    count = min(len(column), max(1, SHOWN_BYTES // max(1, sample_bytes(column), 4 * prod(pipeline.shape))))
    values = np.asarray(column.block(0, count))
    features: tuple[str, ...] = getattr(column, "features", ())
    place = features.index(name) if name in features else None
    stations = [Station(None, _look(values, place, len(features), name, column.classes), column.shape[1:])]
    for stage in pipeline.stages:
        out = np.empty((count, *stage.gives), stage.dtype)
        stage.compute(values.reshape(count, *stage.takes), out)
        values = out
        stations.append(Station(stage.compute.spec, _look(values, place, len(features), name, ()), tuple(stage.gives)))
    return tuple(stations)


def _look(values: NDArray[Any], place: int | None, width: int, name: str, classes: tuple[str, ...]) -> ColumnLook:
    """A look at the part of the samples that comes from one of the columns side by side, if it can be told."""
    if place is not None and values.ndim == 2 and values.shape[1] == width:
        values = values[:, place]
    elif place is not None and values.ndim == 2 and values.shape[1] == 2 * width:
        values = values[:, [place, width + place]]
    return look(ArrayColumn(name, values, classes))
