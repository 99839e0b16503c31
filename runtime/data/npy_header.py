"""The header of NumPy's `.npy` format, read by ourselves: plain numbers in row order only, sizes checked first.

Format: numpy.lib.format, versions 1.0 to 3.0: magic, version, header length, then a Python literal of three keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import Any, Protocol

import numpy as np

from runtime.data.errors import bad

MAGIC = b"\x93NUMPY"
LONGEST_HEADER = 4096
KINDS = {"b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8)}

_VALUES = {
    "descr": r"'([<>|=]?)([A-Za-z])(\d{1,4})(?:\[[^']*\])?'",
    "fortran_order": r"(True|False)",
    "shape": r"\(((?:\s*\d+L?\s*,)*(?:\s*\d+L?\s*)?)\)",
}
_PAIRS = {key: re.compile(rf" ?'{key}' ?: ?{value} ?") for key, value in _VALUES.items()}
_BLANKS = re.compile(r"\s+")


class Readable(Protocol):
    """A file, or a member of an archive."""

    def read(self, count: int, /) -> bytes: ...


@dataclass(frozen=True)
class ArrayHeader:
    """Shape and dtype of a stored array; its bytes start at `offset`."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    offset: int

    @property
    def size(self) -> int:
        """Bytes of the numbers."""
        return prod(self.shape) * self.dtype.itemsize


def read_header(file: Readable, where: str, total: int) -> ArrayHeader:
    """Parse the header at the start of `file`, whose length is `total` bytes; raises DataError naming `where`."""
    start = file.read(8)
    if len(start) < 8 or not start.startswith(MAGIC):
        raise bad(
            "{where} is not a NumPy array: it should begin with the letters NUMPY. Save it by numpy.save.", where=where
        )
    if start[6] not in (1, 2, 3) or start[7] != 0:
        raise bad(
            "{where} has version {major}.{minor} of NumPy's format; 1.0, 2.0 and 3.0 can be read.",
            where=where,
            major=start[6],
            minor=start[7],
        )
    width = 2 if start[6] == 1 else 4
    length = int.from_bytes(file.read(width), "little")
    if length > LONGEST_HEADER:
        raise bad(
            "{where} has a header of {length} bytes, far more than an array of plain numbers needs.",
            where=where,
            length=length,
        )
    text = file.read(length)
    if len(text) < length:
        raise bad("{where} ends inside its header. Copy or save it again.", where=where)
    shape, dtype = _parse(text.decode("latin-1"), where)
    header = ArrayHeader(shape, dtype, 8 + width + length)
    if header.size != total - header.offset:
        raise bad(
            "{where} should hold {expected} bytes for shape {shape} of {dtype}, but holds {received}. It is damaged; "
            "copy or save it again.",
            where=where,
            expected=header.size,
            shape=str(shape)[:80],
            dtype=str(dtype),
            received=max(0, total - header.offset),
        )
    return header


def _parse(text: str, where: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    found = _entries(text)
    if found.keys() != _VALUES.keys():
        raise bad(
            "{where} does not hold an array of plain numbers. Objects, texts and structures can't be read; convert "
            "to float32 or int64 and save again.",
            where=where,
        )
    order, kind, size = found["descr"]
    if int(size) not in KINDS.get(kind, ()) or (order == "|") != (int(size) == 1):
        raise bad(
            "{where} holds numbers of type {kind}{size}; booleans, whole numbers and floats of 1 to 8 bytes can be "
            "read. Convert by astype('float32') and save again.",
            where=where,
            kind=kind,
            size=size,
        )
    if found["fortran_order"] == ("True",):
        raise bad(
            "{where} is stored column by column (Fortran order), so that samples aren't side by side. Save "
            "numpy.ascontiguousarray(array) instead.",
            where=where,
        )
    sizes = [part.strip().rstrip("L") for part in found["shape"][0].split(",") if part.strip()]
    if len(sizes) > 32 or any(len(part) > 18 for part in sizes):
        raise bad("{where} has an impossible shape.", where=where)
    if not sizes:
        raise bad("{where} is a single number. An array with one row per sample is needed.", where=where)
    return tuple(int(part) for part in sizes), np.dtype(f"{order}{kind}{size}")


def _entries(text: str) -> dict[str, tuple[str, ...]]:
    """The parts of each value by its key, nothing where the text is no such literal or a key comes twice.

    Pair by pair from left to right: one pattern for all of it would try every way to divide it.
    """
    text = _BLANKS.sub(" ", text).strip()
    if not text.startswith("{") or not text.endswith("}"):
        return {}
    at, found = 1, dict[str, tuple[str, ...]]()
    while pair := next(((key, match) for key, form in _PAIRS.items() if (match := form.match(text, at))), None):
        key, match = pair
        if key in found:
            return {}
        found[key], at = match.groups(), match.end()
        if not text.startswith(",", at):
            break
        at += 1
    return found if text[at:].strip() == "}" else {}
