"""Blocks of a table of text through Arrow's reader, which is fast; whatever it or we are not sure of is left to ours,
which knows what to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.categories import Categories
from runtime.data.csv_format import CsvFormat
from runtime.data.number_style import MISSING, NumberStyle
from runtime.data.table_text import TextBlock

LARGEST = float(np.finfo(np.float32).max)
QUOTE = ord('"')
MOST_COLUMNS = 2000
"""Of wider tables each block has few rows, and what is done for a column outweighs what is done for a number."""


class PlainCsv:
    """The parser for one format, None where it has what Arrow's reader would read otherwise."""

    def __init__(self, form: CsvFormat, categories: Mapping[int, Categories]) -> None:
        import pyarrow as pa
        from pyarrow import csv

        width = len(form.names)
        self._categories, self._width = categories, width
        self._delimiter = form.delimiter
        names = [str(i) for i in range(width)]
        text = pa.dictionary(pa.int32(), pa.string())
        self._reading = csv.ReadOptions(column_names=names, block_size=2 << 20)
        marks = {style.decimal for style in form.styles if style is not None}
        self._converting = csv.ConvertOptions(
            column_types={name: text if i in categories else pa.float64() for i, name in enumerate(names)},
            null_values=_missing_spellings(),
            strings_can_be_null=False,
            decimal_point=marks.pop() if marks else ".",
        )

    @staticmethod
    def fits(form: CsvFormat) -> bool:
        """Whether Arrow's reader understands a format as ours does."""
        styles = {style for style in form.styles if style is not None}
        return (
            form.delimiter != " "
            and len(form.names) <= MOST_COLUMNS
            and (not styles or (len(styles) == 1 and all(style == NumberStyle(style.decimal) for style in styles)))
            and all(style.decimal != form.delimiter for style in styles)
        )

    def parse(self, block: TextBlock) -> NDArray[np.float64] | None:
        """The numbers and categories (rows, columns), None where something is odd."""
        from pyarrow import ArrowException, BufferReader, csv

        data = block.text.encode()
        quotes = _quotes(data)
        if not block.ends or not _enclose(data, quotes, self._delimiter):
            return None
        if not block.text.strip("\r\n"):
            return np.empty((0, self._width))
        options = csv.ParseOptions(
            delimiter=self._delimiter, ignore_empty_lines=True, newlines_in_values=bool(quotes.size)
        )
        try:
            table = csv.read_csv(BufferReader(data), self._reading, options, self._converting)
        except ArrowException:
            return None
        found = np.empty((table.num_rows, self._width))
        for i, column in enumerate(table.columns):
            found[:, i] = self._codes(i, column) if i in self._categories else column.to_numpy()
            if i not in self._categories and not _in_range(found[:, i]):
                return None
        return found

    def _codes(self, i: int, column: Any) -> NDArray[np.float64]:
        """Each chunk numbers its texts by itself."""
        parts = [np.empty(0)]
        for chunk in column.chunks:
            codes = self._categories[i].codes(chunk.dictionary.to_pylist())
            if len(codes):
                parts.append(codes[chunk.indices.to_numpy()])
        return np.concatenate(parts)


def _quotes(data: bytes) -> NDArray[np.intp]:
    """Where quotation marks stand."""
    return np.flatnonzero(np.frombuffer(data, np.uint8) == QUOTE) if b'"' in data else np.zeros(0, np.intp)


def _enclose(data: bytes, quotes: NDArray[np.intp], delimiter: str) -> bool:
    """Whether quotation marks do nothing but stand around whole cells."""
    if not quotes.size:
        return True
    signs = np.frombuffer(data, np.uint8)
    edges = np.zeros(256, np.bool_)
    edges[[ord(delimiter), ord("\n")]] = True
    opens, closes = quotes[::2], quotes[1::2]
    opens, closes = opens[opens > 0] - 1, closes[closes < len(signs) - 1] + 1
    if quotes.size % 2 or not edges[signs[opens]].all():
        return False
    edges[ord("\r")] = True
    return bool(edges[signs[closes]].all())


def _in_range(numbers: NDArray[np.float64]) -> bool:
    """Whether none is larger than can be computed with; infinity that is written as such is looked at closely."""
    with np.errstate(invalid="ignore"):
        return not bool((np.abs(numbers) > LARGEST).any())


def _missing_spellings() -> list[str]:
    return ["".join(signs) for word in MISSING for signs in product(*({s.lower(), s.upper()} for s in word))]
