"""The words of the Data page: kinds of columns, extents, rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from gui.canvas.captions import number_text
from gui.translate import shape
from runtime.data.column_look import CLASS, NUMBER, NUMBERS, PICTURE, TEXT, ColumnLook

translate = QCoreApplication.translate


def kind_text(look: ColumnLook) -> str:
    """`number`, `class`, `text`, `picture`, `numbers`."""
    return {
        NUMBER: translate("DataPage", "number"),
        CLASS: translate("DataPage", "class"),
        TEXT: translate("DataPage", "text"),
        PICTURE: translate("DataPage", "picture"),
        NUMBERS: translate("DataPage", "numbers"),
    }[look.kind]


def gaps_text(look: ColumnLook) -> str:
    """`177 gaps`, nothing where there are none."""
    if not look.missing:
        return ""
    if look.missing == 1:
        return translate("DataPage", "1 gap")
    return translate("DataPage", "{n} gaps").format(n=number_text(look.missing))


def extent_text(look: ColumnLook, width: int = 3) -> str:
    """`0.42 … 80`, `no · yes`, `681 texts`, `28 × 28 × 1`."""
    if look.kind in (PICTURE, NUMBERS):
        return shape(look.shape)
    if look.kind == TEXT:
        return translate("DataPage", "{n} texts").format(n=number_text(look.different))
    if look.kind == CLASS:
        if 0 < look.different <= width:
            return " · ".join(sorted(name for name, _ in look.classes))
        return translate("DataPage", "{n} classes").format(n=number_text(look.different))
    return span(look.low, look.high)


def span(low: float | None, high: float | None) -> str:
    """`0.42 … 80`."""
    if low is None or high is None:
        return "–"
    return figure(low) if low == high else f"{figure(low)} … {figure(high)}"


def figure(number: float, digits: int = 5) -> str:
    """`0.42`, `82 176`: so many digits, but whole numbers, and those of many places, are never written as powers."""
    if abs(number) >= 10**digits or number == round(number, 0):
        return number_text(round(number)) if abs(number) < 1e15 else f"{number:.{digits}g}"
    return f"{number:.{digits}g}"


def rows_text(rows: Sequence[int], more: bool) -> str:
    """`rows 5, 17, 19 …`, counted from 0 as everywhere."""
    named = ", ".join(str(row) for row in rows) + (" …" if more else "")
    return translate("DataPage", "rows {rows}").format(rows=named)


def percent(share: float) -> str:
    """`38 %`; what is little is not nothing."""
    number = 100 * share
    digits = 0 if number >= 1 or number == 0 else 1
    return f"{number:.{digits}f} %"
