"""An open data set: named columns with as many rows each, and what the data panel shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from graph.data.data_plan import column_names
from graph.data.transforms import DataPlanError
from graph.specs.message import Message
from runtime.data.column import MISSING_CLASS, Column, sample_bytes, stack
from runtime.data.errors import DataError, bad
from runtime.data.gaps import rows_with_gaps
from runtime.data.number_style import NumberStyle

SCANNED = 256


@dataclass(frozen=True)
class ColumnSummary:
    """One line of the data panel. `shape` is that of a sample; `low` and `high` are over the first `scanned` rows."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    low: float | None
    high: float | None
    scanned: int
    classes: tuple[str, ...]
    in_memory: bool
    preview: tuple[str, ...]
    missing: int = 0
    """Rows without a value, among all of them where the column is in memory or of one number a row, else 0."""


@dataclass(frozen=True)
class DatasetSummary:
    """A data set for people; `notes` are remarks such as a skipped byte-order mark, with their line."""

    name: str
    description: Message | str
    rows: int
    size: int
    generated: bool
    columns: tuple[ColumnSummary, ...]
    notes: tuple[Message, ...]


class Dataset:
    """Columns by name, all with the same number of rows. `description` says in a sentence where they come from."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        description: Message | str = "",
        generated: bool = False,
        notes: Sequence[Message] = (),
        styles: Mapping[str, NumberStyle | None] = MappingProxyType({}),
        files: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.columns = {column.name: column for column in columns}
        self.description = description
        self.generated = generated
        self.notes = tuple(notes)
        self.styles = styles
        """How the columns of a table of text write their numbers, None for texts."""
        self.files = tuple(files)
        """The names of the files that the rows are of, where each is of one."""
        self.rows = _common_rows(name, columns)

    def __len__(self) -> int:
        return self.rows

    def column(self, text: str) -> Column:
        """The column of that name, or several side by side for `a, b` or `pixel_*`; raises DataError."""
        parts = self.parts(text)
        return parts[0] if len(parts) == 1 else stack(parts, text)

    def parts(self, text: str) -> tuple[Column, ...]:
        """The columns that `column` puts side by side; raises DataError."""
        try:
            return tuple(self.columns[name] for name in column_names(text, tuple(self.columns)))
        except DataPlanError as error:
            raise DataError(error.message) from None

    def describe(self) -> DatasetSummary:
        """Columns, shapes, ranges and the first rows, read from the beginning only."""
        columns = tuple(summarize(column) for column in self.columns.values())
        size = sum(len(column) * sample_bytes(column) for column in self.columns.values())
        return DatasetSummary(self.name, self.description, self.rows, size, self.generated, columns, self.notes)


def summarize(column: Column, preview: int = 8) -> ColumnSummary:
    """What can be said of a column from its first rows."""
    fitting = (1 << 22) // max(1, sample_bytes(column))
    is_single = column.shape[1:] in ((), (1,))
    scanned = min(len(column), max(1, fitting if column.in_memory or is_single else min(SCANNED, fitting)))
    head = column.block(0, scanned)
    finite = head[np.isfinite(head)] if head.dtype.kind == "f" else head
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (None, None)
    shown = tuple(_sample_text(sample, column.classes) for sample in head[:preview])
    shape, dtype = column.shape[1:], str(column.dtype)
    gaps = len(rows_with_gaps(column)) if column.in_memory or is_single else 0
    return ColumnSummary(column.name, shape, dtype, low, high, scanned, column.classes, column.in_memory, shown, gaps)


def _sample_text(sample: Any, classes: tuple[str, ...]) -> str:
    """A few numbers of a sample, or the name of its class."""
    if np.ndim(sample) == 0:
        number = sample.item()
        if classes and 0 <= number < len(classes):
            return classes[int(number)]
        if number != number or (classes and number == MISSING_CLASS):
            return "–"
        return f"{number:g}" if isinstance(number, float) else str(number)
    flat = np.ravel(sample)
    shown = " ".join(f"{number:g}" for number in flat[:6].tolist())
    return f"{shown} …" if flat.size > 6 else shown


def _common_rows(name: str, columns: Sequence[Column]) -> int:
    if not columns:
        raise bad("{name} has no columns. A data set needs at least one array or column.", name=name)
    rows = len(columns[0])
    for column in columns:
        if len(column) != rows:
            raise bad(
                "{name}: column {column!r} has {received} rows but {first!r} has {expected}. All columns need the same "
                "number of rows.",
                name=name,
                column=column.name,
                received=len(column),
                first=columns[0].name,
                expected=rows,
            )
    if rows == 0:
        raise bad("{name} has no rows. At least one sample is needed.", name=name)
    return rows
