"""Columns that nothing can be learnt from, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.data.facts import DATES, FILES, IDS, ROW_NUMBERS, TELEPHONES, TEXTS
from graph.specs.message import Message, say
from runtime.data.column import Column
from runtime.data.gaps import gaps_in
from runtime.data.source_facts import values_of

MOST_CLASSES = 50
"""A column of texts may have as many different ones, in however few rows."""
QUANTITIES_PERHAPS = (ROW_NUMBERS, IDS, DATES)
EXACT = 1 << 24
"""From here on float32 doesn't tell whole numbers apart."""


def useless(column: Column, looks: str) -> Message | None:
    """Why nothing can be learnt from a column that looks like something, None where something may be."""
    if column.shape[1:] not in ((), (1,)):
        return None
    name, seen = column.name, values_of(column)
    known = seen[~gaps_in(seen, bool(column.classes))]
    if not known.size or (known == known[0]).all():
        if known.size and column.dtype == np.float32 and abs(float(known[0])) > EXACT:
            return say("The column {name} is left out: its numbers are too large to be told apart.", name=name)
        return say("The column {name} is left out: it has one value alone.", name=name)
    if looks == ROW_NUMBERS:
        return say("The column {name} is left out: it numbers the rows.", name=name)
    if looks == FILES:
        return say("The column {name} is left out: it holds names of files.", name=name)
    if looks == TELEPHONES:
        return say("The column {name} is left out: it seems to hold telephone numbers.", name=name)
    if looks == IDS and not column.classes:
        return say("The column {name} is left out: it seems to hold identifiers.", name=name)
    if looks == DATES and not column.classes:
        return say("The column {name} is left out: it seems to hold dates as numbers.", name=name)
    many = len(column.classes) > max(MOST_CLASSES, len(column) // 4)
    if looks == IDS or (many and looks not in (DATES, TEXTS)):
        return say(
            "The column {name} is left out: it has {count} different texts in {rows} rows.",
            name=name,
            count=len(column.classes),
            rows=len(column),
        )
    return None


def spared(left: Sequence[tuple[Column, str, Message]]) -> tuple[list[Column], list[Message]]:
    """Where nothing is left to learn from: the columns of (column, looks, reason) that may be quantities after all, and
    what is said of all of them."""
    kept, notes = [], []
    for column, looks, reason in left:
        if looks in QUANTITIES_PERHAPS and not column.classes:
            kept.append(column)
            notes.append(
                say("The column {name} is taken as a quantity, there being no other: is it one?", name=column.name)
            )
        else:
            notes.append(reason)
    return kept, notes
