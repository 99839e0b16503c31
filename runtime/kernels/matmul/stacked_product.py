"""Products of many pairs of matrices, C[p] = A[p]·B[p], each where it lies: small ones too; threads share out pairs.

A stack has two axes, as samples and heads have, so that what a layer keeps together need not be copied apart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.matmul.block_transpose import turn
from runtime.kernels.matmul.gemm import DEPTH, Array
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, product

WORK = 1 << 20
"""Multiplications that a thread takes at a time."""


class Stack(NamedTuple):
    """Matrices in a flat array, and the distances of their rows, of the numbers in a row, and of the two axes."""

    data: Array
    row: int
    step: int
    outer: int
    inner: int


class StackSizes(NamedTuple):
    """Of each product: rows, columns and the terms of a sum; and how many there are along the inner axis."""

    rows: int
    columns: int
    depth: int
    inner: int


@kernel
def stacked_product(a, b, c, add, sizes, room, slot, begin, end) -> None:
    """C[p] (+)= A[p]·B[p] for the pairs begin…end of three `Stack`s; `sizes` are `StackSizes`.

    Numbers of a row of C lie side by side. Those of B may not: then it is turned into `room`, a part for each slot.
    """
    turned = b.step != 1 and sizes.columns > 1
    size = sizes.depth * sizes.columns
    for p in range(begin, end):
        i, j = p // sizes.inner, p % sizes.inner
        a_at, b_at, c_at = i * a.outer + j * a.inner, i * b.outer + j * b.inner, i * c.outer + j * c.inner
        for k in range(0, max(sizes.depth, 1), DEPTH):
            terms = min(DEPTH, sizes.depth - k)
            rows, target = matrix(a.data, a_at + k * a.step, a.row), matrix(c.data, c_at, c.row)
            again = add or k > 0
            if turned:
                if k == 0:
                    turn(b.data, b_at, b.step, room, slot * size, sizes.columns, sizes.columns, sizes.depth)
                part = Sum(1, terms, 0, a.step, 0, sizes.columns)
                at = slot * size + k * sizes.columns
                product(rows, room, at, target, target, again, part, sizes.rows, sizes.columns)
            else:
                part = Sum(1, terms, 0, a.step, 0, b.row)
                product(rows, b.data, b_at + k * b.row, target, target, again, part, sizes.rows, sizes.columns)


class StackedProduct:
    """C (+)= A·B for arrays of the axes (outer, inner, rows, columns), bound to them once; strides may be any forward
    ones, but for the last of C. `scratch` gives a workspace where B must be turned."""

    def __init__(self, a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array]) -> None:
        outer, inner, rows, columns = c.shape
        depth = a.shape[3]
        if a.shape != (outer, inner, rows, depth) or b.shape != (outer, inner, depth, columns):
            raise ValueError(f"no products of {a.shape} and {b.shape} into {c.shape}")
        if c.strides[3] != c.itemsize and columns > 1:
            raise ValueError(f"the rows of C must be contiguous. Received strides {c.strides}")
        right, count = stack(b), outer * inner
        if right.step != 1 and columns > 1 and right.row != 1:  # neither way round: brought in order first
            self._copy: Callable[[], None] | None = partial(np.copyto, kept := scratch(b.shape), b)
            right = stack(kept)
        else:
            self._copy = None
        chunk = max(1, WORK // max(1, rows * columns * depth))
        slots = min(threads.thread_count(), -(-count // chunk))
        turned = right.step != 1 and columns > 1
        room = scratch((slots * depth * columns,)) if turned else np.zeros(0, c.dtype)
        sizes = StackSizes(rows, columns, depth, inner)
        self._ways = tuple(
            threads.bind(stacked_product, count, chunk, stack(a), right, stack(c), add, sizes, room, slots=slots)
            for add in (False, True)
        )

    def __call__(self, accumulate: bool = False) -> None:
        if self._copy is not None:
            self._copy()
        self._ways[accumulate]()


def stack(array: Array) -> Stack:
    """An array of the axes (outer, inner, rows, columns) as the kernels take it."""
    outer, inner, row, step = (stride // array.itemsize for stride in array.strides)
    if array.size == 0 or min(outer, inner, row, step) < 0:
        raise ValueError(f"a product needs numbers and forward strides. Received shape {array.shape}")
    length = 1 + sum((n - 1) * stride for n, stride in zip(array.shape, (outer, inner, row, step)))
    return Stack(np.lib.stride_tricks.as_strided(array, (length,), (array.itemsize,)), row, step, outer, inner)
