"""Sheets of workbooks, read by calamine: numbers, texts, days, yes and no; formulas by their stored values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from graph.data.data_sets.excel_file import ExcelFile
from graph.specs.message import Message, say
from runtime.data.cell_table import CellTable, text_of
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.number_style import is_digits
from runtime.data.readers.reader import Reader
from runtime.data.table_styles import SAMPLED, need_columns, numbered_names, reading_of
from runtime.data.workbook_guard import check_workbook
from runtime.kinds.computes import computes

ROWS_AT_ONCE = 20_000
LOOKED_FOR_HEADER = 20
LARGEST_XLS = 128 << 20

Row = Sequence[Any]


@computes(ExcelFile)
class ExcelReader(Reader):
    def open(self) -> Dataset:
        return open_excel(self.paths[0], self.spec, self.like)


def open_excel(path: Path, spec: ExcelFile, like: Dataset | None = None) -> Dataset:
    """One column per column of the sheet; raises DataError with the row of whatever is wrong."""
    if path.suffix.lower() == ".xls":
        formulas = 0
        if path.stat().st_size > LARGEST_XLS:
            raise bad("{path} is larger than an .xls file can be.", path=path.name)
    else:
        formulas = check_workbook(path)
    sheet, others = _guarded(path, partial(_sheet, path, spec.sheet))
    table = _Table(path.name, sheet, spec, formulas)
    if others and not spec.sheet:
        said = say(
            "The workbook has other sheets too: {sheets}. One is chosen by its name, as in sheet={first}.",
            sheets=", ".join(others)[:300],
            first=others[0][:60],
        )
        table.notes.append(said)
    return table.read({} if like is None else like.styles)


class _Table:
    """The cells of one sheet."""

    def __init__(self, name: str, sheet: Any, spec: ExcelFile, formulas: int) -> None:
        self.name, self.sheet, self.spec = name, sheet, spec
        self.place = partial(_place, f"{name} ({sheet.name})")
        self.notes: list[Message] = []
        if formulas:
            self.notes.append(
                say(
                    "{count} cells hold a formula whose value is not stored; they count as missing. Open and save the "
                    "workbook in a spreadsheet program.",
                    count=formulas,
                )
            )

    def read(self, known: Any) -> Dataset:
        rows = ((number, row) for number, row in enumerate(self.sheet.iter_rows(), 1) if any_cell(row))
        head = list(islice(rows, SAMPLED + LOOKED_FOR_HEADER))
        if not head:
            raise bad("The sheet {sheet} of {name} is empty.", sheet=self.sheet.name, name=self.name)
        place = self._header_place(head)
        used = [i for i in range(len(head[0][1])) if any(row[i] != "" for _, row in head[place:])]
        place, names = self._names(head, place, used)
        data = head[place:]
        data_row = data[0][0] if data else 0
        if not data:
            raise bad("{name} has a header but no rows. Expected one line per sample.", name=self.name)
        reading = reading_of(self.spec.decimal, self.spec.text_columns, known)
        need_columns(reading.texts, names, self.name)
        table = CellTable(_columns(data[:SAMPLED], used, names), [n for n, _ in data[:SAMPLED]], reading, self.place)
        while data:
            table.add(_columns(data, used, names), [number for number, _ in data])
            data = list(islice(rows, ROWS_AT_ONCE))
        columns, notes = table.finish()
        self._note_merged(data_row)
        notes = [*self.notes, *notes]
        return Dataset(
            self.name, columns, say("The sheet {name}", name=self.sheet.name), notes=notes, styles=table.styles
        )

    def _header_place(self, head: list[tuple[int, Row]]) -> int:
        """Which row names the columns: the one that is said to, else the first with more than half as many cells as
        any; what stands above is a title."""
        if self.spec.header_row:
            place = next((i for i, (number, _) in enumerate(head) if number == self.spec.header_row), None)
            if place is None:
                raise bad("{place} is empty: it names no columns.", place=self.place(self.spec.header_row))
            return place
        filled = [sum(cell != "" for cell in row) for _, row in head]
        return next(i for i, count in enumerate(filled) if 2 * count > max(filled))

    def _names(self, head: list[tuple[int, Row]], place: int, used: list[int]) -> tuple[int, tuple[str, ...]]:
        """Where the data begins, and what its columns are called."""
        number, row = head[place]
        cells = [row[i] for i in used]
        if place:
            self.notes.append(say("Row {row} names the columns; what stands above it is left out.", row=number))
        if not self.spec.header_row and any(not isinstance(c, str) or (c and is_digits(c)) for c in cells):
            return place, tuple(f"column_{i + 1}" for i in range(len(cells)))
        names, notes = numbered_names([text_of(cell) for cell in cells], self.place(number))
        self.notes += notes
        return place + 1, names

    def _note_merged(self, data_row: int) -> None:
        merged = [area for area in self.sheet.merged_cell_ranges or () if area[1][0] > area[0][0] >= data_row - 1]
        if merged:
            self.notes.append(
                say(
                    "{count} areas of merged cells, the first in row {row}: only the cell at the top has the value, "
                    "the others are empty.",
                    count=len(merged),
                    row=merged[0][0][0] + 1,
                )
            )


def any_cell(row: Row) -> bool:
    """Whether anything stands in a row."""
    return any(cell != "" for cell in row)


def _columns(data: list[tuple[int, Row]], used: list[int], names: Sequence[str]) -> dict[str, Sequence[Any]]:
    rows = list(zip(*(row for _, row in data)))
    return {name: [None if cell == "" else cell for cell in rows[i]] for name, i in zip(names, used)}


def _place(name: str, row: int) -> Message:
    return say("{name}, row {row}", name=name, row=row)


def _sheet(path: Path, wanted: str) -> tuple[Any, list[str]]:
    """The sheet, and the names of the others."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    if wanted:
        if wanted not in book.sheet_names:
            raise bad(
                "{path} has no sheet {sheet!r}. It has: {sheets}.",
                path=path.name,
                sheet=wanted[:60],
                sheets=", ".join(book.sheet_names)[:300],
            )
        return book.get_sheet_by_name(wanted), []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return sheet, [other for other in book.sheet_names if other != name]
    raise bad("{path} has no sheet with anything in it.", path=path.name)


def _guarded(path: Path, opening: Any) -> Any:
    """What the library raises for a damaged file, a failure of its own among it, as a DataError."""
    from python_calamine import PasswordError

    try:
        return opening()
    except DataError:
        raise
    except PasswordError:
        raise bad("{path} is protected by a password. Save it without one.", path=path.name) from None
    except BaseException as error:
        # A fault inside the library comes as an exception beside all of Python's, known by its name alone.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
        raise bad(
            "{path} is damaged or no workbook: {reason}. Copy or save it again.", path=path.name, reason=reason
        ) from None
