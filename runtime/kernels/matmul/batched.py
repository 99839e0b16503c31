"""A product of two matrices for every sample of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.matmul.gemm import DEPTH, Array
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, product

SHARED = 1 << 20
"""Multiplications that a thread takes at a time."""


class Stack(NamedTuple):
    """Matrices in a flat array: the distances of the samples, of a matrix' rows, and of the numbers in a row."""

    data: Array
    sample: int
    row: int
    step: int


@kernel
def multiply_samples(a, b, c, rows, depth, columns, add, begin, end) -> None:
    """Cₛ = (Cₛ if add else 0) + Aₛ·Bₛ for samples begin…end; the rows of B and C are contiguous."""
    for s in range(begin, end):
        for k in range(0, max(depth, 1), DEPTH):
            target = matrix(c.data, s * c.sample, c.row)
            left = matrix(a.data, s * a.sample + k * a.step, a.row)
            terms = Sum(1, min(DEPTH, depth - k), 0, a.step, 0, b.row)
            product(left, b.data, s * b.sample + k * b.row, target, target, add or k > 0, terms, rows, columns)


def bind_products(a: Array, b: Array, c: Array, add: bool = False) -> Callable[[], None]:
    """C (+)= A·B for every sample, as a function of none: a (samples, rows, depth), which may be the transposed view
    of a contiguous array, b (samples, depth, columns) and c (samples, rows, columns) contiguous. All of one float type;
    the result does not depend on the number of threads."""
    samples, rows, depth = a.shape
    columns = b.shape[2]
    chunk = max(1, SHARED // max(1, rows * depth * columns))
    return threads.bind(multiply_samples, samples, chunk, stack(a), stack(b), stack(c), rows, depth, columns, add)


def stack(array: Array) -> Stack:
    """The memory behind an array of matrices, and its strides in numbers."""
    sample, row, step = (stride // array.itemsize for stride in array.strides)
    flat = (array if array.flags.c_contiguous else array.swapaxes(1, 2)).reshape(-1)
    return Stack(flat, sample, row, step)
