"""What a `.csv` file looks like, found out from its beginning: delimiter, header, and which columns are numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from graph.data.data_sets.csv_file import DELIMITERS, CsvFile
from graph.specs.message import Message, say
from runtime.data.above_table import below, single_spaced
from runtime.data.errors import DataError, bad
from runtime.data.number_style import NumberStyle, is_digits, is_number
from runtime.data.table_styles import SAMPLED, Reading, choose_styles, need_columns, numbered_names

LONGEST_CELL = 131_072
LONGEST_LINE = 16 << 20
_BLANKS = re.compile(" +")
_QUOTED = re.compile('"[^"]*"')


@dataclass(frozen=True)
class CsvFormat:
    """How to read the rest.

    `styles` says for each column how it writes its numbers, None where it holds texts; `first_line` is that of the
    data. `notes` say what was assumed.
    """

    delimiter: str
    names: tuple[str, ...]
    styles: tuple[NumberStyle | None, ...]
    first_line: int
    notes: tuple[Message, ...] = ()


def records(lines: Iterable[str], delimiter: str, name: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells with the number of the line they start at, that of the first line being `first`; blank lines are
    left out. Raises DataError."""
    csv.field_size_limit(LONGEST_CELL)
    if delimiter == " ":
        lines = (single_spaced(line, delimiter) for line in lines)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " ", strict=True)
    while True:
        line = reader.line_num + first
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise bad("{name}, line {line}: {reason}.", name=name, line=line, reason=_reason(error)) from None
        if row is None:
            return
        if row:
            yield line, row


def sniff(lines: Sequence[str], spec: CsvFile, name: str, reading: Reading) -> CsvFormat:
    """The format, from the first lines of the file; raises DataError with the line where something is wrong.

    Of columns whose style is known nothing is guessed.
    """
    table = below(lines, spec.skip, DELIMITERS.get(spec.delimiter, ""), _delimiter)
    delimiter = table.delimiter or _delimiter(table.lines)
    rows = list(islice(records(_whole(table.lines), delimiter, name, table.line), SAMPLED + 1))
    if not rows and spec.skip:
        raise bad("{name} has nothing behind the {skip} lines that are left out above it.", name=name, skip=spec.skip)
    if not rows:
        raise bad("{name} is empty. Expected one line per sample.", name=name)
    first = {cell.strip() for cell in rows[0][1]}
    has_header = spec.header == "yes"
    if spec.header == "auto":
        has_header = bool(first & reading.known.keys()) or _has_header([row for _, row in rows])
    data = rows[1:] if has_header else rows
    if not data:
        raise bad("{name} has a header but no rows. Expected one line per sample.", name=name)
    names, named = numbered_names(
        rows[0][1] if has_header else [f"column_{i + 1}" for i in range(len(rows[0][1]))],
        say("{name}, line {line}", name=name, line=rows[0][0]),
    )
    for line, row in data:
        need_width(row, len(names), line, name)
    need_columns(reading.texts, names, name)
    columns = {label: [(line, row[i]) for line, row in data] for i, label in enumerate(names)}
    try:
        styles, notes = choose_styles(columns, reading, partial(line_of, name))
    except DataError:
        if not has_header and _begins_with_a_title([row for _, row in data]):
            raise bad(
                "{name}, line {line}: {cell!r} stands above numbers, but the line is no header. If it is a title, "
                "leave it out by skip=1.",
                name=name,
                line=data[0][0],
                cell=next(cell for cell in data[0][1] if not is_number(cell))[:60],
            ) from None
        raise
    said = (*table.notes, *named, *notes)
    return CsvFormat(delimiter, names, tuple(styles.values()), data[0][0], said)


def line_of(name: str, line: int) -> Message:
    """Where something stands."""
    return say("{name}, line {line}", name=name, line=line)


def need_width(row: Sequence[str], width: int, line: int, name: str) -> None:
    """Raise DataError unless the row has `width` cells."""
    if len(row) != width:
        raise bad(
            "{name}, line {line}: {received} cells where the other lines have {expected}. Add or remove cells, choose "
            "another delimiter, or leave out titles above the table, as in skip=1.",
            name=name,
            line=line,
            received=len(row),
            expected=width,
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
        counts = [len(_BLANKS.findall(line.strip())) if mark == " " else line.strip().count(mark) for line in sample]
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


def _begins_with_a_title(rows: list[list[str]]) -> bool:
    """Whether a text stands above nothing but numbers in the first row."""
    return len(rows) > 2 and any(
        not is_number(cell) and all(is_number(row[i]) for row in rows[1:]) for i, cell in enumerate(rows[0])
    )


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return f"a cell is longer than {LONGEST_CELL} characters, perhaps because of a quotation mark that never closes"
    if "unexpected end" in text or "expected after" in text:
        return "a quotation mark opens or closes in the wrong place"
    return text
