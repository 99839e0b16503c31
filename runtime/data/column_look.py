"""What a person wants to see of a column at a glance: its kind, its gaps, its range or classes, a small histogram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column, sample_bytes
from runtime.data.gaps import gaps_in
from runtime.data.rows import source_row

NUMBER, CLASS, TEXT, PICTURE, NUMBERS = "number", "class", "text", "picture", "numbers"
"""Kinds of columns: one number, one of few categories, one of many texts, a picture, an array of numbers."""

STEP = 1 << 16
"""Values looked at in one go: short enough that other threads get their turn in between."""
SAMPLE_BYTES, WHOLE_BYTES = 4 << 20, 2 << 30
"""What a first look reads of a column, and the most that a whole one does."""
BARS = 16
MOST_NAMED = 64
"""Classes that are told with their counts, the most frequent first."""
FIRST_GAPS = 8
MOST_TEXTS = 50
"""More different texts than these are no categories, if they are also many for the rows there are."""


@dataclass(frozen=True)
class ColumnLook:
    """What was seen of a column in the first `seen` of its `rows`. `low` … `spread` are of what isn't missing."""

    name: str
    kind: str
    shape: tuple[int, ...]
    dtype: str
    rows: int
    seen: int
    missing: int = 0
    gaps: tuple[int, ...] = ()
    """The first rows without a value, counted from 0."""
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    spread: float | None = None
    bars: tuple[int, ...] = ()
    """How many values lie in each of as many equal parts of low … high."""
    classes: tuple[tuple[str, int], ...] = ()
    """The most frequent classes with their counts; the alphabet decides between equals."""
    different: int = 0
    """How many classes occur."""

    @property
    def is_whole(self) -> bool:
        """Whether all rows were looked at."""
        return self.seen == self.rows


def look(column: Column, most: int = WHOLE_BYTES) -> ColumnLook:
    """Look at a column, of one with more bytes than `most` at its first rows only."""
    rows = len(column)
    seen = min(rows, max(1, most // max(1, sample_bytes(column))))
    kind = kind_of(column)
    found = ColumnLook(column.name, kind, tuple(column.shape[1:]), str(column.dtype), rows, seen)
    if column.classes:
        return _of_classes(found, column)
    return _of_numbers(found, column)


def first_look(column: Column) -> ColumnLook:
    """A look at the first rows only, which takes no time that one notices."""
    return look(column, SAMPLE_BYTES if column.in_memory else SAMPLE_BYTES // 16)


def kind_of(column: Column) -> str:
    """What a column is, by its shape and its classes alone."""
    shape = column.shape[1:]
    if shape not in ((), (1,)):
        is_picture = len(shape) == 3 and shape[2] in (1, 3, 4)
        is_picture = is_picture or (len(shape) == 2 and column.dtype == np.uint8)
        return PICTURE if is_picture and min(shape[:2]) >= 3 else NUMBERS
    if column.classes:
        count = len(column.classes)
        return TEXT if count > MOST_TEXTS and count > len(column) // 10 else CLASS
    return NUMBER


def _blocks(column: Column, seen: int) -> Iterator[tuple[int, NDArray[Any]]]:
    step = max(1, STEP // max(1, int(np.prod(column.shape[1:], dtype=np.int64))))
    for start in range(0, seen, step):
        yield start, np.asarray(column.block(start, min(start + step, seen)))


def _of_classes(found: ColumnLook, column: Column) -> ColumnLook:
    counts = np.zeros(len(column.classes) + 1, np.int64)
    gaps = _Gaps(column)
    for start, values in _blocks(column, found.seen):
        known = gaps.among(values.reshape(-1), start)
        counts += np.bincount(known[(known >= 0) & (known < len(counts) - 1)], minlength=len(counts))
    order = np.argsort(-counts[:-1], kind="stable")[:MOST_NAMED]
    named = tuple((column.classes[k], int(counts[k])) for k in order.tolist() if counts[k])
    different = int((counts[:-1] > 0).sum())
    return _replaced(found, gaps, classes=named, different=different)


def _of_numbers(found: ColumnLook, column: Column) -> ColumnLook:
    gaps = _Gaps(column)
    lows, highs, count, total, squares = [], [], 0, 0.0, 0.0
    for start, values in _blocks(column, found.seen):
        known = _finite(gaps.among(values, start))
        if known.size:
            lows.append(float(known.min()))
            highs.append(float(known.max()))
            count += known.size
            total += float(known.sum(dtype=np.float64))
    if not lows:
        return _replaced(found, gaps)
    low, high, mean = min(lows), max(highs), total / count
    is_whole = column.dtype.kind in "iub" and high - low < BARS
    edges = (low - 0.5, high + 0.5) if is_whole else (low, high)
    bars = np.zeros(int(high - low) + 1 if is_whole else BARS, np.int64)
    for _, values in _blocks(column, found.seen):
        known = _finite(values)
        with np.errstate(over="ignore"):  # a spread that is no number any more is infinite
            squares += float(np.square(known.astype(np.float64) - mean).sum())
        if high > low:
            bars += _spread_over(known, edges, len(bars))
    spread = float(np.sqrt(squares / count))
    named: tuple[tuple[str, int], ...] = ()
    if high == low:
        bars = np.array([count])
    if is_whole:
        named = tuple((f"{int(low) + k}", int(n)) for k, n in enumerate(bars.tolist()) if n)
    return _replaced(
        found,
        gaps,
        low=low,
        high=high,
        mean=mean,
        spread=spread,
        bars=tuple(bars.tolist()),
        classes=named,
        different=len(named),
    )


def _spread_over(known: NDArray[Any], edges: tuple[float, float], count: int) -> NDArray[np.int64]:
    low, high = edges
    if not np.isfinite(high - low):  # so far apart that not even their distance is a number
        low, high, known = low / 4, high / 4, known.astype(np.float64) / 4
    places = ((known.astype(np.float64).reshape(-1) - low) * (count / (high - low))).astype(np.intp)
    return np.bincount(np.clip(places, 0, count - 1), minlength=count)


def _finite(values: NDArray[Any]) -> NDArray[Any]:
    return values[np.isfinite(values)] if values.dtype.kind == "f" else values


class _Gaps:
    """Counts missing values and remembers the first."""

    def __init__(self, column: Column) -> None:
        self.column, self.count = column, 0
        self.first: list[int] = []

    def among(self, values: NDArray[Any], start: int) -> NDArray[Any]:
        """The values that are there."""
        missing = gaps_in(values, bool(self.column.classes))
        if not missing.any():
            return values
        rows = np.flatnonzero(missing.reshape(len(values), -1).any(axis=1))
        self.count += len(rows)
        for row in rows[: FIRST_GAPS - len(self.first)].tolist():
            self.first.append(source_row(self.column, start + row))
        return np.asarray(values[~missing])


def _replaced(found: ColumnLook, gaps: _Gaps, **changes: Any) -> ColumnLook:
    return ColumnLook(**{**vars(found), "missing": gaps.count, "gaps": tuple(gaps.first), **changes})
