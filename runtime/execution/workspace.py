"""One piece of memory that all ops of a plan work in, one after another: it stays in the cache, and is there once."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from runtime.ops.op import Array, Scratch
from runtime.weights.weights import ALIGNMENT, aligned_zeros

FIRST = 1 << 20
"""Numbers to begin with. What is never touched takes no memory."""


class Workspace:
    """`Workspace(dtype)` gives the same memory each time, to whoever has it to itself while it runs."""

    def __init__(self, dtype: np.dtype[np.generic]) -> None:
        self._block = aligned_zeros(FIRST, dtype)
        self._most = 0

    def begin(self) -> Scratch:
        """Pieces that don't overlap, from the beginning of the memory on."""
        return _Pieces(self)

    @property
    def untouched(self) -> int:
        """Bytes that nobody has asked for yet, and that take no memory therefore."""
        return int(self._block.nbytes - self._most * self._block.itemsize)

    def block(self, size: int) -> Array:
        """Memory for at least so many numbers. What was given before stays, apart from a larger one."""
        self._most = max(self._most, size)
        if size > self._block.size:
            self._block = aligned_zeros(max(size, 2 * self._block.size), self._block.dtype)
        return self._block


class _Pieces:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._block, self._end = workspace, workspace.block(0), 0

    def __call__(self, shape: tuple[int, ...], dtype: DTypeLike | None = None) -> Array:
        size = int(np.prod(shape, dtype=np.int64))
        if dtype is not None and np.dtype(dtype) != self._block.dtype:
            return aligned_zeros(size, np.dtype(dtype)).reshape(shape)
        block = self._workspace.block(self._end + size)
        if block is not self._block:
            self._block, self._end = block, 0
        piece = block[self._end : self._end + size].reshape(shape)
        self._end += -(-size // ALIGNMENT) * ALIGNMENT
        return piece
