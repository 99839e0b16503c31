"""Tables of text: read in one pass, some megabytes at a time; every complaint names its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.csv_file import CsvFile
from graph.specs.message import say
from runtime.data.categories import Categories
from runtime.data.converted import key_of
from runtime.data.csv_format import CsvFormat, line_of, need_width, records, sniff
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.memory import budget
from runtime.data.number_style import NumberStyle
from runtime.data.number_table import GrowingTable, NumberTable
from runtime.data.plain_csv import LARGEST, PlainCsv
from runtime.data.progress import tell
from runtime.data.readers.reader import Reader
from runtime.data.set_store import converted, opened
from runtime.data.table_columns import finished
from runtime.data.table_file import TableFile
from runtime.data.table_styles import SAMPLED, not_a_number, reading_of, too_large
from runtime.data.table_text import TableText, TextBlock
from runtime.kinds.computes import computes


@computes(CsvFile)
class CsvReader(Reader):
    def open(self) -> Dataset:
        return open_csv(self.paths[0], self.spec, self.like)


def open_csv(path: Path, spec: CsvFile, like: Dataset | None = None) -> Dataset:
    """One column per column of the table; raises DataError with the line number of whatever is wrong."""
    return _Table(path, spec, {} if like is None else like.styles).read()


class _Table:
    """One pass over a file."""

    def __init__(self, path: Path, spec: CsvFile, known: Mapping[str, NumberStyle | None]) -> None:
        self.path, self.spec, self.name, self.known = path, spec, path.name, known
        self.categories: dict[int, Categories] = {}
        self.format: CsvFormat

    def read(self) -> Dataset:
        self._text = TableText(self.path, self.spec.encoding, self.spec.skip)
        blocks = self._text.blocks()
        first = next(blocks, None)
        if first is None:
            raise bad("{name} is empty. Expected one line per sample.", name=self.name)
        head = first.lines()[: SAMPLED + 200 + self.spec.skip]
        reading = reading_of(self.spec.decimal, self.spec.text_columns, self.known)
        self.format = sniff(head, self.spec, self.name, reading)
        key = key_of([self.path], (self.spec.replace(path="?"), self.format))
        found = opened(key, self.name)
        if found is not None:
            return found
        size, read = self._forecast(head), partial(self._read, self._from_data(first, blocks))
        return read(None) if size <= budget() else converted(key, 2 * size, self.name, read)

    def _read(self, blocks: Iterator[TextBlock], folder: Path | None) -> Dataset:
        """All rows; with a folder their numbers lie in files there."""
        self.categories = {i: Categories() for i, style in enumerate(self.format.styles) if style is None}
        self._plain = PlainCsv(self.format, self.categories) if PlainCsv.fits(self.format) else None
        width = len(self.format.names)
        table: GrowingTable = NumberTable(width) if folder is None else TableFile(width, folder)
        done, total = 0, max(1, self.path.stat().st_size)
        for block in blocks:
            table.add(self._parse(block))
            done += len(block.text)
            if folder is not None:
                tell(say("{name} is larger than the memory and is converted once", name=self.name), done / total)
        columns, found = finished(self.format.names, table, self.categories)
        styles = dict(zip(self.format.names, self.format.styles, strict=True))
        notes = [*self._text.notes, *self.format.notes, *found]
        return Dataset(self.name, columns, say("A table of text"), notes=notes, styles=styles)

    def _forecast(self, head: list[str]) -> int:
        """About how many bytes the numbers will take."""
        per_line = sum(len(line) for line in head) / len(head)
        rows = self.path.stat().st_size / max(1.0, per_line)
        return int(rows * len(self.format.names) * 4)

    def _from_data(self, first: TextBlock, rest: Iterator[TextBlock]) -> Iterator[TextBlock]:
        """The blocks without the header, which may have quoted line breaks: the data starts where it was found."""
        skipped = self.format.first_line - first.line
        if skipped:
            first = TextBlock("".join(first.lines()[skipped:]), first.ends, self.format.first_line)
        yield first
        yield from rest

    def _parse(self, block: TextBlock) -> NDArray[np.float64]:
        found = self._plain.parse(block) if self._plain is not None else None
        return self._parse_slowly(block) if found is None else found

    def _parse_slowly(self, block: TextBlock) -> NDArray[np.float64]:
        width = len(self.format.names)
        rows = []
        for line, row in records(block.lines(), self.format.delimiter, self.name, block.line):
            need_width(row, width, line, self.name)
            rows.append([self._cell(i, cell, line) for i, cell in enumerate(row)])
        return np.array(rows, np.float64).reshape(len(rows), width)

    def _cell(self, i: int, cell: str, line: int) -> float:
        if i in self.categories:
            return self.categories[i].code(cell)
        style = self.format.styles[i]
        number = None if style is None else style.number(cell)
        if number is None:
            raise not_a_number(line_of(self.name, line), self.format.names[i], cell)
        if abs(number) > LARGEST and "inf" not in cell.lower():
            raise too_large(line_of(self.name, line), self.format.names[i], cell)
        return number
