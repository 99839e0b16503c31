"""Matrix products on flat arrays with strides, C = start + A·B, for any number of rows and columns.

In Python, bind a `Product` to its arrays once and call it in the loop. In a kernel, call `matmul_rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.microkernel import NO_TABLE, ROWS, Rows, Sum
from runtime.kernels.matmul.product import product

Array = np.ndarray[Any, Any]

DEPTH = 512
"""How much of k runs through one tile; more would push the panel of B out of the cache."""

CHUNK_ROWS = 4 * ROWS
"""Rows a thread takes at a time. Sums don't depend on it, only speed does."""


@kernel
def matmul_rows(
    a, a_at, a_row, a_step, b, b_at, b_row, c, c_at, c_row, start, start_at, start_row, add, columns, depth, begin, end
) -> None:
    """Rows begin…end of C = (start if add else 0) + A·B with `depth` terms a sum.

    Flat contiguous arrays and the index where each matrix begins; A has strides for rows and for k, so that A^T costs
    nothing; the rows of B, C and start are contiguous. To accumulate pass c as start; for a bias pass it with
    start_row 0.
    """
    target = Rows(c, c_at + begin * c_row, NO_TABLE, 0, c_row, 0)
    first = Rows(start, start_at + begin * start_row, NO_TABLE, 0, start_row, 0)
    for k in range(0, max(depth, 1), DEPTH):
        rows = Rows(a, a_at + begin * a_row + k * a_step, NO_TABLE, 0, a_row, 0)
        terms = Sum(1, min(DEPTH, depth - k), 0, a_step, 0, b_row)
        start_k = first if k == 0 else target
        product(rows, b, b_at + k * b_row, target, start_k, add or k > 0, terms, end - begin, columns)


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
        self._turn: Callable[[], None] | None = None
        b_flat, b_row, b_step = flat(b)
        if b_step != 1 and columns > 1:
            if scratch is None:
                raise ValueError("a product with a transposed B needs a workspace")
            workspace = scratch((depth, columns)).reshape(-1)
            self._turn = partial(transpose, b_flat, b_step, workspace, columns, depth, 0, columns)
            b_flat, b_row = workspace, columns
        a_flat, a_row, a_step = flat(a)
        c_flat, c_row, c_step = flat(c)
        if c_step != 1 and columns > 1:
            raise ValueError(f"the rows of C must be contiguous. Received strides {c.strides}")
        start, start_row = (c_flat, c_row) if bias is None else (bias, 0)
        plain = (a_flat, 0, a_row, a_step, b_flat, 0, b_row, c_flat, 0, c_row, start, 0, start_row,
                       bias is not None, columns, depth)  # fmt: skip
        adding = (*plain[:10], c_flat, 0, c_row, True, columns, depth)
        # Small work stays on the calling thread: a hand-over costs some 20 µs, and more where cores are busy.
        chunk = CHUNK_ROWS if rows * depth * columns > 1 << 22 else rows
        self._plain = threads.bind(matmul_rows, rows, chunk, *plain)
        self._adding = threads.bind(matmul_rows, rows, chunk, *adding)

    def __call__(self, accumulate: bool = False) -> None:
        if self._turn is not None:
            self._turn()
        if accumulate:
            self._adding()
        else:
            self._plain()


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
