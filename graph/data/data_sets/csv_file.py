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
        lines = file.readlines()
    delimiter = delimiter or delimiter_of(lines[:50])
    rows = [row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " ") if row]
    names = [f"column_{i + 1}" for i in range(len(rows[0]))]
    if header:
        names = [cell.strip() or name for cell, name in zip(rows[0], names)]
        rows = rows[1:]
    columns = dict(zip(names, zip(*rows)))
    # The first thousand rows say how each column writes its numbers.
    styles = {name: [] if name in texts else styles_of(cells[:1000], decimal) for name, cells in columns.items()}
    marks = [mark for name, cells in columns.items() for mark in proven_mark(styles[name], cells[:1000])]
    proven = "," if "," in marks and "." not in marks else "." if marks else ""
    return {name: values_of(cells, styles[name], proven) for name, cells in columns.items()}


def delimiter_of(lines):
    """The sign that most lines hold equally often, outside quotation marks."""
    lines = [re.sub('"[^"]*"', "", line).strip() for line in lines if line.strip()]
    best = (0, 0, ",")
    for sign in ",;\\t| ":
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        if usual and counts.count(usual) > best[0]:
            best = (counts.count(usual), usual, sign)
    return best[2]


def number(cell, mark, group, signs):
    """The number that a cell shows, NaN where one is missing, None where it shows none.

    A mark stands before its fraction, another between groups of three digits, signs such as $ or % around it.
    """
    if cell.strip().lower() in ("", "na", "n/a", "nan", "null", "none", "?"):
        return float("nan")
    if re.fullmatch(r"\\s*[+-]?inf(inity)?\\s*", cell, re.IGNORECASE):
        return float(cell)
    spaces = " \\u00a0\\u202f\\u2009"
    before, sign = f"[{signs}{spaces}]*", "[+\\u2212-]?"
    between = {" ": f"[{spaces}]", "'": "['\\u2019]"}.get(group, re.escape(group))
    whole = rf"([1-9][0-9]{{0,2}}({between}[0-9]{{3}})+|[0-9]+)(\\{mark}[0-9]*)?"
    if not group:
        whole = rf"([0-9]+(\\{mark}[0-9]*)?|\\{mark}[0-9]+)"
        if mark == "." and not signs:
            before, sign = "", "[+-]?"
    shown = re.fullmatch(
        rf"\\s*(?P<sign>{sign}{before}|{before}{sign})(?P<digits>{whole}([eE][+-]?[0-9]+)?)[{signs}\\s]*", cell
    )
    if not shown:
        return None
    digits = re.sub(between, "", shown["digits"]).replace(mark, ".")
    return -float(digits) if re.search("[\\u2212-]", shown["sign"]) else float(digits)


def styles_of(cells, decimal):
    """The ways in which all cells are numbers, none where they are texts."""
    plain = [(".", ""), (",", ""), (".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'")]
    for signs in ("", "$\\u20ac\\u00a3\\u00a5\\u20b9\\u20bd\\u20a9\\u00a2%\\u2030"):
        styles = [(mark, group, signs) for mark, group in plain if decimal in (None, mark)]
        found = [style for style in styles if all(number(cell, *style) is not None for cell in cells)]
        if found:
            return [] if np.isnan([number(cell, *found[0]) for cell in cells]).all() else found
    return []


def proven_mark(styles, cells):
    """The decimal mark of a column if there is but one, and it occurs."""
    marks = set(mark for mark, _, _ in styles)
    return [mark for mark in marks if len(marks) == 1 and any(mark in cell for cell in cells)]


def values_of(cells, styles, proven):
    """A column's numbers or categories; where several styles would do, that with the mark that others prove."""
    if not styles:
        words = np.array([cell.strip() for cell in cells])
        missing = ["", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null"]
        known = ~np.isin(words, missing)
        values = np.full(len(words), -1)
        values[known] = np.unique(words[known], return_inverse=True)[1]
        return values
    same = [style for style in styles if style[0] == proven]
    grouped = [style for style in styles if styles[0][0] == "," and style[:2] == (".", ",")]
    style = (same or grouped or styles)[0]
    numbers = np.array([number(cell, *style) for cell in cells])
    if numbers.dtype == object:
        raise ValueError(f"No number: {cells[numbers.tolist().index(None)]!r}")
    is_whole = np.all(numbers == np.floor(numbers)) and np.all(np.abs(numbers) <= 2**53)
    return numbers.astype("int64" if is_whole else "float32")'''
