"""The columns of a table that was read as numbers and categories side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.specs.message import Message, say
from runtime.data.categories import MOST_CATEGORIES, Categories
from runtime.data.column import ArrayColumn
from runtime.data.number_table import GrowingTable


def finished(
    names: Sequence[str], table: GrowingTable, categories: Mapping[int, Categories], flags: Collection[int] = ()
) -> tuple[list[ArrayColumn], list[Message]]:
    """A column for each of the table's, and what is said of those that can't be one.

    `categories` have what the numbers of some columns stand for; `flags` are those of yes and no.
    """
    columns: list[ArrayColumn] = []
    notes: list[Message] = []
    full = [i for i, texts in categories.items() if texts.is_full]
    found = table.columns({i: texts.order() for i, texts in categories.items()}, flags)
    for i, label in enumerate(names):
        if i not in full:
            texts = categories[i].names() if i in categories else ()
            columns.append(ArrayColumn(label, found[i], texts, table.in_memory))
            continue
        notes.append(
            say(
                "The column {name} is left out: it has more than {most} different texts.",
                name=label,
                most=MOST_CATEGORIES,
            )
        )
    return columns, notes
