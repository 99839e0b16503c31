"""The gradients of a small dense layer in one call: there a call costs more than the arithmetic."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel

SMALL = 1 << 12
"""Multiplications up to which a product counts as small."""


@kernel
def dense_gradients(x, dz, weight, d_weight, d_bias, dx, depth, columns, add_weights, add_inputs, begin, end) -> None:
    """dW (+)= xᵀ·dz, db (+)= Σ dz, dx (+)= dz·Wᵀ over the rows begin…end; flat arrays, empty ones are skipped."""
    zero, width = dz.dtype.type(0), np.uint64(columns)
    if not add_weights:
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
                total = dx[place] if add_inputs else zero
                for j in range(width):
                    total += dz[at + j] * weight[to + j]
                dx[place] = total
