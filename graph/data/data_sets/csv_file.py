"""Tables of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.specs.params import param
from graph.specs.quoting import quoted, quoted_tuple
from graph.specs.registry import register

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "bar": "|"}


@register
@dataclass(frozen=True)
class CsvFile(DatasetSpec):
    """A table of text; numbers become numeric columns, other text becomes categories."""

    caption: ClassVar[str] = "A table (.csv): each column of it is a column here"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt")
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "table.csv"},
        {"path": "a.txt", "delimiter": "tab", "header": "yes", "encoding": "latin-1", "text_columns": "zip, year"},
        {"path": "eu.csv", "decimal": "comma"},
    )
    path: str = param("text", help="The .csv file.")
    delimiter: str = param(
        "choice", "auto", "What separates the cells.", choices=("auto", "comma", "semicolon", "tab", "space", "bar")
    )
    header: str = param(
        "choice", "auto", "Whether the first line names the columns.", choices=("auto", "yes", "no"), advanced=True
    )
    encoding: str = param(
        "choice",
        "utf-8",
        "How the letters are stored.",
        choices=("utf-8", "latin-1", "cp1252", "utf-16"),
        advanced=True,
    )
    decimal: str = param(
        "choice",
        "auto",
        "What stands before the fraction of a number: 0.5 or 0,5. The other mark may stand between thousands.",
        choices=("auto", "point", "comma"),
    )
    text_columns: str = param(
        "text", "", "Columns that are categories although they look like numbers, such as 'zip, year'.", advanced=True
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        unnamed = bool(columns) and all(text == f"column_{i + 1}" for i, text in enumerate(columns))
        header = self.header == "yes" or (self.header == "auto" and not unnamed)
        texts = tuple(part.strip() for part in self.text_columns.split(",") if part.strip())
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        delimiter = DELIMITERS.get(self.delimiter)
        given = [
            f"beside({quoted(self.path)})",
            "None" if delimiter is None else quoted(delimiter),
            quoted(encoding),
            repr(header),
            repr({"point": ".", "comma": ","}.get(self.decimal)).replace("'", '"'),
            quoted_tuple(texts),
        ]
        line = f"{name} = read_csv({', '.join(given)})"
        return Script((line,), ("import csv", "import re"), READ_CSV)


READ_CSV = '''\
def read_csv(path, delimiter, encoding, header, decimal, texts):
    """The columns of a table by name: numbers, or categories numbered in alphabetical order (-1: missing)."""
    with open(path, newline="", encoding=encoding) as file:
        if delimiter is None:
            delimiter = csv.Sniffer().sniff(file.read(65536), ",;\\t| ").delimiter
            file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    names = [f"column_{i + 1}" for i in range(len(rows[0]))]
    if header:
        names = [cell.strip() or name for cell, name in zip(rows[0], names)]
        rows = rows[1:]
    fraction = r"[^0-9,]*([0-9.]+,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+)[^0-9,]*"
    comma = any(re.fullmatch(fraction, cell) for row in rows for cell in row)
    marks = [decimal] if decimal else [",", "."] if comma else [".", ","]
    data = {}
    for name, cells in zip(names, zip(*rows)):
        numbers = numbers_of(cells, [] if name in texts else marks)
        if numbers is None:
            words = np.array([cell.strip() for cell in cells])
            missing = ["", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null"]
            known = ~np.isin(words, missing)
            data[name] = np.full(len(words), -1)
            data[name][known] = np.unique(words[known], return_inverse=True)[1]
        elif np.all(numbers == np.floor(numbers)):
            data[name] = numbers.astype("int64")
        else:
            data[name] = numbers.astype("float32")
    return data


def numbers_of(cells, marks):
    """The numbers of a column with the first decimal mark that suits all of them; None where it holds texts."""
    for mark in marks:
        numbers = [number(cell, mark) for cell in cells]
        if None not in numbers and not np.isnan(numbers).all():
            return np.array(numbers)
    return None


def number(cell, mark):
    """The number that a cell shows, NaN where one is missing, None where it shows none."""
    cell = re.sub(r"[\\s$\\u20ac\\u00a3\\u00a5%'\\u2019]", "", cell).replace("\\u2212", "-")
    if cell.lower() in ("", "na", "n/a", "nan", "null", "none", "?"):
        return float("nan")
    if re.fullmatch("[+-]?inf(inity)?", cell.lower()):
        return float(cell)
    other = "." if mark == "," else ","
    groups = rf"[1-9][0-9]{{0,2}}(\\{other}[0-9]{{3}})+"
    whole = rf"[+-]?(({groups}|[0-9]+)(\\{mark}[0-9]*)?|\\{mark}[0-9]+)([eE][+-]?[0-9]+)?"
    return float(cell.replace(other, "").replace(mark, ".")) if re.fullmatch(whole, cell) else None'''
