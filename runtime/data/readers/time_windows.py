"""The rows of a table as windows; they share its memory, so that a thousand windows take no more than the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.time_windows import NEXT, TimeWindows
from graph.specs.message import say
from runtime.data.column import ArrayColumn, Column
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.memory import need_memory
from runtime.data.readers.reader import NO, Reader, guess_spec, open_dataset
from runtime.kinds.computes import computes


@computes(TimeWindows)
class WindowsReader(Reader):
    def open(self) -> Dataset:
        return cut_into_windows(open_dataset(guess_spec(self.paths[0]), like=self.like), self.spec)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return NO  # a table is one of rows unless somebody says otherwise


def cut_into_windows(table: Dataset, spec: TimeWindows) -> Dataset:
    """Columns `window` (n, length, columns) and `name_next` (n,) for each target; raises DataError."""
    numbers = [c for c in table.columns.values() if c.shape[1:] == () and not c.classes and c.dtype.kind in "fiub"]
    if not numbers:
        raise bad("{name} has no column of numbers.", name=table.name)
    used = [table.column(name) for name in _listed(spec.columns_used)] or numbers
    targets = [table.column(name) for name in _listed(spec.targets)] or numbers[-1:]
    for column in (*used, *targets):
        if column.shape[1:] != () or column.classes:
            raise bad("{name}: column {column!r} is none of plain numbers.", name=table.name, column=column.name)
    span = (spec.length - 1) * spec.sampling + 1
    count = len(range(0, table.rows - span - spec.offset + 1, spec.stride))
    if count < 1:
        raise bad(
            "{name} has {rows} rows, and a window with its target takes {needed}. Take shorter windows.",
            name=table.name,
            rows=table.rows,
            needed=span + spec.offset,
        )
    need_memory(table.name, 4 * table.rows * len(used))
    series = np.stack([_values(column) for column in used], axis=-1, dtype=np.float32)
    windows = sliding_window_view(series, span, axis=0)[:: spec.stride, :, :: spec.sampling][:count]
    columns: list[Column] = [ArrayColumn("window", windows.transpose(0, 2, 1))]
    first = span - 1 + spec.offset
    for column in targets:
        values = np.ascontiguousarray(_values(column)[first :: spec.stride][:count])
        columns.append(ArrayColumn(column.name + NEXT, values))
    left = [c.name for c in table.columns.values() if c not in numbers]
    notes = [say("Not in the windows, for they hold no plain numbers: {names}.", names=", ".join(left[:12]))]
    about = say(
        "{count} windows of {length} rows: {columns}",
        count=count,
        length=spec.length,
        columns=", ".join(column.name for column in used)[:200],
    )
    return Dataset(table.name, columns, about, notes=[*table.notes, *(notes if left and not spec.columns_used else ())])


def _values(column: Column) -> np.ndarray:
    return np.asarray(column.block(0, len(column)))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
