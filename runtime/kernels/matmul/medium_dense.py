"""A dense layer that one thread computes, one call forward and one backward: each call costs a microsecond."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.gemm import Array, Operand, Operands, matmul_rows
from runtime.kernels.matmul.microkernel import LANES_32, LANES_64

MEDIUM = 1 << 22
"""Multiplications up to which a product stays on one thread, see `gemm.Product`."""


@kernel
def dense_forward(x, weight, bias, y, rows, depth, columns, rectified) -> None:
    """y = x·W + b, zero instead where `rectified` and below it. Flat arrays, an empty bias is none."""
    biased = bias.size > 0
    target = Operand(y, columns, 1)
    start = target
    if biased:
        start = Operand(bias, 0, 1)
    product = Operands(Operand(x, depth, 1), Operand(weight, columns, 1), target, start, biased)
    matmul_rows(product, columns, depth, 0, rows)
    if rectified:
        zero = y.dtype.type(0)
        for i in range(np.uint64(rows * columns)):
            y[i] = zero if y[i] < zero else y[i]


class Sizes(NamedTuple):
    """A dense layer's: samples, inputs and units."""

    rows: int
    depth: int
    columns: int


class Room(NamedTuple):
    """Workspaces: for as many numbers as W has, and for a row of sums."""

    turned: Array
    sums: Array


@kernel
def dense_backward(x, y, dy, weight, room, d, sizes, rectified) -> None:
    """dW (+)= xᵀ·dy, db (+)= Σ dy, dx (+)= dy·Wᵀ for flat arrays; `d` are `DenseGradients`.

    Where `rectified`, dy first becomes zero where y is not above it.
    """
    rows, depth, columns = sizes.rows, sizes.depth, sizes.columns
    turned, d_weight, add = room.turned, d.weight, d.add_weights
    gradient = Operand(dy, columns, 1)
    if rectified:
        zero = dy.dtype.type(0)
        for i in range(np.uint64(rows * columns)):
            dy[i] = dy[i] if y[i] > zero else zero * dy[i]
    lanes = LANES_32 if dy.itemsize == 4 else LANES_64
    if d_weight.size > 0 and columns < lanes:
        # Few columns leave most of a vector empty: the transposed product has many.
        target = Operand(turned, depth, 1)
        product = Operands(Operand(dy, 1, columns), Operand(x, depth, 1), target, target, False)
        matmul_rows(product, depth, rows, 0, columns)
        for j in range(columns):
            for k in range(depth):
                at = k * columns + j
                d_weight[at] = d_weight[at] + turned[j * depth + k] if add else turned[j * depth + k]
    elif d_weight.size > 0:
        target = Operand(d_weight, columns, 1)
        matmul_rows(Operands(Operand(x, 1, depth), gradient, target, target, add), columns, rows, 0, depth)
    if d.bias.size > 0:
        column_sums(dy, rows, columns, room.sums, d.bias, add, 0, columns)
    if d.x.size > 0:
        transpose(weight, columns, turned, depth, columns, 0, depth)
        target = Operand(d.x, depth, 1)
        matmul_rows(Operands(gradient, Operand(turned, depth, 1), target, target, d.add_x), depth, columns, 0, rows)
