"""What a `.csv` file looks like, found out from its beginning: delimiter, header, and which columns are numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from graph.data.data_sets.csv_file import CsvFile
from graph.specs.message import Message, say
from runtime.data.errors import bad
from runtime.data.number_style import (
    NumberStyle,
    certain_decimal,
    chosen,
    is_digits,
    is_missing,
    is_number,
    nearly,
    possible,
)

LONGEST_CELL = 131_072
LONGEST_LINE = 16 << 20
SAMPLED = 1000
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "bar": "|"}
_QUOTED = re.compile('"[^"]*"')
MARKS = {"auto": "", "point": ".", "comma": ","}


@dataclass(frozen=True)
class CsvFormat:
    """How to read the rest.

    `styles` says for each column how it writes its numbers, None where it holds texts; `first_line` is that of the
    data. `notes` say what was assumed.
    """

    delimiter: str
    names: tuple[str, ...]
    styles: tuple[NumberStyle | None, ...]
    has_header: bool
    first_line: int
    notes: tuple[Message, ...] = ()


def records(lines: Iterable[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells with the number of the line they start at; blank lines are left out. Raises DataError."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " ", strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise bad("{name}, line {line}: {reason}.", name=name, line=line, reason=_reason(error)) from None
        if row is None:
            return
        if row:
            yield line, row


def sniff(
    lines: Sequence[str], spec: CsvFile, name: str, known: Mapping[str, NumberStyle | None] = MappingProxyType({})
) -> CsvFormat:
    """The format, from the first lines of the file; raises DataError with the line where something is wrong.

    Of columns whose style is known nothing is guessed.
    """
    delimiter = DELIMITERS.get(spec.delimiter) or _delimiter(lines)
    rows = list(islice(records(_whole(lines), delimiter, name), SAMPLED + 1))
    if not rows:
        raise bad("{name} is empty. Expected one line per sample.", name=name)
    first = {cell.strip() for cell in rows[0][1]}
    has_header = spec.header == "yes"
    if spec.header == "auto":
        has_header = bool(first & known.keys()) or _has_header([row for _, row in rows])
    data = rows[1:] if has_header else rows
    if not data:
        raise bad("{name} has a header but no rows. Expected one line per sample.", name=name)
    names = _names(rows[0][1] if has_header else [f"column_{i + 1}" for i in range(len(rows[0][1]))], name)
    for line, row in data:
        need_width(row, len(names), line, name)
    texts = _text_columns(spec, names, name)
    columns = [[(line, row[i]) for line, row in data] for i in range(len(names))]
    found = [
        () if label in texts or label in known else _styles(label, cells, spec, name)
        for label, cells in zip(names, columns)
    ]
    marks = [certain_decimal(styles, (cell for _, cell in cells)) for styles, cells in zip(found, columns) if styles]
    table_decimal = "," if "," in marks and "." not in marks else "." if "." in marks else ""
    chosen_styles = tuple(
        known[label] if label in known else chosen(styles, table_decimal) if styles else None
        for label, styles in zip(names, found)
    )
    notes = tuple(
        note
        for label, style, cells in zip(names, chosen_styles, columns)
        if style is not None and (note := _assumed(label, style, [cell for _, cell in cells])) is not None
    )
    return CsvFormat(delimiter, names, chosen_styles, has_header, data[0][0], notes)


def need_width(row: Sequence[str], width: int, line: int, name: str) -> None:
    """Raise DataError unless the row has `width` cells."""
    if len(row) != width:
        raise bad(
            "{name}, line {line}: {received} cells where the other lines have {expected}. Add or remove cells, or "
            "choose another delimiter.",
            name=name,
            line=line,
            received=len(row),
            expected=width,
        )


def not_a_number(name: str, line: int, column: str, cell: str) -> Exception:
    return bad(
        "{name}, line {line}: column {column!r} holds numbers but here stands {cell!r}. Mend the cell, or list the "
        "column under text columns.",
        name=name,
        line=line,
        column=column,
        cell=cell[:60],
    )


def _whole(lines: Sequence[str]) -> Iterable[str]:
    """The sampled lines without a last record that the sample may have cut inside its quotes."""
    quotes = 0
    last = 0
    for i, line in enumerate(lines):
        quotes += line.count('"')
        last = i + 1 if quotes % 2 == 0 else last
    # A file whose quotes never close is left whole, so that the reader can say in which line they open.
    return lines[:last] if len(lines) > SAMPLED else lines


def _delimiter(lines: Sequence[str]) -> str:
    """The separator that gives the same number of cells, above one, in the most lines."""
    sample = [_QUOTED.sub("", line) for line in lines[:50] if line.strip()]
    scores: list[tuple[int, int, str]] = []
    for mark in (",", ";", "\t", "|", " "):
        counts = [line.strip().count(mark) for line in sample]
        usual = max(set(counts), key=counts.count, default=0)
        scores.append((counts.count(usual) if usual else 0, usual, mark))
    best = max(scores, key=lambda score: score[0])
    return best[2] if best[0] else ","


def _has_header(rows: list[list[str]]) -> bool:
    """A header is a first line of texts over a column of numbers or, in a table of texts, of unique names."""
    first, rest = rows[0], rows[1:]
    if any(is_digits(cell) for cell in first):
        return False
    columns = list(zip(*rest, strict=False))
    over_numbers = any(all(is_number(cell) for cell in column) for column in columns)
    repeated = {cell for column in columns for cell in column}
    if not rest:  # names alone, or a sample of texts: a table of one row is seldom, one that is still empty is not
        return len(first) > 1
    return over_numbers or not any(cell in repeated for cell in first)


def _names(header: Sequence[str], name: str) -> tuple[str, ...]:
    names = tuple(cell.strip() or f"column_{i + 1}" for i, cell in enumerate(header))
    for label in names:
        if names.count(label) > 1:
            raise bad("{name}, line 1: two columns are called {label!r}. Rename one.", name=name, label=label[:60])
    return names


def _text_columns(spec: CsvFile, names: tuple[str, ...], name: str) -> set[str]:
    wanted = {part.strip() for part in spec.text_columns.split(",") if part.strip()}
    for label in sorted(wanted - set(names)):
        raise bad("{name} has no column {label!r}, which is listed under text columns.", name=name, label=label[:60])
    return wanted


def _styles(label: str, cells: list[tuple[int, str]], spec: CsvFile, name: str) -> tuple[NumberStyle, ...]:
    """How a column may write its numbers, nothing where it holds texts.

    One that nearly is numbers gets an error: a stray cell must not make it categories.
    """
    texts, mark = [cell for _, cell in cells], MARKS[spec.decimal]
    if all(is_missing(cell) for cell in texts):
        return ()
    if styles := possible(texts, mark):
        return styles
    if (near := nearly(texts, mark)) is not None:
        line, cell = cells[near[1][0]]
        raise not_a_number(name, line, label, cell)
    return ()


def _assumed(label: str, style: NumberStyle, cells: list[str]) -> Message | None:
    """What was assumed of a column whose numbers aren't written plainly, with one of them as it is read."""
    plain = NumberStyle()
    shown = next((c for c in cells if (n := style.number(c)) is not None and n == n and plain.number(c) != n), None)
    if shown is None:
        return None
    return say(
        "Column {column}: {cell!r} is read as {number}. If that is wrong, set the decimal mark, or list the column "
        "under text columns.",
        column=label,
        cell=shown[:60],
        number=f"{style.number(shown):.15g}",
    )


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return f"a cell is longer than {LONGEST_CELL} characters, perhaps because of a quotation mark that never closes"
    if "unexpected end" in text or "expected after" in text:
        return "a quotation mark opens or closes in the wrong place"
    return text
