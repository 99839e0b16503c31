"""Products of large matrices: operands are first copied into panels that the tile reads from beginning to end.

In a matrix of a thousand columns the numbers that one tile needs lie kilobytes apart, all in the same few lines of the
cache. A copy costs one pass over B for a product that reads it many times. Sums run as in `gemm`: slices of `DEPTH`
in their order, whatever the rows or threads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from runtime import threads
from runtime.jit import kernel
from runtime.kernels.gemm import Array, Product, flat, product
from runtime.kernels.microkernel import LANES_32, NO_TABLE, ROWS, VECTORS, Rows, Sum

DEPTH = 256
"""Terms of a sum that run through one tile at a time; a panel of so many rows stays in the first-level cache."""

WIDTH = VECTORS * LANES_32
"""Columns of a panel."""

CHUNK_ROWS = 12 * ROWS
"""Rows a thread takes at a time, unless fewer make equal shares."""

LEAST = 1 << 18
"""Numbers in B from which on packing pays where both operands lie as the tile reads them."""

LEAST_TURNED = 1 << 23
"""Multiplications from which on it pays where one of them is transposed."""


@kernel
def pack_panels(
    b: Any, b_row: Any, b_step: Any, packed: Any, depth: Any, columns: Any, begin: Any, end: Any
) -> None:
    """packed[panel, k, j] = b[k, panel · WIDTH + j] for the panels begin…end; the rest stays."""
    for panel in range(begin, end):
        first, to = panel * WIDTH, panel * WIDTH * depth
        count = min(WIDTH, columns - first)
        if b_step == 1:
            for k in range(depth):
                source, target = np.uint64(k * b_row + first), np.uint64(to + k * WIDTH)
                for j in range(np.uint64(count)):
                    packed[target + j] = b[source + j]
        else:
            for low in range(0, depth, 64):
                for j in range(count):
                    source = (first + j) * b_step
                    for k in range(low, min(low + 64, depth)):
                        packed[to + k * WIDTH + j] = b[source + k * b_row]


@kernel
def packed_rows(
    a: Any, a_row: Any, a_step: Any, packed: Any, c: Any, c_row: Any, start: Any, start_row: Any, add: Any,
    columns: Any, depth: Any, work: Any, slot: Any, begin: Any, end: Any,
) -> None:  # fmt: skip
    """Rows begin…end of C = (start if add else 0) + A·B, B as `pack_panels` left it.

    Where the numbers of a row of A don't lie side by side, they are copied to `work`, DEPTH · CHUNK_ROWS a slot.
    """
    for first in range(begin, end, CHUNK_ROWS):
        count, at = min(CHUNK_ROWS, end - first), slot * DEPTH * CHUNK_ROWS
        for low in range(0, depth, DEPTH):
            size = min(DEPTH, depth - low)
            rows, step = Rows(a, first * a_row + low * a_step, NO_TABLE, 0, a_row, 0), a_step
            if a_step != 1:
                for k in range(size):
                    source, to = np.uint64(first * a_row + (low + k) * a_step), np.uint64(at + k * count)
                    for i in range(np.uint64(count)):
                        work[to + i] = a[source + i * np.uint64(a_row)]
                rows, step = Rows(work, at, NO_TABLE, 0, 1, 0), count
            for j in range(0, columns, WIDTH):
                target = Rows(c, first * c_row + j, NO_TABLE, 0, c_row, 0)
                begins = Rows(start, first * start_row + j, NO_TABLE, 0, start_row, 0) if low == 0 else target
                product(rows, packed, j * depth + low * WIDTH, target, begins, add or low > 0,
                        Sum(1, size, 0, step, 0, WIDTH), count, min(WIDTH, columns - j))  # fmt: skip


def bind_product(
    a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array], bias: Array | None = None
) -> Product | PackedProduct:
    """C (+)= A·B + bias bound to its arrays, by whichever way is faster for such sizes; see `gemm.Product`."""
    kind = PackedProduct if pays(a, b) else Product
    return kind(a, b, c, scratch, bias)


def pays(a: Array, b: Array) -> bool:
    """Whether a product of these matrices is faster with packed operands (measured, see `benchmarks.kernels`)."""
    (rows, depth), columns = a.shape, b.shape[1]
    if columns < WIDTH or rows < 2 * ROWS:
        return False
    plain = a.strides[1] == a.itemsize and b.strides[1] == b.itemsize
    return rows * depth * columns >= LEAST_TURNED if not plain else rows >= 4 * ROWS and depth * columns >= LEAST


class PackedProduct:
    """As `gemm.Product`, for matrices where `pays` says so. `scratch` gives the workspace for the panels."""

    def __init__(
        self, a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array], bias: Array | None = None
    ) -> None:
        (self._rows, depth), columns = a.shape, b.shape[1]
        b_flat, b_row, b_step = flat(b)
        a_flat, a_row, a_step = flat(a)
        c_flat, c_row, _ = flat(c)
        self._panels = -(-columns // WIDTH)
        packed = scratch((self._panels * WIDTH * depth,))
        self._pack = b_flat, b_row, b_step, packed, depth, columns
        self._slots = threads.thread_count()
        self._chunk = min(CHUNK_ROWS, -(-self._rows // (self._slots * ROWS)) * ROWS)
        work = scratch((1 if a_step == 1 else self._slots * DEPTH * CHUNK_ROWS,))
        start, start_row = (c_flat, c_row) if bias is None else (bias, 0)
        ending = columns, depth, work
        self._plain = a_flat, a_row, a_step, packed, c_flat, c_row, start, start_row, bias is not None, *ending
        self._adding = a_flat, a_row, a_step, packed, c_flat, c_row, c_flat, c_row, True, *ending

    def __call__(self, accumulate: bool = False) -> None:
        threads.run(pack_panels, self._panels, 4, *self._pack)
        arguments = self._adding if accumulate else self._plain
        threads.run(packed_rows, self._rows, self._chunk, *arguments, slots=self._slots)
