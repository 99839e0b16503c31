"""Tables of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.letters_script import LETTERS
from graph.data.data_sets.table_script import NUMBERED, NUMBERS_IN_TEXT
from graph.specs.params import param
from graph.specs.quoting import quoted, quoted_tuple
from graph.specs.registry import register

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "bar": "|"}


@register
@dataclass(frozen=True)
class CsvFile(DatasetSpec):
    """A table of text; numbers become numeric columns, other text becomes categories."""

    caption: ClassVar[str] = "A table (.csv): each column of it is a column here"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt", ".data", ".dat", ".tab")
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "table.csv"},
        {"path": "a.txt", "delimiter": "tab", "header": "yes", "encoding": "latin-1", "text_columns": "zip, year"},
        {"path": "eu.csv", "decimal": "comma", "skip": 2},
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

    skip: int = param(
        "int", 0, "Lines above the table that are left out, such as titles.", low=0, high=10_000, advanced=True
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
            *([str(self.skip)] if self.skip else []),
        ]
        line = f"{name} = read_csv({', '.join(given)})"
        return Script((line,), ("import csv", "import re"), READ_CSV)


READ = '''\
def read_csv(path, delimiter, encoding, header, decimal, texts, skip=0):
    """The columns of a table by name: numbers, or categories numbered in alphabetical order (-1: missing)."""
    with open(path, newline="", encoding=letters_of(path, encoding)) as file:
        lines, delimiter = below(file.readlines()[skip:], delimiter)
    rows = [row for row in csv.reader(spaced(lines, delimiter), delimiter=delimiter) if row]
    names = [f"column_{i + 1}" for i in range(len(rows[0]))]
    if header:
        names = [cell.strip() or name for cell, name in zip(rows[0], names)]
        names = numbered(names)
        rows = rows[1:]
    columns = dict(zip(names, zip(*rows)))
    # The first thousand rows say how each column writes its numbers.
    styles = {name: [] if name in texts else styles_of(cells[:1000], decimal) for name, cells in columns.items()}
    marks = [mark for name, cells in columns.items() for mark in proven_mark(styles[name], cells[:1000])]
    proven = "," if "," in marks and "." not in marks else "." if marks else ""
    return {name: values_of(cells, styles[name], proven) for name, cells in columns.items()}


def below(lines, delimiter):
    """The table without a line that names the delimiter and comments above it; and the delimiter."""
    named = re.fullmatch(r'"?sep=([,;\\t| ])"?\\s*', lines[0], re.IGNORECASE)
    if named:
        lines, delimiter = lines[1:], delimiter or named[1]
    count = next((i for i, line in enumerate(lines[:200]) if line.strip() and line[0] != "#"), 0)
    marked = [line for line in lines[:count] if line.strip()]
    delimiter = delimiter or delimiter_of(lines[count : count + 50] if marked else lines[:50])
    if not marked:
        return lines, delimiter
    *above, first = csv.reader(spaced([*marked, lines[count]], delimiter), delimiter=delimiter)
    if len(above) > 1 and len(first) > 1 and all(len(cells) == len(first) for cells in above):
        return lines, delimiter  # rows that happen to begin so
    last = marked[-1].lstrip("#").strip()
    cells = next(csv.reader(spaced([last], delimiter), delimiter=delimiter), [])
    is_header = len(cells) == len(first) and any(styles_of([cell], None) for cell in first)
    return ([last] if is_header else []) + lines[count:], delimiter


def spaced(lines, delimiter):
    """The lines with any blanks outside quotes as one, where blanks separate."""
    if delimiter != " ":
        return lines
    parts = [re.split('("[^"]*(?:"|$))', line) for line in lines]
    lines = ["".join(s if i % 2 else re.sub(r"[ \\t]+", " ", s) for i, s in enumerate(line)) for line in parts]
    return [re.sub(r"^ | (?=[\\r\\n]*$)", "", line) for line in lines]


def delimiter_of(lines):
    """The sign that most lines hold equally often, outside quotation marks."""
    lines = [re.sub('"[^"]*"', "", line).strip() for line in lines if line.strip()]
    best = (0, 0, ",")
    for sign in ",;\\t| ":
        counts = [len(re.findall(" +", line)) if sign == " " else line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        if usual and counts.count(usual) > best[0]:
            best = (counts.count(usual), usual, sign)
    return best[2]'''
READ_CSV = f"{READ}\n\n\n{LETTERS}\n\n\n{NUMBERED}\n\n\n{NUMBERS_IN_TEXT}"
