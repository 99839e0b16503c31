"""Matrix products on flat arrays with strides, C = start + A·B, for any number of rows and columns.

In Python, bind a `Product` to its arrays once and call it in the loop. In a kernel, call `matmul_rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.microkernel import ROWS, Sum
from runtime.kernels.matmul.product import matrix, product

Array = np.ndarray[Any, Any]

DEPTH = 512
"""How much of k runs through one tile; more would push the panel of B out of the cache."""

CHUNK_ROWS = 4 * ROWS
"""Rows a thread takes at a time. Sums don't depend on it, only speed does."""


class Operand(NamedTuple):
    """A matrix in a flat array that begins at its first number, and the distances of its rows and of their numbers."""

    data: Array
    row: int
    step: int


class Operands(NamedTuple):
    """Those of C = (start if add else 0) + A·B. To accumulate, start is C; a bias has rows at distance 0."""

    a: Operand
    b: Operand
    c: Operand
    start: Operand
    add: bool


@kernel
def matmul_rows(m, columns, depth, begin, end) -> None:
    """Rows begin…end of C = (start if add else 0) + A·B with `depth` terms a sum; `m` are its `Operands`.

    A has strides for rows and for k, so that A^T costs nothing; the rows of B, C and start are contiguous.
    """
    target = matrix(m.c.data, begin * m.c.row, m.c.row)
    first = matrix(m.start.data, begin * m.start.row, m.start.row)
    for k in range(0, max(depth, 1), DEPTH):
        rows = matrix(m.a.data, begin * m.a.row + k * m.a.step, m.a.row)
        terms = Sum(1, min(DEPTH, depth - k), 0, m.a.step, 0, m.b.row)
        start_k = first if k == 0 else target
        product(rows, m.b.data, k * m.b.row, target, start_k, m.add or k > 0, terms, end - begin, columns)


class Product:
    """C (+)= A·B + bias, bound to its arrays once; calling it costs no look at shapes.

    a: (rows, depth), any strides. b: (depth, columns), contiguous rows, or a transposed view of such a matrix, for
    which `scratch` must give a workspace. c: (rows, columns), contiguous rows. bias: (columns,). All of one float type.
    The result does not depend on the number of threads.
    """

    def __init__(
        self,
        a: Array,
        b: Array,
        c: Array,
        scratch: Callable[[tuple[int, ...]], Array] | None = None,
        bias: Array | None = None,
    ) -> None:
        rows, depth, columns = _sizes(a, b, c)
        self.rows = rows
        self._turn: Callable[[], None] | None = None
        right, target = flat(b), flat(c)
        if right.step != 1 and columns > 1:
            if scratch is None:
                raise ValueError("a product with a transposed B needs a workspace")
            workspace = scratch((depth, columns)).reshape(-1)
            self._turn = partial(transpose, right.data, right.step, workspace, columns, depth, 0, columns)
            right = Operand(workspace, columns, 1)
        if target.step != 1 and columns > 1:
            raise ValueError(f"the rows of C must be contiguous. Received strides {c.strides}")
        plain = operands(flat(a), right, target, bias)
        adding = plain._replace(start=target, add=True)
        # Small work stays on the calling thread: a hand-over costs some 20 µs, and more where cores are busy.
        chunk = CHUNK_ROWS if rows * depth * columns > 1 << 22 else rows
        self._plain = threads.bind(matmul_rows, rows, chunk, plain, columns, depth)
        self._adding = threads.bind(matmul_rows, rows, chunk, adding, columns, depth)

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


def operands(a: Operand, b: Operand, c: Operand, bias: Array | None) -> Operands:
    """Those of C = A·B + bias."""
    return Operands(a, b, c, c if bias is None else Operand(bias, 0, 1), bias is not None)


def flat(matrix: Array) -> Operand:
    """The memory behind a matrix as a flat array that begins at its first number, and its strides in numbers."""
    row, step = (stride // matrix.itemsize for stride in matrix.strides)
    if matrix.size == 0 or row < 0 or step < 0:
        raise ValueError(f"a product needs numbers and forward strides. Received shape {matrix.shape}")
    length = (matrix.shape[0] - 1) * row + (matrix.shape[1] - 1) * step + 1
    return Operand(np.lib.stride_tricks.as_strided(matrix, (length,), (matrix.itemsize,)), row, step)


def _sizes(a: Array, b: Array, c: Array) -> tuple[int, int, int]:
    if a.shape[1] != b.shape[0] or c.shape != (a.shape[0], b.shape[1]) or not a.dtype == b.dtype == c.dtype:
        raise ValueError(f"no product of {a.shape} {a.dtype} and {b.shape} {b.dtype} into {c.shape} {c.dtype}")
    return a.shape[0], a.shape[1], b.shape[1]
