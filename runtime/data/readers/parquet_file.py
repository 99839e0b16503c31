"""Tables of Parquet, Arrow and Feather, read batch by batch by pyarrow; a file's checksums are compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from graph.data.data_sets.parquet_file import ParquetFile
from graph.specs.message import Message, say
from runtime.data.arrow_table import ArrowTable
from runtime.data.converted import key_of
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.memory import budget, need_memory
from runtime.data.progress import tell
from runtime.data.readers.reader import Reader
from runtime.data.set_store import converted, opened
from runtime.data.table_styles import need_columns, reading_of
from runtime.kinds.computes import computes

ROWS_AT_ONCE = 65_536
MOST_STRING, MOST_ENTRIES = 16 << 20, 4_000_000
"""Bytes and entries that one item of a Parquet file's description may have: a hundred thousand columns fit."""


@computes(ParquetFile)
class ParquetReader(Reader):
    def open(self) -> Dataset:
        return open_parquet(self.paths[0], self.spec)


def open_parquet(path: Path, spec: ParquetFile) -> Dataset:
    """One column per column of the table; raises DataError, and nothing else, for any damaged or hostile file."""
    with _arrow_errors(path.name):
        is_parquet = path.open("rb").read(4) == b"PAR1"
        key = key_of([path], (spec.kind, spec.text_columns))
        found = opened(key, path.name)
        if found is not None:
            return found
        schema, batches, size, rows = _parquet(path) if is_parquet else _arrow(path)
        read = partial(_read, path, spec, schema, batches, rows)
        return read(None) if size <= budget() else converted(key, 2 * size, path.name, read)


def _read(
    path: Path, spec: ParquetFile, schema: Any, batches: Iterator[Any], rows: int, folder: Path | None
) -> Dataset:
    texts = reading_of("auto", spec.text_columns, {}).texts
    table = ArrowTable(path.name, schema, texts, partial(_row, path.name), folder)
    need_columns(texts, table.names, path.name)
    done = 0
    for batch in batches:
        table.add(batch)
        done += batch.num_rows
        if folder is not None:
            tell(
                say("{name} is larger than the memory and is converted once", name=path.name),
                done / rows if rows else 0,
            )
    columns, notes = table.finish()
    return Dataset(path.name, columns, say("A table of typed columns"), notes=notes)


def _parquet(path: Path) -> tuple[Any, Iterator[Any], int, int]:
    """The table's columns, its parts, the bytes that it takes and about how many rows it has, 0 if nobody knows."""
    from pyarrow import parquet

    file = parquet.ParquetFile(
        path,
        page_checksum_verification=True,
        thrift_string_size_limit=MOST_STRING,
        thrift_container_size_limit=MOST_ENTRIES,
    )
    about = file.metadata
    groups = [about.row_group(group).total_byte_size for group in range(about.num_row_groups)]
    for size in groups:
        need_memory(path.name, size)
    size = max(4 * about.num_rows * about.num_columns, sum(groups))
    return file.schema_arrow, file.iter_batches(ROWS_AT_ONCE), size, about.num_rows


def _arrow(path: Path) -> tuple[Any, Iterator[Any], int, int]:
    import pyarrow as pa

    source = pa.memory_map(str(path), "r") if path.stat().st_size else pa.BufferReader(b"")
    if source.size() >= 8 and source.read(6) == b"ARROW1":
        file = pa.ipc.open_file(source)
        count = file.num_record_batches
        rows = count * file.get_batch(0).num_rows if count else 0
        return file.schema, (file.get_batch(i) for i in range(count)), source.size(), rows
    source.seek(0)
    stream = pa.ipc.open_stream(source)
    return stream.schema, iter(stream), source.size(), 0


def _row(name: str, row: int) -> Message:
    return say("{name}, row {row}", name=name, row=row)


@contextmanager
def _arrow_errors(name: str) -> Iterator[None]:
    from pyarrow import ArrowException

    try:
        yield
    except DataError:
        raise
    except MemoryError:
        raise bad("{name} needs more memory than there is, or is damaged.", name=name) from None
    except (ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, TypeError) as error:
        reason = " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
        raise bad(
            "{name} is damaged, or no table of Parquet or Arrow: {reason}. Copy or save it again.",
            name=name,
            reason=reason,
        ) from None
