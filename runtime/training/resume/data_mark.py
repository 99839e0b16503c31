"""Whether data is still what a training began with."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np

from runtime.data.column import Column
from runtime.training.batches import Batches

LOOKED_AT = 32
"""Rows of each column, spread over all of them."""


def data_mark(*parts: Batches | None) -> int:
    """A number that is another one where shapes, or any of some rows, are others."""
    mark = 0
    for part in parts:
        for column in () if part is None else _columns(part):
            rows = np.unique(np.linspace(0, len(column) - 1, LOOKED_AT).astype(np.intp))
            seen = np.empty((len(rows), *column.shape[1:]), column.dtype)
            column.gather(rows, seen)
            mark = zlib.crc32(seen.tobytes(), zlib.crc32(repr(tuple(column.shape)).encode(), mark))
    return mark


def _columns(part: Batches) -> Iterable[Column]:
    yield from part.x
    yield from (target.source for target in part.targets if target is not None)
