"""Tables of text: read in one pass, some megabytes at a time; every complaint names its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.csv_file import CsvFile
from graph.specs.message import Message, say
from runtime.data.column import MISSING_CLASS, ArrayColumn
from runtime.data.csv_format import LONGEST_LINE, SAMPLED, CsvFormat, need_width, not_a_number, records, sniff
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.memory import need_memory
from runtime.data.number_style import NumberStyle, is_missing_text
from runtime.data.readers.reader import Reader
from runtime.kinds.computes import computes

LINES_AT_ONCE = 20_000
MOST_CATEGORIES = 100_000
EXACT_IN_FLOAT32 = 1 << 24
LARGEST = float(np.finfo(np.float32).max)
_UNDECODED = re.compile("[\ud800-\udfff]")


@computes(CsvFile)
class CsvReader(Reader):
    def open(self) -> Dataset:
        return open_csv(self.paths[0], self.spec, self.like)


def open_csv(path: Path, spec: CsvFile, like: Dataset | None = None) -> Dataset:
    """One column per column of the table; raises DataError with the line number of whatever is wrong."""
    return _Table(path, spec, {} if like is None else like.styles).read()


class _Table:
    """One pass over a file; `categories` maps the texts of each text column to numbers in order of appearance."""

    def __init__(self, path: Path, spec: CsvFile, known: Mapping[str, NumberStyle | None]) -> None:
        self.path, self.spec, self.name, self.known = path, spec, path.name, known
        self.notes: list[Message] = []
        self.categories: dict[int, dict[str, int]] = {}
        self.format: CsvFormat

    def read(self) -> Dataset:
        with _open(self.path, self.spec.encoding) as file:
            lines = self._lines(file)
            head = list(islice(lines, SAMPLED + 200))
            self.format = sniff(head, self.spec, self.name, self.known)
            self._forecast(head)
            self.categories = {i: {} for i, style in enumerate(self.format.styles) if style is None}
            self.notes += self.format.notes
            chunks = list(self._chunks(head, lines))
        columns = self._columns(np.concatenate(chunks))
        styles = dict(zip(self.format.names, self.format.styles, strict=True))
        return Dataset(self.name, columns, "A table of text", notes=self.notes, styles=styles)

    def _forecast(self, head: list[str]) -> None:
        per_line = sum(len(line) for line in head) / len(head)
        rows = self.path.stat().st_size / max(1.0, per_line)
        need_memory(self.name, int(rows * len(self.format.names) * 8))

    def _lines(self, file: Any) -> Iterator[str]:
        """The lines, checked for what no table should have, and notes of what is only odd."""
        number, endings = 0, ""
        try:
            while line := file.readline(LONGEST_LINE):
                number += 1
                if number == 1 and line.startswith("\ufeff"):
                    self.notes.append(say("Line 1: the byte-order mark at the beginning is left out."))
                    line = line[1:]
                self._check_line(line, number)
                ending = "CRLF" if line.endswith("\r\n") else "LF" if line.endswith("\n") else ""
                if endings and ending and ending != endings:
                    self.notes.append(
                        say(
                            "Line {line}: lines end in {new} from here, in {old} before.",
                            line=number,
                            new=ending,
                            old=endings,
                        )
                    )
                endings = ending or endings
                yield line
        except UnicodeError:
            raise self._wrong_letters(number + 1) from None
        except OSError as error:
            raise _unreadable(self.name, error) from None

    def _wrong_letters(self, line: int) -> DataError:
        return bad(
            "{name}, line {line}: the letters are not stored as {encoding}. Choose another encoding or save the "
            "table as UTF-8.",
            name=self.name,
            line=line,
            encoding=self.spec.encoding,
        )

    def _check_line(self, line: str, number: int) -> None:
        if not line.isascii() and _UNDECODED.search(line):
            raise self._wrong_letters(number)
        if len(line) >= LONGEST_LINE:
            raise bad("{name}, line {line}: the line never ends. Is this a table?", name=self.name, line=number)
        if "\0" in line:
            raise bad(
                "{name}, line {line}: a zero byte. The file is damaged or not a table of text; UTF-16 must be chosen "
                "as encoding.",
                name=self.name,
                line=number,
            )
        if "\ufeff" in line:
            raise bad(
                "{name}, line {line}: a byte-order mark inside the table, as when files are joined. Remove it.",
                name=self.name,
                line=number,
            )

    def _chunks(self, head: list[str], rest: Iterator[str]) -> Iterator[NDArray[Any]]:
        source = chain(head, rest)
        at = 1
        if self.format.has_header:
            # The header may have quoted line breaks; the data starts where the sniffer found it.
            for _ in range(self.format.first_line - 1):
                next(source)
                at += 1
        while block := list(islice(source, LINES_AT_ONCE)):
            while sum(line.count('"') for line in block) % 2 and (more := next(source, None)) is not None:
                block.append(more)
            chunk = self._parse(block, at)
            if len(chunk):
                yield _compact(chunk)
            at += len(block)

    def _parse(self, block: list[str], first: int) -> NDArray[np.float64]:
        decimals = {
            style.decimal if style and style == NumberStyle(style.decimal) else "" for style in self.format.styles
        }
        if len(decimals) == 1 and (mark := decimals.pop()) and self.format.delimiter not in (" ", mark):
            chunk = self._parse_fast(block, mark)
            if chunk is not None:
                return chunk
        return self._parse_slowly(block, first)

    def _parse_fast(self, block: list[str], mark: str) -> NDArray[np.float64] | None:
        """NumPy's own reader for what is plain; None where there is anything to complain of or to look at closely."""
        if any('"' in line or line.isspace() or not line.isascii() for line in block):
            return None
        if mark != ".":
            if any("." in line for line in block):
                return None
            block = [line.replace(mark, ".") for line in block]
        try:
            chunk = np.loadtxt(block, np.float64, comments=None, delimiter=self.format.delimiter, ndmin=2)
        except ValueError:
            return None
        plain = chunk.shape == (len(block), len(self.format.names)) and bool((np.abs(chunk) <= LARGEST).all())
        return chunk if plain else None

    def _parse_slowly(self, block: list[str], first: int) -> NDArray[np.float64]:
        width = len(self.format.names)
        rows = []
        for line, row in records(block, self.format.delimiter, self.name):
            line += first - 1
            need_width(row, width, line, self.name)
            rows.append([self._cell(i, cell, line) for i, cell in enumerate(row)])
        return np.array(rows, np.float64).reshape(len(rows), width)

    def _cell(self, i: int, cell: str, line: int) -> float:
        if i in self.categories:
            if is_missing_text(cell):
                return MISSING_CLASS
            codes = self.categories[i]
            code = codes.setdefault(cell.strip(), len(codes))
            if code >= MOST_CATEGORIES:
                raise bad(
                    "{name}, line {line}: column {column!r} has more than {most} different texts; it can't be "
                    "categories.",
                    name=self.name,
                    line=line,
                    column=self.format.names[i],
                    most=MOST_CATEGORIES,
                )
            return code
        style = self.format.styles[i]
        number = None if style is None else style.number(cell)
        if number is None:
            raise not_a_number(self.name, line, self.format.names[i], cell)
        if abs(number) > LARGEST and "inf" not in cell.lower():
            raise bad(
                "{name}, line {line}: {cell!r} in column {column!r} is larger than any number that can be computed "
                "with.",
                name=self.name,
                line=line,
                cell=cell[:60],
                column=self.format.names[i],
            )
        return number

    def _columns(self, table: NDArray[Any]) -> list[ArrayColumn]:
        columns = []
        for i, label in enumerate(self.format.names):
            values = table[:, i]
            if i in self.categories:
                columns.append(self._category_column(label, values, self.categories[i]))
            else:
                columns.append(ArrayColumn(label, _natural(values)))
        return columns

    @staticmethod
    def _category_column(label: str, values: NDArray[Any], codes: dict[str, int]) -> ArrayColumn:
        """Categories in alphabetical order, as `numpy.unique` gives them."""
        names = sorted(codes)
        order = np.full(len(names) + 1, MISSING_CLASS, np.int32)  # the last place is that of -1
        for place, text in enumerate(names):
            order[codes[text]] = place
        return ArrayColumn(label, order[values.astype(np.intp)], names)


def _compact(chunk: NDArray[np.float64]) -> NDArray[Any]:
    """The numbers in the smallest type that keeps whole numbers exact and others to float32."""
    whole = bool(np.isfinite(chunk).all()) and bool((chunk == np.floor(chunk)).all())
    if whole and chunk.size and chunk.min() >= 0 and chunk.max() <= 255:
        return chunk.astype(np.uint8)
    large = np.abs(chunk, where=np.isfinite(chunk), out=np.zeros_like(chunk)).max(axis=0) >= EXACT_IN_FLOAT32
    if large.any():
        return chunk
    return chunk.astype(np.int32 if whole else np.float32)


def _natural(values: NDArray[Any]) -> NDArray[Any]:
    """A column of whole numbers as integers, any other as float32."""
    if values.dtype.kind in "iu":
        return values
    whole = bool(np.isfinite(values).all()) and bool((values == np.floor(values)).all())
    if not whole or np.abs(values).max() > 2**53:
        return values.astype(np.float32, copy=False)
    return values.astype(np.int32 if np.abs(values).max() < 2**31 else np.int64)


def _open(path: Path, encoding: str) -> Any:
    try:
        # Bytes that are no letters pass as lone surrogates here, so that their line can be named.
        return path.open(encoding=encoding, errors="surrogateescape", newline="")
    except OSError as error:
        raise _unreadable(path.name, error) from None


def _unreadable(name: str, error: OSError) -> DataError:
    return bad("{name} can't be read: {reason}.", name=name, reason=error.strerror or "the system refuses")
