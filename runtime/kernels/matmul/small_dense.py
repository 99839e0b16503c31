"""The gradients of a small dense layer in one call: there a call costs more than the arithmetic."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel

Array = np.ndarray[Any, Any]

SMALL = 1 << 12
"""Multiplications up to which a product counts as small."""


class DenseGradients(NamedTuple):
    """Where the gradients of a dense layer go, flat, and whether they are added there; empty ones are not wanted."""

    weight: Array
    bias: Array
    x: Array
    add_weights: bool
    add_x: bool


@kernel
def dense_gradients(x, dz, weight, d, depth, columns, begin, end) -> None:
    """dW (+)= xᵀ·dz, db (+)= Σ dz, dx (+)= dz·Wᵀ over the rows begin…end of flat arrays; `d` are `DenseGradients`."""
    d_weight, d_bias, dx = d.weight, d.bias, d.x
    zero, width = dz.dtype.type(0), np.uint64(columns)
    if not d.add_weights:
        for i in range(d_weight.size):
            d_weight[i] = zero
        for i in range(d_bias.size):
            d_bias[i] = zero
    for row in range(begin, end):
        at = np.uint64(row * columns)
        if d_bias.size > 0:
            for j in range(width):
                d_bias[j] += dz[at + j]
        for k in range(depth):
            place, to = row * depth + k, np.uint64(k * columns)
            if d_weight.size > 0:
                factor = x[place]
                for j in range(width):
                    d_weight[to + j] += factor * dz[at + j]
            if dx.size > 0:
                total = dx[place] if d.add_x else zero
                for j in range(width):
                    total += dz[at + j] * weight[to + j]
                dx[place] = total
