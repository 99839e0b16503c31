"""Matrix products on flat arrays with strides, C = start + A·B, for any number of rows and columns.

In Python, bind a `Product` to its arrays once and call it in the loop. In a kernel, call `matmul_rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from runtime import threads
from runtime.jit import kernel
from runtime.kernels.microkernel import FEW, HALF, LANES_32, LANES_64, ROWS, VECTORS, make_tile

Array = np.ndarray[Any, Any]

wide_full = make_tile(ROWS, VECTORS, False)
half_full = make_tile(HALF, VECTORS, False)
few_full = make_tile(FEW, VECTORS, False)
wide_edge = make_tile(ROWS, 1, True)
half_edge = make_tile(HALF, 1, True)
few_edge = make_tile(FEW, 1, True)

NO_TABLE = np.zeros(ROWS, np.intp)
"""The table of row offsets where rows lie a constant stride apart."""

DEPTH = 512
"""How much of k runs through one tile; more would push the panel of B out of the cache."""

CHUNK_ROWS = 4 * ROWS
"""Rows a thread takes at a time. Sums don't depend on it, only speed does."""


@kernel
def product(
    a, a_at, table, table_at, table_step, a_row, a_outer, a_step, b, b_at, b_outer, b_step,
    c, c_at, c_row, start, start_at, start_row, add, rows, columns, outer, inner,
):  # fmt: skip
    """C = start + A·B by tiles; see `microkernel.make_tile` for the arguments.

    `table_step` is 1 where each row has its own entry in `table`, 0 with `NO_TABLE`.
    """
    lanes = LANES_32 if a.itemsize == 4 else LANES_64
    width = VECTORS * lanes
    j = 0
    while j < columns:
        full = columns - j >= width
        valid = width if full else min(lanes, columns - j)
        i = 0
        while i < rows:
            left = rows - i
            a_i, t_i, b_j = a_at + i * a_row, table_at + i * table_step, b_at + j
            c_i, s_i = c_at + i * c_row + j, start_at + i * start_row + j
            if left > HALF:
                count = min(left, ROWS)
                if full:
                    wide_full(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                              start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
                else:
                    wide_edge(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                              start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
            elif left > FEW:
                count = min(left, HALF)
                if full:
                    half_full(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                              start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
                else:
                    half_edge(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                              start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
            else:
                count = min(left, FEW)
                if full:
                    few_full(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                             start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
                else:
                    few_edge(a, a_i, table, t_i, a_row, a_outer, a_step, b, b_j, b_outer, b_step, c, c_i, c_row,
                             start, s_i, start_row, add, outer, inner, count, valid)  # fmt: skip
            i += count
        j += valid


@kernel
def matmul_rows(
    a, a_at, a_row, a_step, b, b_at, b_row, c, c_at, c_row, start, start_at, start_row, add, columns, depth, begin, end,
):  # fmt: skip
    """Rows begin…end of C = (start if add else 0) + A·B with `depth` terms a sum.

    Flat contiguous arrays and the index where each matrix begins; A has strides for rows and for k, so that A^T costs
    nothing; the rows of B, C and start are contiguous. To accumulate pass c as start; for a bias pass it with
    start_row 0.
    """
    for k in range(0, max(depth, 1), DEPTH):
        a_i, c_i, length = a_at + begin * a_row + k * a_step, c_at + begin * c_row, min(DEPTH, depth - k)
        if k == 0:
            product(a, a_i, NO_TABLE, 0, 0, a_row, 0, a_step, b, b_at, 0, b_row, c, c_i, c_row,
                    start, start_at + begin * start_row, start_row, add, end - begin, columns, 1, length)  # fmt: skip
        else:
            product(a, a_i, NO_TABLE, 0, 0, a_row, 0, a_step, b, b_at + k * b_row, 0, b_row, c, c_i, c_row,
                    c, c_i, c_row, True, end - begin, columns, 1, length)  # fmt: skip


@kernel
def transpose(source, source_row, target, target_row, columns, begin, end):
    """Columns of a flat matrix become rows of another, for the rows begin…end of the source."""
    for first in range(0, columns, 16):
        for i in range(begin, end):
            for j in range(first, min(first + 16, columns)):
                target[j * target_row + i] = source[i * source_row + j]


class Product:
    """C (+)= A·B + bias, bound to its arrays once; calling it costs no look at shapes.

    a: (rows, depth), any strides. b: (depth, columns), contiguous rows, or a transposed view of such a matrix, for
    which `scratch` must give a workspace. c: (rows, columns), contiguous rows. bias: (columns,). All of one float type.
    The result does not depend on the number of threads.
    """

    def __init__(
        self, a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array] | None = None,
        bias: Array | None = None,
    ) -> None:  # fmt: skip
        rows, depth, columns = _sizes(a, b, c)
        self.rows = rows
        self._turn: tuple[Any, ...] | None = None
        b_flat, b_row, b_step = flat(b)
        if b_step != 1 and columns > 1:
            if scratch is None:
                raise ValueError("a product with a transposed B needs a workspace")
            workspace = scratch((depth, columns)).reshape(-1)
            self._turn = (b_flat, b_step, workspace, columns, depth)
            b_flat, b_row = workspace, columns
        a_flat, a_row, a_step = flat(a)
        c_flat, c_row, c_step = flat(c)
        if c_step != 1 and columns > 1:
            raise ValueError(f"the rows of C must be contiguous. Received strides {c.strides}")
        start, start_row = (c_flat, c_row) if bias is None else (bias, 0)
        self._plain = (a_flat, 0, a_row, a_step, b_flat, 0, b_row, c_flat, 0, c_row, start, 0, start_row,
                       bias is not None, columns, depth)  # fmt: skip
        self._adding = (*self._plain[:10], c_flat, 0, c_row, True, columns, depth)
        self._columns = columns
        # Small work stays on the calling thread: a hand-over costs some 20 µs.
        self._chunk = CHUNK_ROWS if rows * depth * columns > 1 << 20 else rows

    def __call__(self, accumulate: bool = False) -> None:
        if self._turn is not None:
            transpose(*self._turn, 0, self._columns)
        threads.run(matmul_rows, self.rows, self._chunk, *(self._adding if accumulate else self._plain))


def gemm(a: Array, b: Array, c: Array, accumulate: bool = False, bias: Array | None = None) -> None:
    """C (+)= A·B + bias once; in a loop bind a `Product` instead. `bias` is left out where `accumulate` is true."""
    Product(a, b, c, lambda shape: np.empty(shape, c.dtype), bias)(accumulate)


def flat(matrix: Array) -> tuple[Array, int, int]:
    """The memory behind a matrix as a flat array that begins at its first number, and its strides in numbers."""
    row, step = (stride // matrix.itemsize for stride in matrix.strides)
    if matrix.size == 0 or row < 0 or step < 0:
        raise ValueError(f"a product needs numbers and forward strides. Received shape {matrix.shape}")
    length = (matrix.shape[0] - 1) * row + (matrix.shape[1] - 1) * step + 1
    return np.lib.stride_tricks.as_strided(matrix, (length,), (matrix.itemsize,)), row, step


def _sizes(a: Array, b: Array, c: Array) -> tuple[int, int, int]:
    if a.shape[1] != b.shape[0] or c.shape != (a.shape[0], b.shape[1]) or not a.dtype == b.dtype == c.dtype:
        raise ValueError(f"no product of {a.shape} {a.dtype} and {b.shape} {b.dtype} into {c.shape} {c.dtype}")
    return a.shape[0], a.shape[1], b.shape[1]
