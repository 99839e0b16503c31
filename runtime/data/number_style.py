"""How a column of text writes its numbers: with a point or a comma, in groups of three, with a sign such as € or %."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "?"))
"""What stands for a missing number, in any case of letters."""
MISSING_TEXTS = frozenset(("", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null"))
SHORTEST_CODE = 3
_EXPONENT = r"(?:[eE][+-]?[0-9]+)?"
_PLAIN = re.compile(rf"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+){_EXPONENT}\s*")
_INFINITE = re.compile(r"\s*[+-]?inf(?:inity)?\s*", re.IGNORECASE)
_SIGNS = "$€£¥₹₽₩¢%‰"
_DIGITS = str.maketrans("12345678", "99999999")
_SPACES = " \u00a0\u202f\u2009"
_AROUND = re.compile(
    rf"\s*([+\-\u2212]?)[{_SIGNS}{_SPACES}]*([+\-\u2212]?)([0-9.,'’{_SPACES}]+?{_EXPONENT})[{_SIGNS}\s]*"
)


@dataclass(frozen=True)
class NumberStyle:
    """The mark before the fraction, and that between groups of three digits, where there is one.

    `has_signs` lets currency and percent signs stand around the digits; the number is what is written: 12 % is 12.
    """

    decimal: str = "."
    group: str = ""
    has_signs: bool = False

    @property
    def is_plain(self) -> bool:
        return self.decimal == "." and not self.group and not self.has_signs

    def number(self, cell: str) -> float | None:
        """The number a cell shows, NaN for a missing one, None where it shows none in this style."""
        if (_PLAIN.fullmatch(cell) and self.is_plain) or _INFINITE.fullmatch(cell):
            return float(cell)
        if is_missing(cell):
            return float("nan")
        if self.is_plain:
            return None
        parts = _AROUND.fullmatch(cell)
        if parts is None or (parts[1] and parts[2]) or (not self.has_signs and _has_signs(cell)):
            return None
        digits = parts[3]
        if not _shape(self.decimal, self.group).fullmatch(digits):
            return None
        for space in _SPACES if self.group == " " else self.group:
            digits = digits.replace(space, "")
        sign = "-" if "-" in parts[1] + parts[2] or "\u2212" in parts[1] + parts[2] else ""
        return float(sign + digits.replace(self.decimal, ".").replace("’", ""))


STYLES = tuple(
    NumberStyle(decimal, group, has_signs)
    for has_signs in (False, True)
    for decimal, group in ((".", ""), (",", ""), (".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'"))
)
"""All styles, the usual ones first."""


def is_missing(cell: str) -> bool:
    """Whether a cell stands for a number that is not known."""
    return cell.strip().lower() in MISSING


def is_missing_text(cell: str) -> bool:
    """Whether a cell of a column of texts is empty or says so, by pandas' list; `None` and `?` may be categories."""
    return cell.strip() in MISSING_TEXTS


def is_number(cell: str) -> bool:
    """Whether a cell may be a number in some style, or a missing one."""
    if _PLAIN.fullmatch(cell) or _INFINITE.fullmatch(cell) or is_missing(cell):
        return True
    return _AROUND.fullmatch(cell) is not None and any(style.number(cell) is not None for style in STYLES)


def is_digits(cell: str) -> bool:
    """Whether a cell shows a finite number in some style; a missing one doesn't count."""
    return not is_missing(cell) and not _INFINITE.fullmatch(cell) and is_number(cell)


def first_code(cells: Sequence[str]) -> str | None:
    """Where all cells are as many digits and one begins with a nought, that one: such digits name something, as those
    of a postcode do. Two digits may be an hour, or a month."""
    known = [cell.strip() for cell in cells if not is_missing(cell)]
    if len({len(cell) for cell in known}) != 1 or len(known[0]) < SHORTEST_CODE:
        return None
    if not all(cell.isascii() and cell.isdigit() for cell in known):
        return None
    return next((cell for cell in known if cell.startswith("0")), None)


def possible(cells: Iterable[str], decimal: str = "") -> tuple[NumberStyle, ...]:
    """The styles in which all cells are numbers; `decimal` restricts them to one mark."""
    return _possible(frozenset(cell.translate(_DIGITS) for cell in cells), decimal)


@lru_cache(maxsize=10_000)
def _possible(forms: frozenset[str], decimal: str) -> tuple[NumberStyle, ...]:
    fitting = frozenset(STYLES).intersection(*(_styles_of(form) for form in forms))
    found = [style for style in STYLES if style in fitting and decimal in ("", style.decimal)]
    # Signs are looked for only where digits alone don't do, and likewise groups.
    return tuple(style for style in found if style.has_signs == found[0].has_signs)


@lru_cache(maxsize=100_000)
def _styles_of(form: str) -> frozenset[NumberStyle]:
    """The styles in which a cell is a number, all of whose digits but the noughts count as 9: which they are doesn't
    tell, and a column has few forms."""
    return frozenset(style for style in STYLES if style.number(form) is not None)


def nearly(cells: Sequence[str], decimal: str = "") -> tuple[NumberStyle, list[int]] | None:
    """A style in which nine of ten cells are numbers, and the places of those that are not; None where none is."""
    for style in STYLES:
        if decimal in ("", style.decimal):
            strays = [i for i, cell in enumerate(cells) if style.number(cell) is None]
            numbers = sum(not is_missing(cell) for cell in cells) - len(strays)
            if numbers >= 9 * len(strays):
                return style, strays
    return None


def chosen(styles: Sequence[NumberStyle], table_decimal: str) -> NumberStyle:
    """One of several possible styles: that of the table's clear columns, else the usual one.

    Where `1,234` stands alone it is one thousand and more if no cell of the table says that commas are decimal.
    """
    if table_decimal:
        same = [style for style in styles if style.decimal == table_decimal]
        if same:
            return same[0]
    if styles[0].decimal == "," and (grouped := [s for s in styles if s.decimal == "." and s.group == ","]):
        return grouped[0]
    return styles[0]


def certain_decimal(styles: Sequence[NumberStyle], cells: Iterable[str]) -> str:
    """The decimal mark that a column proves, empty where both marks would do or none occurs."""
    marks = {style.decimal for style in styles}
    if len(marks) != 1:
        return ""
    mark = marks.pop()
    return mark if any(mark in cell for cell in cells if is_digits(cell)) else ""


def _has_signs(cell: str) -> bool:
    return any(sign in cell for sign in _SIGNS)


@cache
def _shape(decimal: str, group: str) -> re.Pattern[str]:
    """Digits as a style writes them. A group never begins with a nought: `0,512` is a fraction."""
    mark = re.escape(decimal)
    if not group:
        return re.compile(rf"(?:[0-9]+(?:{mark}[0-9]*)?|{mark}[0-9]+){_EXPONENT}")
    between = {" ": f"[{_SPACES}]", "'": "['’]"}.get(group, re.escape(group))
    return re.compile(rf"(?:[1-9][0-9]{{0,2}}(?:{between}[0-9]{{3}})+|[0-9]+)(?:{mark}[0-9]*)?{_EXPONENT}")
