"""A column whose samples are lists of numbers, read piece by piece."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn
from runtime.data.errors import bad
from runtime.data.memory import need_memory


class ListColumn:
    """Arrays (rows, …) one behind another. Lists of unequal length are filled up with noughts, which a note says.

    With a `file`, which begins the names of files, they lie there instead of in memory.
    """

    def __init__(self, name: str, file: Path | None = None) -> None:
        self.name, self._file = name, file
        self._parts: list[NDArray[Any]] = []
        self._is_ragged = False

    def add(self, part: NDArray[Any], is_ragged: bool = False) -> None:
        """Append samples; `is_ragged` says that shorter lists among them were filled up."""
        self._is_ragged |= is_ragged
        if self._file is not None and part.size:
            place = self._file.with_name(f"{self._file.name}-{len(self._parts)}.part")
            with place.open("wb") as file:
                np.save(file, part)
            part = np.load(place, mmap_mode="r", allow_pickle=False)
        self._parts.append(part)

    def finish(self) -> tuple[ArrayColumn, list[Message]]:
        """The column, and what is to be said of it; raises DataError where the lists have no common form."""
        shapes = {part.shape[1:] for part in self._parts if len(part)}
        longest = max((shape[0] for shape in shapes if shape), default=0)
        if len({shape[1:] for shape in shapes}) > 1 or (len(shapes) > 1 and any(len(shape) != 1 for shape in shapes)):
            raise bad(
                "Column {column!r} holds lists of several forms, such as {one} and {other}. Samples need one form.",
                column=self.name,
                one=str(min(shapes)),
                other=str(max(shapes)),
            )
        rows, kind = sum(map(len, self._parts)), np.result_type(*(part.dtype for part in self._parts))
        rest = next(iter(shapes), (0,))[1:]
        whole = self._room((rows, longest, *rest), kind)
        self._fill(whole)
        if self._file is not None:
            for place in self._file.parent.glob(f"{self._file.name}-*.part"):
                place.unlink()
        notes = []
        if self._is_ragged or len(shapes) > 1:
            notes.append(
                say(
                    "Column {column}: shorter lists are filled up with 0 behind, to {length} numbers.",
                    column=self.name,
                    length=longest,
                )
            )
        return ArrayColumn(self.name, whole, in_memory=self._file is None), notes

    def _fill(self, whole: NDArray[Any]) -> None:
        """Write the parts one behind another; none is held any more, so that their files can go."""
        at = 0
        for part in self._parts:
            whole[at : at + len(part), : part.shape[1]] = part
            at += len(part)
        self._parts.clear()

    def _room(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
        if self._file is not None:
            return np.asanyarray(open_memmap(self._file.with_name(f"{self._file.name}.npy"), "w+", kind, shape))
        need_memory(self.name, int(np.prod(shape, dtype=np.float64)) * kind.itemsize)
        return np.zeros(shape, kind)


def small(values: NDArray[Any]) -> NDArray[Any]:
    """Numbers as samples have them: bytes as they are, whole ones as int32 where they fit, others as float32."""
    if values.dtype.kind == "f":
        return values.astype(np.float32, copy=False)
    if values.dtype.kind != "b" and values.dtype != np.uint8:
        fits = not values.size or (values.min() >= -(2**31) and values.max() < 2**31)
        return values.astype(np.int32 if fits else np.int64)
    return values


def padded(values: NDArray[Any], lengths: NDArray[np.int64]) -> NDArray[Any]:
    """Lists that lie one behind another as rows of the longest one's length, noughts behind."""
    found = np.zeros((len(lengths), int(lengths.max(initial=0))), values.dtype)
    found[np.arange(found.shape[1]) < lengths[:, None]] = values
    return found
