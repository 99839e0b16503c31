"""How the columns of a table write their numbers, found from the first rows of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.specs.message import Message, say
from runtime.data.errors import DataError, bad
from runtime.data.number_style import (
    NumberStyle,
    certain_decimal,
    chosen,
    first_code,
    is_missing,
    nearly,
    possible,
)

SAMPLED = 1000
"""Rows that tell what the columns are."""
MARKS = {"auto": "", "point": ".", "comma": ","}
Place = Callable[[int], Message]
"""Where a row stands, as the beginning of a sentence: `table.csv, line 7`."""


@dataclass(frozen=True)
class Reading:
    """What is asked of the reading: the decimal mark ("" to find it), columns that are categories in any case, and how
    those of the data trained on wrote their numbers (None: texts)."""

    decimal: str = ""
    texts: frozenset[str] = frozenset()
    known: Mapping[str, NumberStyle | None] = field(default_factory=lambda: MappingProxyType({}))


def reading_of(decimal: str, text_columns: str, known: Mapping[str, NumberStyle | None]) -> Reading:
    """The reading that a spec's parameters ask for."""
    texts = frozenset(part.strip() for part in text_columns.split(",") if part.strip())
    return Reading(MARKS[decimal], texts, known)


def need_columns(texts: frozenset[str], names: Sequence[str], name: str) -> None:
    """Raise DataError where a column that is said to hold texts isn't there."""
    for label in sorted(texts - set(names)):
        raise bad("{name} has no column {label!r}, which is listed under text columns.", name=name, label=label[:60])


def choose_styles(
    columns: Mapping[str, Sequence[tuple[int, str]]], reading: Reading, place: Place
) -> tuple[dict[str, NumberStyle | None], tuple[Message, ...]]:
    """A style for each column of (row, cell), None for texts, and what was assumed; raises DataError for a column that
    nearly is numbers: a stray cell must not make it categories."""
    given = reading.known
    found = {
        label: () if label in reading.texts or label in given else _styles(label, cells, reading.decimal, place)
        for label, cells in columns.items()
    }
    marks = [certain_decimal(styles, (c for _, c in columns[label])) for label, styles in found.items() if styles]
    table_decimal = "," if "," in marks and "." not in marks else "." if "." in marks else ""
    styles = {
        label: None
        if label in reading.texts
        else given[label]
        if label in given
        else chosen(found[label], table_decimal)
        if found[label]
        else None
        for label in columns
    }
    notes: list[Message | None] = []
    for label, style in styles.items():
        cells = [cell for _, cell in columns[label]]
        if style is not None:
            notes.append(_assumed(label, style, cells))
        elif not reading.decimal and label not in reading.texts and label not in given:
            notes.append(_code(label, cells))
    return styles, tuple(note for note in notes if note is not None)


def not_a_number(place: Message, column: str, cell: str) -> DataError:
    return bad(
        "{place}: column {column!r} holds numbers but here stands {cell!r}. Mend the cell, or list the column under "
        "text columns.",
        place=place,
        column=column,
        cell=cell[:60],
    )


def too_large(place: Message, column: str, cell: str) -> DataError:
    return bad(
        "{place}: {cell!r} in column {column!r} is larger than any number that can be computed with.",
        place=place,
        cell=cell[:60],
        column=column,
    )


def unique_names(header: Sequence[str], place: Message) -> tuple[str, ...]:
    """The names of the columns, those without one counted; raises DataError where two are the same."""
    names = tuple(cell.strip() or f"column_{i + 1}" for i, cell in enumerate(header))
    seen: set[str] = set()
    for label in names:
        if label in seen:
            raise bad("{place}: two columns are called {label!r}. Rename one.", place=place, label=label[:60])
        seen.add(label)
    return names


def numbered_names(header: Sequence[str], place: Message) -> tuple[tuple[str, ...], list[Message]]:
    """The names of the columns, those without one counted, those that come again numbered; and what is said of it."""
    names = [cell.strip() or f"column_{i + 1}" for i, cell in enumerate(header)]
    taken, found = set(names), dict[str, None]()
    again: list[tuple[str, str]] = []
    for name in names:
        label, number = name, 1
        while label in found or (number > 1 and label in taken):
            number += 1
            label = f"{name}_{number}"
        found[label] = None
        if label != name:
            again.append((name, label))
    if not again:
        return tuple(found), []
    name, label = again[0]
    return tuple(found), [
        say(
            "{place}: {count} columns have the name of another; a second {name} is called {label} here.",
            place=place,
            count=len(again),
            name=name[:60],
            label=label[:60],
        )
    ]


def _styles(label: str, cells: Sequence[tuple[int, str]], mark: str, place: Place) -> tuple[NumberStyle, ...]:
    """How a column may write its numbers, nothing where it holds texts."""
    texts = [cell for _, cell in cells]
    if all(is_missing(cell) for cell in texts) or (not mark and first_code(texts)):
        return ()
    if styles := possible(texts, mark):
        return styles
    if (near := nearly(texts, mark)) is not None:
        row, cell = cells[near[1][0]]
        raise not_a_number(place(row), label, cell)
    return ()


def _code(label: str, cells: Sequence[str]) -> Message | None:
    """What is said of a column of digits that are read as names."""
    cell = first_code(cells)
    if cell is None:
        return None
    return say(
        "Column {column}: {cell!r} begins with a nought, so these digits are names, as those of postcodes are. If they "
        "are numbers, set the decimal mark to point.",
        column=label,
        cell=cell[:60],
    )


def _assumed(label: str, style: NumberStyle, cells: Sequence[str]) -> Message | None:
    """What was assumed of a column whose numbers aren't written plainly, with one of them as it is read."""
    if style.is_plain:
        return None
    plain = NumberStyle()
    shown = next((c for c in cells if (n := style.number(c)) is not None and n == n and plain.number(c) != n), None)
    if shown is None:
        return None
    return say(
        "Column {column}: {cell!r} is read as {number}. If that is wrong, set the decimal mark, or list the column "
        "under text columns.",
        column=label,
        cell=shown[:60],
        number=f"{style.number(shown):.15g}",
    )
