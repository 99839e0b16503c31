"""A dense layer that one thread computes, one call forward and one backward: each call costs a microsecond."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.gemm import matmul_rows
from runtime.kernels.matmul.microkernel import LANES_32, LANES_64

MEDIUM = 1 << 22
"""Multiplications up to which a product stays on one thread, see `gemm.Product`."""


@kernel
def dense_forward(x, weight, bias, y, rows, depth, columns, rectified) -> None:
    """y = x·W + b, zero instead where `rectified` and below it. Flat arrays, an empty bias is none."""
    biased = bias.size > 0
    start, start_row = bias if biased else y, 0 if biased else columns
    matmul_rows(x, 0, depth, 1, weight, 0, columns, y, 0, columns, start, 0, start_row, biased, columns, depth, 0,
                rows)  # fmt: skip
    if rectified:
        zero = y.dtype.type(0)
        for i in range(np.uint64(rows * columns)):
            y[i] = zero if y[i] < zero else y[i]


@kernel
def dense_backward(
    x, y, dy, weight, turned, work, d_weight, d_bias, dx, rows, depth, columns, rectified, add_weights, add_inputs
) -> None:
    """dW (+)= xᵀ·dy, db (+)= Σ dy, dx (+)= dy·Wᵀ; flat arrays, empty ones are skipped.

    Where `rectified`, dy first becomes zero where y is not above it. turned: room for as many numbers as W has;
    work: for a row of sums.
    """
    if rectified:
        zero = dy.dtype.type(0)
        for i in range(np.uint64(rows * columns)):
            dy[i] = dy[i] if y[i] > zero else zero * dy[i]
    lanes = LANES_32 if dy.itemsize == 4 else LANES_64
    if d_weight.size > 0 and columns < lanes:
        # Few columns leave most of a vector empty: the transposed product has many.
        matmul_rows(dy, 0, 1, columns, x, 0, depth, turned, 0, depth, turned, 0, depth, False, depth, rows, 0,
                    columns)  # fmt: skip
        for j in range(columns):
            for k in range(depth):
                at = k * columns + j
                d_weight[at] = d_weight[at] + turned[j * depth + k] if add_weights else turned[j * depth + k]
    elif d_weight.size > 0:
        matmul_rows(x, 0, 1, depth, dy, 0, columns, d_weight, 0, columns, d_weight, 0, columns, add_weights, columns,
                    rows, 0, depth)  # fmt: skip
    if d_bias.size > 0:
        column_sums(dy, rows, columns, work, d_bias, add_weights, 0, columns)
    if dx.size > 0:
        transpose(weight, columns, turned, depth, columns, 0, depth)
        matmul_rows(dy, 0, columns, 1, turned, 0, depth, dx, 0, depth, dx, 0, depth, add_inputs, depth, columns, 0,
                    rows)  # fmt: skip
