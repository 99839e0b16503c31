"""Records of JSON, one a line or in a list; every complaint names its line, or the record's number in a list."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from graph.data.data_sets.json_lines import JsonLines
from graph.specs.message import Message, say
from runtime.data.cell_table import CellTable
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.json_columns import rows_of, whole_object
from runtime.data.letters import letters_without_mark
from runtime.data.memory import need_memory
from runtime.data.number_style import NumberStyle
from runtime.data.readers.reader import Reader
from runtime.data.table_styles import SAMPLED, need_columns, reading_of
from runtime.kinds.computes import computes

RECORDS_AT_ONCE = 20_000
LONGEST_LINE = 64 << 20
MOST_COLUMNS = 100_000
LIST_BYTES = 10
"""Bytes that a character of a list of records may take once it is read."""

Record = tuple[int, dict[str, Any]]


@computes(JsonLines)
class JsonReader(Reader):
    def open(self) -> Dataset:
        return open_json(self.paths[0], self.spec, {} if self.like is None else self.like.styles)


def open_json(path: Path, spec: JsonLines, known: Mapping[str, NumberStyle | None]) -> Dataset:
    """One column per entry of the records; raises DataError with the line of whatever is wrong."""
    try:
        return _read(path, spec, known)
    except UnicodeError:
        raise bad("{name} is no text in UTF-8. Save it as such.", name=path.name) from None


def _read(path: Path, spec: JsonLines, known: Mapping[str, NumberStyle | None]) -> Dataset:
    is_list, found, told = _records(path, known)
    place = partial(_place, path.name, "record" if is_list else "line")
    records = ((number, _flat(record, place(number))) for number, record in found)
    data = list(islice(records, SAMPLED))
    if not data:
        raise bad("{name} is empty. Expected one record per sample.", name=path.name)
    names, left_out = _names(data)
    reading = reading_of(spec.decimal, spec.text_columns, known)
    need_columns(reading.texts, list(names), path.name)
    table = CellTable(_columns(data, names), [number for number, _ in data], reading, place)
    late: dict[str, int] = {}
    while data:
        for number, record in data:
            if len(late) < MOST_COLUMNS:
                late.update((key, number) for key in record.keys() - names.keys() if key not in late)
        table.add(_columns(data, names), [number for number, _ in data])
        data = list(islice(records, RECORDS_AT_ONCE))
    columns, notes = table.finish()
    notes = [*told, *notes]
    notes += [
        say("The column {name} is left out: it holds lists of other things than numbers.", name=name)
        for name in left_out
    ]
    if missed := {key: number for key, number in late.items() if key not in left_out}:
        key = next(iter(missed))
        notes.append(
            say(
                "Left out, for the first {count} records have none: {names} (first at {place}).",
                count=SAMPLED,
                names=", ".join(list(missed)[:12]),
                place=place(missed[key]),
            )
        )
    return Dataset(path.name, columns, say("Records of JSON"), notes=notes, styles=table.styles)


def _records(path: Path, known: Container[str]) -> tuple[bool, Iterator[tuple[int, Any]], list[Message]]:
    """Whether they are in a list, the records with their numbers as they are asked for, and what is said of them."""
    with path.open(encoding=letters_without_mark(path, "utf-8")) as file:
        begin = file.read(4096).lstrip()[:1]
    if begin == "[":
        return True, _listed(path), []
    whole = whole_object(path, letters_without_mark(path, "utf-8"), LONGEST_LINE)
    if whole is None:
        return False, _lines(path), []
    rows = rows_of(whole, known)
    if rows is None:
        return True, enumerate([whole], 1), []
    return True, enumerate(rows, 1), [say("The entries are columns, with {count} rows each.", count=len(rows))]


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    number = 0
    with path.open(encoding=letters_without_mark(path, "utf-8"), newline="\n") as file:
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise bad("{name}, line {line}: the line never ends.", name=path.name, line=number)
            if not line.isspace():
                yield number, _decoded(line, path.name, number)


def _listed(path: Path) -> Iterator[tuple[int, Any]]:
    need_memory(path.name, LIST_BYTES * path.stat().st_size)
    found = _decoded(path.read_text(encoding=letters_without_mark(path, "utf-8")), path.name, 0)
    yield from enumerate(found, 1)


def _decoded(text: str, name: str, line: int) -> Any:
    """What a text of JSON means; `line` is that of the text, 0 for one of several lines."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = say("{reason} at character {column}", reason=error.msg, column=error.colno)
        line = line or error.lineno
    except RecursionError:
        reason = say("its lists lie too deep in each other")
    except ValueError:
        reason = say("a number has too many digits")
    raise bad("{name}, line {line}: this is no JSON ({reason}).", name=name, line=max(line, 1), reason=reason)


def _flat(record: Any, place: Message) -> dict[str, Any]:
    """The entries of a record, those of one inside as `outer.inner`; raises DataError."""
    if not isinstance(record, dict):
        raise bad(
            '{place}: expected a record such as {{"x": 1, "y": 2}}. Received: {given!r:.60}.', place=place, given=record
        )
    if not any(isinstance(value, dict) for value in record.values()):
        return record
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if not isinstance(value, dict):
            flat[key] = value
            continue
        for inner, part in _flat(value, place).items():
            flat[f"{key}.{inner}"] = part
    return flat


def _names(data: list[Record]) -> tuple[dict[str, None], set[str]]:
    """The columns in order of appearance, and those that hold what can't be learnt from."""
    names: dict[str, None] = {}
    odd: set[str] = set()
    for _, record in data:
        for key, value in record.items():
            names.setdefault(key)
            if isinstance(value, list) and not _of_numbers(value):
                odd.add(key)
    if len(names) > MOST_COLUMNS:
        raise _too_many()
    return {name: None for name in names if name not in odd}, odd


def _too_many() -> DataError:
    return bad("The records have more than {most} different entries. Is this a table?", most=MOST_COLUMNS)


def _of_numbers(value: Any) -> bool:
    """Whether a list has numbers alone, or lists of such; looked at by its first entry."""
    return not value or isinstance(value[0], (int, float)) or (isinstance(value[0], list) and _of_numbers(value[0]))


def _columns(data: list[Record], names: Mapping[str, None]) -> dict[str, list[Any]]:
    return {name: [record.get(name) for _, record in data] for name in names}


def _place(name: str, what: str, number: int) -> Message:
    return (
        say("{name}, line {line}", name=name, line=number)
        if what == "line"
        else say("{name}, record {number}", name=name, number=number)
    )
