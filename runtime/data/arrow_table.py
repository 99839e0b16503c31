"""A table of Arrow's typed columns as columns of a data set."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import Message, say
from runtime.data.categories import Categories
from runtime.data.column import ArrayColumn
from runtime.data.errors import bad
from runtime.data.list_column import ListColumn, padded, small
from runtime.data.number_table import GrowingTable, NumberTable
from runtime.data.plain_csv import LARGEST
from runtime.data.table_columns import finished
from runtime.data.table_file import TableFile
from runtime.data.table_styles import too_large, unique_names

NUMBER, FLAG, TEXT, LIST = "number", "flag", "text", "list"


class ArrowTable:
    """Record batches of one schema, one behind another; with a folder their numbers lie in files there."""

    def __init__(
        self,
        name: str,
        schema: Any,
        texts: Collection[str],
        place: Callable[[int], Message],
        folder: Path | None = None,
    ) -> None:
        self.name, self._place, self._rows = name, place, 0
        fields = _flat(schema)
        kinds = {field.name: TEXT if field.name in texts else _kind(field.type) for field in fields}
        unique_names([field.name for field in fields], say("{name}", name=name))
        self.names = [field.name for field in fields]
        self._left_out = {field.name: str(field.type) for field in fields if not kinds[field.name]}
        files = {label: None if folder is None else folder / f"list{i}" for i, label in enumerate(self.names)}
        self._lists = {label: ListColumn(label, files[label]) for label in self.names if kinds[label] == LIST}
        self._plain = [label for label in self.names if kinds[label] in (NUMBER, FLAG, TEXT)]
        self._categories = {i: Categories() for i, label in enumerate(self._plain) if kinds[label] == TEXT}
        self._flags = {i for i, label in enumerate(self._plain) if kinds[label] == FLAG}
        width = len(self._plain)
        self._table: GrowingTable = NumberTable(width) if folder is None else TableFile(width, folder)

    def add(self, batch: Any) -> None:
        """Append a record batch; raises DataError, or what pyarrow raises for damaged contents."""
        import pyarrow as pa

        batch.validate(full=True)
        table = pa.Table.from_batches([batch])
        while any(pa.types.is_struct(field.type) for field in table.schema):
            table = table.flatten()
        block = np.empty((table.num_rows, len(self._plain)))
        for i, label in enumerate(self._plain):
            column = table.column(label).combine_chunks()
            column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
            block[:, i] = self._codes(i, column) if i in self._categories else self._numbers(label, column)
        for label, lists in self._lists.items():
            lists.add(*self._arrays(label, pa.concat_arrays(table.column(label).chunks)))
        self._table.add(block)
        self._rows += table.num_rows

    def finish(self) -> tuple[list[ArrayColumn], list[Message]]:
        """The columns in the table's order, and what is said of those that can't be one."""
        found, notes = finished(self._plain, self._table, self._categories, self._flags)
        columns = {column.name: column for column in found}
        for label, lists in self._lists.items():
            columns[label], more = lists.finish()
            notes += more
        notes += [
            say("The column {name} is left out: it holds values of the type {type}.", name=label, type=kind)
            for label, kind in self._left_out.items()
        ]
        return [columns[label] for label in self.names if label in columns], notes

    def _numbers(self, label: str, column: Any) -> NDArray[np.float64]:
        """Numbers, NaN for a missing one."""
        import pyarrow as pa

        if pa.types.is_null(column.type):
            return np.full(len(column), np.nan)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_duration(column.type):
            column = column.cast(pa.duration("us"), safe=False).cast(pa.int64())
            return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)) / 1e6
        if pa.types.is_boolean(column.type):
            column = column.cast(pa.uint8())
        found = np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)
        with np.errstate(invalid="ignore"):
            large = np.flatnonzero((np.abs(found) > LARGEST) & np.isfinite(found))
        if large.size:
            raise too_large(self._place(self._rows + int(large[0])), label, f"{found[large[0]]:g}")
        return found

    def _codes(self, i: int, column: Any) -> NDArray[np.int64]:
        import pyarrow as pa

        coded = _texts(column).dictionary_encode()
        known = [text and text.removesuffix(" 00:00:00") for text in coded.dictionary.to_pylist()]
        codes = np.append(self._categories[i].codes(known), -1)
        places = coded.indices.cast(pa.int64()).fill_null(len(codes) - 1)
        return np.asarray(codes[places.to_numpy(zero_copy_only=False)])

    def _arrays(self, label: str, column: Any) -> tuple[NDArray[Any], bool]:
        """Lists as an array (rows, …), and whether shorter ones were filled up."""
        import pyarrow as pa
        from pyarrow import compute

        if column.null_count:
            row = self._rows + int(np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False))[0])
            raise bad("{place}: column {column!r} has no list here.", place=self._place(row), column=label)
        lengths = np.asarray(compute.list_value_length(column).to_numpy(zero_copy_only=False), np.int64)
        inner = column.flatten()
        is_even = not lengths.size or int(lengths.min()) == int(lengths.max())
        if _is_list(inner.type):
            values, is_ragged = self._arrays(label, inner)
            if not is_even or is_ragged:
                raise bad("{name}: column {column!r} holds lists of unequal lists.", name=self.name, column=label)
        elif pa.types.is_boolean(inner.type):
            values = inner.cast(pa.uint8()).to_numpy(zero_copy_only=False)
        else:
            values = small(inner.to_numpy(zero_copy_only=False))
        if not is_even:
            return padded(values, lengths), True
        width = int(lengths[0]) if lengths.size else 0
        return values.reshape(len(lengths), width, *values.shape[1:]), False


def _flat(schema: Any) -> list[Any]:
    """The fields, those of a structure named `structure.field`."""
    import pyarrow as pa

    fields = list(schema)
    while any(pa.types.is_struct(field.type) for field in fields):
        fields = [part for field in fields for part in (field.flatten() if pa.types.is_struct(field.type) else [field])]
    return fields


def _is_list(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _kind(kind: Any) -> str:
    """What a column of an Arrow type becomes, "" for nothing."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return _kind(kind.value_type)
    if types.is_boolean(kind):
        return FLAG
    is_number = types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)
    if is_number or types.is_null(kind) or types.is_duration(kind):
        return NUMBER
    is_text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    if is_text or types.is_date(kind) or types.is_timestamp(kind) or types.is_time(kind):
        return TEXT
    if _is_list(kind):
        inner = kind.value_type
        return LIST if _kind(inner) in (LIST, NUMBER, FLAG) and not types.is_null(inner) else ""
    return ""


def _texts(column: Any) -> Any:
    """The texts of a column of any kind: moments as 2024-01-31 12:30:00, in UTC."""
    import pyarrow as pa
    from pyarrow import compute, types

    kind = column.type
    if types.is_dictionary(kind):
        return _texts(column.dictionary_decode())
    if types.is_timestamp(kind):
        return compute.strftime(column.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S")
    if types.is_boolean(kind):
        return compute.if_else(column, "True", "False")
    if types.is_floating(kind) or types.is_decimal(kind):
        numbers = column.cast(pa.float64(), safe=False).to_pylist()
        texts = [None if n is None else str(int(n)) if n == n and n == n // 1 else str(n) for n in numbers]
        return pa.array(texts, pa.string())
    return column.cast(pa.string())
