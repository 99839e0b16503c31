"""Looks through a workbook before a library opens it: what it would take unpacked, and how far its cells reach.

What reads workbooks makes a full rectangle of cells: two cells in opposite corners of an empty sheet, or one that is
repeated a million times, would fill the memory from a file of a few bytes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from graph.storage.safe_zip import SafeZip, ZipError
from runtime.data.errors import DataError, bad
from runtime.data.memory import need_memory

MOST_MEMBERS = 10_000
PIECE = 1 << 20
FREE_AREA, SPARSE = 2_000_000, 20
"""A rectangle of so many cells is always allowed; a larger one only if every twentieth has something in it."""
CELL_BYTES = 100
LONGEST_TAG = 4096
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]{0,200}?\br\s*=\s*[\"']\s*([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]{0,200}(?<!/)>")
_NO_VALUE = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_ODS = re.compile(rb"<table:(?:table-row|table-cell|covered-table-cell|table)\b[^>]{0,4000}>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]{1,9})[\"']")


@dataclass
class Extent:
    """How far the cells of a sheet reach, how many there are, and how many are formulas without a stored value."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    _row: int = 0
    _column: int = 0
    _times: int = 1
    _names: set[bytes] = field(default_factory=set)

    def xlsx(self, piece: bytes) -> None:
        found = _CELL.findall(piece)
        self.formulas += len(_NO_VALUE.findall(piece))
        if not found:
            return
        self.cells += len(found)
        self.rows = max(self.rows, max(map(int, {row for _, row in found})))
        for name in {name.upper() for name, _ in found} - self._names:
            self._names.add(name)
            self.columns = max(self.columns, _number(name))

    def ods(self, piece: bytes) -> None:
        for tag in _ODS.findall(piece):
            times = _REPEATED.search(tag)
            count = int(times[1]) if times else 1
            if tag.startswith((b"<table:table-cell", b"<table:covered")):
                self._column += count
                if not tag.endswith(b"/>") or b"value" in tag:
                    self.cells += 1
                    self.rows = max(self.rows, self._row)
                    self.columns = max(self.columns, self._column)
            elif tag.startswith(b"<table:table-row"):
                self._row, self._column = self._row + count, 0
            else:
                self._row = 0


def check_workbook(path: Path) -> int:
    """How many formulas have no stored value; raises DataError for a workbook that is damaged or makes no sense."""
    try:
        with path.open("rb") as file:
            archive = SafeZip(file, MOST_MEMBERS)
            need_memory(path.name, sum(member.file_size for member in archive.members.values()))
            return sum(_check(archive, file, name, path.name) for name in archive.members if not name.endswith("/"))
    except ZipError as error:
        raise bad(
            "{path} is damaged or no workbook: {reason}. Copy or save it again.", path=path.name, reason=error.message
        ) from None


def _check(archive: SafeZip, file: BinaryIO, name: str, workbook: str) -> int:
    extent = Extent()
    is_sheet = name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml")
    rest = b""
    for piece in _unpacked(archive, file, name):
        if not is_sheet and name != "content.xml":
            continue
        # A tag that a piece cuts is seen whole with the next one.
        cut = piece.rfind(b"<")
        whole, rest = rest + piece[:cut], piece[cut:] if cut >= 0 else rest + piece
        if len(rest) > PIECE:
            rest = rest[-LONGEST_TAG:]
        extent.xlsx(whole) if is_sheet else extent.ods(whole)
    area = extent.rows * extent.columns
    if area > max(FREE_AREA, SPARSE * extent.cells):
        raise bad(
            "{path}: {cells} cells are spread over {rows} rows and {columns} columns, which would fill the memory with "
            "empty cells. Copy the table into a new sheet.",
            path=workbook,
            cells=extent.cells,
            rows=extent.rows,
            columns=extent.columns,
        )
    need_memory(workbook, area * CELL_BYTES)
    return extent.formulas


def _unpacked(archive: SafeZip, file: BinaryIO, name: str) -> Iterator[bytes]:
    """A member's bytes, to the end of what is packed: a library that goes on there must find no more than we did."""
    member = archive.members[name]
    at, left, total = archive.offset(name), member.compress_size, 0
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    crc = 0
    while left > 0:
        file.seek(at)
        packed = file.read(min(PIECE, left))
        if not packed:
            break
        at, left = at + len(packed), left - len(packed)
        while packed:
            try:
                piece = packed if inflate is None else inflate.decompress(packed, PIECE)
            except zlib.error:
                raise _damaged(name) from None
            packed = b"" if inflate is None else inflate.unconsumed_tail
            total += len(piece)
            crc = zlib.crc32(piece, crc)
            if total > member.file_size:
                raise _damaged(name)
            yield piece
    if total != member.file_size or crc != member.CRC:
        raise _damaged(name)


def _damaged(name: str) -> DataError:
    return bad("The workbook is damaged in its part {name:.60}. Copy or save it again.", name=name)


def _number(letters: bytes) -> int:
    """A column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
