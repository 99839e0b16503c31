"""Samples that are decoded from a file each: kept in memory, or in a mapped file that is filled as they are asked for.

Once all are in the file it is kept, so that the next one who reads the same folder need not decode any.
"""

from __future__ import annotations

import contextlib
import weakref
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from runtime.data.converted import begin, discard, find, keep, key_of
from runtime.data.errors import DataError
from runtime.data.memory import budget
from runtime.data.npy_header import read_header

MOST_IN_MEMORY = 256 << 20
"""Of more bytes a file is better: the window and the training read the same one, and the next training too."""
FILE = "samples.npy"
Array = NDArray[Any]


class DecodedColumn(ABC):
    """A column whose samples are decoded from a file each, all of one shape, as they are asked for and once.

    `settings` are what the samples depend on beside the files.
    """

    classes: tuple[str, ...] = ()
    in_memory = False

    def __init__(
        self, name: str, files: Sequence[Path], settings: Any, shape: tuple[int, ...], dtype: np.dtype[Any]
    ) -> None:
        self.name, self.files, self.shape, self.dtype = name, files, shape, dtype
        self._have = np.zeros(shape[0], np.bool_)
        self._left = shape[0]
        self._folder: Path | None = None
        size = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
        self._kept = self._in_a_file(files, settings, size) if size > min(MOST_IN_MEMORY, budget()) else None
        if self._kept is None and size <= budget():
            self._kept = np.empty(shape, dtype)

    @abstractmethod
    def decode(self, row: int) -> Array:
        """The sample of one file."""

    def __len__(self) -> int:
        return len(self.files)

    def gather(self, rows: NDArray[np.intp], out: Array) -> None:
        for place, row in enumerate(rows.tolist()):
            out[place] = self._sample(row)

    def block(self, start: int, stop: int) -> Array:
        return np.stack([self._sample(row) for row in range(start, stop)])

    def _sample(self, row: int) -> Array:
        if self._kept is None:
            return self.decode(row)
        if not self._have[row]:
            self._kept[row] = self.decode(row)
            self._have[row] = True
            self._left -= 1
            if self._left <= 0:
                self._finish()
        found: Array = self._kept[row]
        return found

    def _in_a_file(self, files: Sequence[Path], settings: Any, size: int) -> Array | None:
        """None where the disk has no room for it: then each is decoded whenever it is asked for."""
        key = key_of(files, settings)
        known = self._made_before(key)
        if known is not None:
            self._have[:], self._left = True, 0
            return known
        try:
            self._folder = begin(key, size, files[0].parent.name)
            made: Array = open_memmap(self._folder / FILE, "w+", self.dtype, self.shape)
        except (DataError, OSError):
            return None
        weakref.finalize(self, _clear, self._folder, self._have)
        return made

    def _made_before(self, key: str) -> Array | None:
        found = find(key)
        if found is None:
            return None
        path = found[1] / FILE
        try:
            with path.open("rb") as file:
                header = read_header(file, FILE, path.stat().st_size)
            if (header.shape, header.dtype) == (self.shape, self.dtype):
                return np.memmap(path, header.dtype, "r", header.offset, header.shape)
        except (DataError, OSError):
            discard(found[1])
        return None

    def _finish(self) -> None:
        """The file is whole, unless two threads took one sample for two."""
        self._left = len(self._have) - int(np.count_nonzero(self._have))
        if not self._left and self._folder is not None and isinstance(self._kept, np.memmap):
            with contextlib.suppress(OSError):
                self._kept.flush()
                keep(self._folder, {})


def _clear(folder: Path, have: NDArray[np.bool_]) -> None:
    """Nobody can go on with a file that isn't whole."""
    if not have.all():
        discard(folder)
