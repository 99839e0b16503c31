"""The rows of a data set in another order, or some of them: sorted by a column, filtered by what stands in one."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import Message, say
from runtime.data.column import Column, sample_bytes
from runtime.data.errors import bad
from runtime.data.gaps import gaps_in

LARGEST = 2 << 30
"""Bytes of a column that is sorted or filtered at most."""
MISSING = ("missing", "?", "缺失")
_COMPARED = re.compile(r"\s*(<=|>=|!=|<|>|=|≤|≥|≠)\s*(.*)", re.DOTALL)
_ALIKE = {"≤": "<=", "≥": ">=", "≠": "!="}
Rows = NDArray[np.intp]


def can_order(column: Column) -> bool:
    """Whether rows can be told apart by a column: it has one value in a row, and not too many."""
    return column.shape[1:] in ((), (1,)) and len(column) * sample_bytes(column) <= LARGEST


def sorted_rows(column: Column, descending: bool = False, among: Rows | None = None) -> Rows:
    """The rows by the value of a column, equal ones in the order of the file; what is missing comes last."""
    values, missing = _values(column, among)
    order = np.argsort(values[~missing], kind="stable")
    if descending:  # equal ones keep their order
        order = len(order) - 1 - np.argsort(values[~missing][::-1], kind="stable")[::-1]
    places = np.concatenate([np.flatnonzero(~missing)[order], np.flatnonzero(missing)])
    return places if among is None else among[places]


def filtered_rows(column: Column, asked: str) -> Rows:
    """The rows in which a column is as asked: `> 30`, `!= 2`, `missing`, a number, or a part of a text.

    Raises DataError for what is no such question.
    """
    values, missing = _values(column, None)
    asked = asked.strip()
    if asked.casefold() in MISSING:
        return np.flatnonzero(missing)
    compared = _COMPARED.fullmatch(asked)
    if column.classes:
        return np.flatnonzero(~missing & _texts(column, values, asked, compared))
    sign, typed = (_ALIKE.get(compared[1], compared[1]), compared[2]) if compared else ("=", asked)
    number = _number(typed)
    if number is None:
        raise bad(
            "{typed!r} is no number. Ask for numbers as in > 30, = 2 or missing.", typed=typed[:60], column=column.name
        )
    return np.flatnonzero(~missing & _COMPARISONS[sign](values, number))


def help_for(column: Column) -> Message:
    """What can be asked of a column."""
    return say("A part of a text, or missing") if column.classes else say("> 30, = 2, missing")


_COMPARISONS: dict[str, Any] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "!=": np.not_equal,
}


def _values(column: Column, among: Rows | None) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    values = np.asarray(column.block(0, len(column))).reshape(-1)
    if among is not None:
        values = values[among]
    return values, gaps_in(values, bool(column.classes))


def _texts(column: Column, values: NDArray[Any], asked: str, compared: re.Match[str] | None) -> NDArray[np.bool_]:
    """A part of the text, or with `=` and `!=` the whole."""
    if compared is not None and compared[1] in ("=", "!=", "≠"):
        whole = np.array([name == compared[2].strip() for name in column.classes] or [False])
        wanted = whole if compared[1] == "=" else ~whole
    else:
        wanted = np.array([asked.casefold() in name.casefold() for name in column.classes] or [False])
    return np.asarray(wanted[np.clip(values, 0, len(wanted) - 1)])


def _number(typed: str) -> float | None:
    for text in (typed, typed.replace(",", ".")):
        try:
            return float(text)
        except ValueError:
            continue
    return None
