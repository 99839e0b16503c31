"""A table of cells that are values already, as in workbooks and JSON: numbers, yes and no, days, texts, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import Message
from runtime.data.categories import Categories
from runtime.data.column import ArrayColumn
from runtime.data.errors import bad
from runtime.data.list_column import ListColumn, padded, small
from runtime.data.number_style import NumberStyle, is_missing
from runtime.data.number_table import NumberTable
from runtime.data.plain_csv import LARGEST
from runtime.data.table_columns import finished
from runtime.data.table_styles import Place, Reading, choose_styles, not_a_number, too_large

Cells = Mapping[str, Sequence[Any]]
"""The cells of each column, with as many in each; None where there is nothing."""


class CellTable:
    """What each column is, is found from the first rows; then rows are added block by block."""

    def __init__(self, head: Cells, rows: Sequence[int], reading: Reading, place: Place) -> None:
        self._place = place
        self._lists = {label: ListColumn(label) for label, cells in head.items() if _are_lists(label, cells, reading)}
        self._plain = [label for label in head if label not in self._lists]
        self.names = list(head)
        given = {label: [(row, cell) for row, cell in zip(rows, head[label])] for label in self._plain}
        self.styles, self.notes = _styles(given, reading, place)
        texts = [label for label, style in self.styles.items() if style is None]
        self._categories = {self._plain.index(label): Categories() for label in texts}
        self._flags = {i for i, label in enumerate(self._plain) if i not in self._categories and _flags(head[label])}
        self._table = NumberTable(len(self._plain))

    def add(self, columns: Cells, rows: Sequence[int]) -> None:
        """Append rows; `rows` are their numbers in the file. Raises DataError naming the row of what doesn't fit."""
        block = np.empty((len(rows), len(self._plain)))
        for i, label in enumerate(self._plain):
            cells = columns[label]
            if i in self._categories:
                block[:, i] = self._categories[i].codes([None if cell is None else text_of(cell) for cell in cells])
                continue
            block[:, i] = self._numbers(label, cells, rows)
            if i in self._flags and not _flags(cells):
                self._flags.discard(i)
        for label, lists in self._lists.items():
            lists.add(*self._arrays(label, columns[label], rows))
        self._table.add(block)

    def finish(self) -> tuple[list[ArrayColumn], list[Message]]:
        """The columns in the table's order, and what is to be said of them."""
        found, notes = finished(self._plain, self._table, self._categories, self._flags)
        columns = {column.name: column for column in found}
        for label, lists in self._lists.items():
            columns[label], more = lists.finish()
            notes += more
        return [columns[label] for label in self.names if label in columns], [*self.notes, *notes]

    def _numbers(self, label: str, cells: Sequence[Any], rows: Sequence[int]) -> NDArray[np.float64]:
        kinds = set(map(type, cells))
        try:
            if kinds <= {int, float, bool}:
                found = np.array(cells, np.float64)
            elif kinds <= {int, float, bool, type(None)}:
                found = np.array([np.nan if cell is None else cell for cell in cells], np.float64)
            else:
                found = np.array([self._number(label, cell, row) for cell, row in zip(cells, rows)], np.float64)
        except OverflowError:  # a whole number of hundreds of digits
            place = next(i for i, cell in enumerate(cells) if isinstance(cell, int) and abs(cell) > LARGEST)
            raise too_large(self._place(rows[place]), label, str(cells[place])[:20]) from None
        with np.errstate(invalid="ignore"):
            large = np.flatnonzero((np.abs(found) > LARGEST) & np.isfinite(found))
        if large.size:
            raise too_large(self._place(rows[large[0]]), label, f"{found[large[0]]:g}")
        return found

    def _number(self, label: str, cell: Any, row: int) -> float:
        if cell is None:
            return float("nan")
        if isinstance(cell, (int, float)):
            return float(cell)
        if isinstance(cell, timedelta):
            return cell.total_seconds()
        number = (self.styles[label] or NumberStyle()).number(cell) if isinstance(cell, str) else None
        if number is None:
            raise not_a_number(self._place(row), label, text_of(cell))
        return number

    def _arrays(self, label: str, cells: Sequence[Any], rows: Sequence[int]) -> tuple[NDArray[Any], bool]:
        """Lists as an array (rows, …), and whether shorter ones were filled up."""
        for cell, row in zip(cells, rows):
            if not isinstance(cell, list):
                raise bad("{place}: column {column!r} has no list here.", place=self._place(row), column=label)
        kind = "numbers"
        try:
            lengths = np.array([len(cell) for cell in cells], np.int64)
            if lengths.min() == lengths.max():
                return small(_checked(np.array(cells))), False
            kind = "numbers, or lists of equal length"
            return padded(small(_checked(np.array([n for cell in cells for n in cell]))), lengths), True
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise bad(
                "{place}: the lists of column {column!r} from here on are not all of {kind}.",
                place=self._place(rows[0]),
                column=label,
                kind=kind,
            ) from None


def text_of(cell: Any) -> str:
    """The text that stands for a category: a day as 2024-01-31, a whole number without its fraction."""
    if isinstance(cell, float) and cell == cell and abs(cell) < 1e15 and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, int) and abs(cell) > LARGEST:
        return "…"  # Python refuses to write thousands of digits
    return cell if isinstance(cell, str) else str(cell).removesuffix(" 00:00:00")


def _checked(values: NDArray[Any]) -> NDArray[Any]:
    if values.dtype.kind not in "biuf":
        raise ValueError
    return values


def _are_lists(label: str, cells: Sequence[Any], reading: Reading) -> bool:
    return label not in reading.texts and any(isinstance(cell, list) for cell in cells)


def _flags(cells: Sequence[Any]) -> bool:
    return set(map(type, cells)) == {bool}


def _styles(
    columns: Mapping[str, Sequence[tuple[int, Any]]], reading: Reading, place: Place
) -> tuple[dict[str, NumberStyle | None], tuple[Message, ...]]:
    """A style for each column, None for texts: by the texts among its cells, where there are any."""
    texts: dict[str, Sequence[tuple[int, str]]] = {}
    styles: dict[str, NumberStyle | None] = {}
    for label, cells in columns.items():
        told = [(row, cell) for row, cell in cells if isinstance(cell, str) and not is_missing(cell)]
        numbers = sum(isinstance(cell, (int, float, timedelta)) for _, cell in cells)
        if any(isinstance(cell, (date, datetime, time, list)) for _, cell in cells):
            styles[label] = None
        elif not told:
            styles[label] = NumberStyle()
        else:
            # Cells that are numbers already count for numbers, however they would be written.
            texts[label] = told if not numbers else told + [(row, "0") for row, _ in told[:1]] * numbers
    found, notes = choose_styles(texts, reading, place)
    return {
        label: None if label in reading.texts else reading.known.get(label, found.get(label, styles.get(label)))
        for label in columns
    }, notes
