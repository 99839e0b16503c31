"""A JSON file that is one object with a column for each entry, as pandas writes a table unless told otherwise."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path
from typing import Any

from runtime.data.memory import need_memory

BYTES = 10
"""That a character may take once it is read."""


def whole_object(path: Path, encoding: str, longest: int) -> dict[str, Any] | None:
    """The object that a file is, on however many lines; None for one of several records, and for what is no JSON."""
    with path.open(encoding=encoding) as file:
        first = file.readline(longest)
        is_one_line = all(line.isspace() for line in iter(lambda: file.readline(longest), ""))
    if len(first) >= longest or (not is_one_line and _decoded(first) is not None):
        return None
    need_memory(path.name, BYTES * path.stat().st_size)
    found = _decoded(first if is_one_line else path.read_text(encoding=encoding))
    return found if isinstance(found, dict) else None


def rows_of(found: dict[str, Any], known: Container[str]) -> list[dict[str, Any]] | None:
    """The rows of a table by columns, `{"x": {"0": 1, "1": 2}, "y": {"0": 3, "1": 4}}`, None for what is none.

    Entries that are `known` as `outer.inner` are those of a record.
    """
    columns = list(found.values())
    if not columns or not all(isinstance(column, dict) for column in columns):
        return None
    rows = list(columns[0])
    if len(rows) < 2 or any(column.keys() != columns[0].keys() for column in columns):
        return None
    if any(isinstance(value, dict) for value in columns[0].values()) or f"{next(iter(found))}.{rows[0]}" in known:
        return None
    return [{name: column[row] for name, column in found.items()} for row in rows]


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
