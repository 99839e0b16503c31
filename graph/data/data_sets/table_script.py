"""How a script reads a table by pandas and makes of its columns what this program does."""

from __future__ import annotations

from graph.data.data_sets.data_set import Script
from graph.specs.quoting import quoted_tuple

NUMBERED = '''\
def numbered(names):
    """Names of columns, those that come again with a number."""
    found = {}
    for name in names:
        label, number = name, 1
        while label in found or (number > 1 and label in names):
            number += 1
            label = f"{name}_{number}"
        found[label] = None
    return list(found)'''
NUMBERS_IN_TEXT = '''\
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
    """The ways in which all cells are numbers, none where they are texts, or digits such as 01067, which are names."""
    known = [cell.strip() for cell in cells if not np.isnan(number(cell, ".", "", "") or 0)]
    are_digits = all(re.fullmatch("[0-9]{3,}", cell) for cell in known)
    if decimal is None and are_digits and len(set(map(len, known))) == 1 and any(cell[0] == "0" for cell in known):
        return []
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
        values = np.full(len(words), -1, "int32")
        values[known] = np.unique(words[known], return_inverse=True)[1]
        return values
    numbers = np.array([number(cell, *style_of(styles, proven)) for cell in cells])
    if numbers.dtype == object:
        raise ValueError(f"No number: {cells[numbers.tolist().index(None)]!r}")
    return natural(numbers)


def style_of(styles, proven):
    """One of several styles: that with the mark that other columns prove."""
    same = [style for style in styles if style[0] == proven]
    grouped = [style for style in styles if styles[0][0] == "," and style[:2] == (".", ",")]
    return (same or grouped or styles)[0]


def natural(numbers):
    """Whole numbers as integers, others as float32."""
    is_whole = np.all(numbers == np.floor(numbers)) and np.all(np.abs(numbers) <= 2**53)
    return numbers.astype("int64" if is_whole else "float32")'''
COLUMNS_OF = '''\
def columns_of(table, texts=(), decimal=None, has_types=False):
    """The columns of a table by name: numbers, or categories numbered in alphabetical order (-1: missing).

    Where its columns have no types, texts that all are numbers are read as such; the first thousand rows say how.
    """
    cells = {str(name): [cell_of(entry) for entry in table[name]] for name in table.columns}
    told = {name: [cell for cell in column[:1000] if isinstance(cell, str)] for name, column in cells.items()}
    styles = {name: [] if has_types or name in texts else styles_of(told[name], decimal) for name in cells}
    marks = [mark for name, column in told.items() for mark in proven_mark(styles[name], column)]
    proven = "," if "," in marks and "." not in marks else "." if marks else ""
    return {name: column_of(column, styles[name], proven, name in texts) for name, column in cells.items()}


def column_of(cells, styles, proven, is_text):
    """A column's numbers, its yes and no, its lists as an array, or numbers for its texts."""
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, list) for cell in known):
        longest = max(map(len, known))
        return np.array([cell + [0] * (longest - len(cell)) for cell in cells])
    if is_text or (not styles and any(isinstance(cell, str) for cell in known)):
        return values_of(["" if cell is None else text_of(cell) for cell in cells], [], "")
    if known and len(known) == len(cells) and all(isinstance(cell, bool) for cell in known):
        return np.array(cells)
    style = style_of(styles, proven) if styles else (".", "", "")
    numbers = [float(cell) if isinstance(cell, (int, float)) else number(cell or "", *style) for cell in cells]
    return natural(np.array(numbers, "float64"))


def cell_of(entry):
    """A plain value, None for a missing one; a day as 2024-01-31."""
    if isinstance(entry, (list, np.ndarray)):
        return np.array([cell_of(part) for part in entry]).tolist()
    if entry is None or pd.isna(entry):
        return None
    entry = entry.item() if isinstance(entry, np.generic) else entry
    if hasattr(entry, "total_seconds"):
        return entry.total_seconds()
    return entry if isinstance(entry, (bool, int, float, str)) else float(entry) if is_decimal(entry) else day_of(entry)


def is_decimal(entry):
    return hasattr(entry, "as_tuple")


def day_of(entry):
    """A day or moment as a text."""
    if getattr(entry, "tzinfo", None) is not None:
        entry = entry.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return str(entry).removesuffix(" 00:00:00")


def text_of(cell):
    """What stands for a category: a whole number without its fraction."""
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)'''


def columns_of(name: str, table: str, text_columns: str, decimal: str = "", has_types: bool = False) -> Script:
    """The lines for a table that a line of pandas gives."""
    texts = tuple(part.strip() for part in text_columns.split(",") if part.strip())
    rest = f", {quoted_tuple(texts)}" if texts else ""
    mark = {"point": ".", "comma": ","}.get(decimal)
    rest += f', decimal="{mark}"' if mark else ""
    rest += ", has_types=True" if has_types else ""
    imports = ("import datetime", "import re", "import pandas as pd")
    return Script((f"{name} = columns_of({table}{rest})",), imports, f"{COLUMNS_OF}\n\n\n{NUMBERS_IN_TEXT}")
