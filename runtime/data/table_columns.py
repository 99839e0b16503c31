"""The columns of a table that was read as numbers and categories side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from graph.specs.message import Message, say
from runtime.data.categories import MOST_CATEGORIES, Categories
from runtime.data.column import ArrayColumn
from runtime.data.number_table import natural


def finished(
    names: Sequence[str], table: NDArray[Any], categories: Mapping[int, Categories], flags: Collection[int] = ()
) -> tuple[list[ArrayColumn], list[Message]]:
    """A column for each of the table (rows, columns), and what is said of those that can't be one.

    `categories` have what the numbers of some columns stand for; `flags` are those of yes and no.
    """
    columns: list[ArrayColumn] = []
    notes: list[Message] = []
    for i, label in enumerate(names):
        if i not in categories:
            values = natural(table[:, i])
            columns.append(
                ArrayColumn(label, values.astype(bool) if i in flags and values.dtype.kind in "iu" else values)
            )
        elif categories[i].is_full:
            notes.append(
                say(
                    "The column {name} is left out: it has more than {most} different texts.",
                    name=label,
                    most=MOST_CATEGORIES,
                )
            )
        else:
            columns.append(categories[i].column(label, table[:, i]))
    return columns, notes
