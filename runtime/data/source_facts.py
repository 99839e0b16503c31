"""What is known of the columns of a data set as they come: how many values, what they seem to be, what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.facts import RepeatedRows, SourceFacts
from runtime.data.column import Column
from runtime.data.gaps import gaps_in
from runtime.data.looks import looks_of_numbers, looks_of_texts

SEEN = 200_000
"""Rows that a column is judged by."""
MOST_COLUMNS = 200
"""Of more columns side by side only the extent is looked at."""
MOST_COMPARED = 5_000_000
"""Values in which rows that repeat others are looked for."""


def source_facts(columns: Sequence[Column], targets: Sequence[Column] = ()) -> tuple[SourceFacts, ...]:
    """Facts of the columns with one value in a row, beside the targets they are to learn."""
    single = [column for column in columns if column.shape[1:] in ((), (1,))]
    found = [_facts(column, len(single) <= MOST_COLUMNS) for column in single]
    for target in targets:
        if target.shape[1:] in ((), (1,)) and len(single) <= MOST_COLUMNS:
            found = [_beside(facts, column, target) for facts, column in zip(found, single, strict=True)]
    return tuple(found)


def values_of(column: Column) -> NDArray[Any]:
    """The first rows as a row of values."""
    return np.asarray(column.block(0, min(SEEN, len(column)))).reshape(-1)


def _facts(column: Column, closely: bool) -> SourceFacts:
    values = values_of(column)
    known = values[~gaps_in(values, bool(column.classes))]
    if not known.size:
        return SourceFacts(column.name, len(column), 0, has_classes=bool(column.classes))
    low, high = float(known.min()), float(known.max())
    example = column.classes[int(known[0])] if column.classes else f"{known[0].item():.15g}"
    facts = SourceFacts(column.name, len(column), 0, low, high, bool(column.classes), "", example)
    if low == high:
        return replace(facts, different=1)
    if not closely:
        return facts
    numbers = np.unique(known)
    if column.classes:
        texts = [column.classes[number] for number in numbers.tolist() if 0 <= number < len(column.classes)]
        looks = looks_of_texts(column.name, texts, len(known))
    else:
        looks = looks_of_numbers(column.name, known, len(numbers))
    return replace(facts, different=len(numbers), looks=looks)


def _beside(facts: SourceFacts, column: Column, target: Column) -> SourceFacts:
    """The facts with whether the column says what is to be learnt of it."""
    if facts.tells or facts.different < 2:
        return facts
    mine, wanted = values_of(column), values_of(target)
    if column.classes == target.classes and np.array_equal(mine, wanted, equal_nan=mine.dtype.kind == "f"):
        return replace(facts, tells=target.name, is_copy=True)
    kinds = len(np.unique(wanted))
    if facts.different != kinds or kinds > len(wanted) // 2:
        return facts  # where all values are different each column would tell each other
    _, mine_number = np.unique(mine, return_inverse=True)
    _, wanted_number = np.unique(wanted, return_inverse=True)
    pairs = np.unique(mine_number.reshape(-1).astype(np.int64) * (kinds + 1) + wanted_number.reshape(-1))
    return replace(facts, tells=target.name) if len(pairs) == kinds else facts


def repeated_rows(columns: Sequence[Column]) -> RepeatedRows | None:
    """Rows that are the same as an earlier one in all of some columns; None where there are none, or pictures."""
    if not columns or any(column.shape[1:] not in ((), (1,)) for column in columns):
        return None
    rows = min(SEEN, len(columns[0]), MOST_COMPARED // len(columns))
    table = np.stack([np.asarray(c.block(0, rows)).reshape(-1).astype(np.float64) for c in columns], axis=1)
    _, first, which = np.unique(
        np.ascontiguousarray(table).view(np.dtype((np.void, table.itemsize * len(columns)))).reshape(-1),
        return_index=True,
        return_inverse=True,
    )
    same_as = first[which.reshape(-1)]
    again = np.flatnonzero(same_as != np.arange(rows))
    return RepeatedRows(len(again), int(again[0]), int(same_as[again[0]])) if again.size else None
