"""Means over all numbers at once, for losses whose rows all count alike: flat arrays, a block of numbers at a time.

Arguments: flat target and prediction, `factor` for the gradient, `sums` (one float64 for each BLOCK of numbers), flat
`gradient`, `slope` and `add` as in `kernels.losses`. Ranges count blocks, so that threads never change a sum.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel

BLOCK = 2048
"""Numbers added up in the working precision before the sum goes on in float64."""
CHUNK = 32
"""Blocks a thread takes at a time."""


@kernel
def squared(target, prediction, factor, sums, gradient, slope, add, begin, end):
    """Σ (prediction − target)² of each block; the gradient is factor · (prediction − target)."""
    for block in range(begin, end):
        # Views of a block: their indices are known to be no negative ones, so that the loops vectorise.
        t, p = target[block * BLOCK : (block + 1) * BLOCK], prediction[block * BLOCK : (block + 1) * BLOCK]
        total = p.dtype.type(0)
        for i in range(p.size):
            d = p[i] - t[i]
            total += d * d
        sums[block] = total
        if slope:
            g = gradient[block * BLOCK : (block + 1) * BLOCK]
            if add:
                for i in range(p.size):
                    g[i] += factor * (p[i] - t[i])
            else:
                for i in range(p.size):
                    g[i] = factor * (p[i] - t[i])


@kernel
def absolute(target, prediction, factor, sums, gradient, slope, add, begin, end):
    """Σ |prediction − target| of each block; the gradient is factor · sign(prediction − target)."""
    for block in range(begin, end):
        t, p = target[block * BLOCK : (block + 1) * BLOCK], prediction[block * BLOCK : (block + 1) * BLOCK]
        total = p.dtype.type(0)
        for i in range(p.size):
            total += abs(p[i] - t[i])
        sums[block] = total
        if slope:
            g = gradient[block * BLOCK : (block + 1) * BLOCK]
            if add:
                for i in range(p.size):
                    g[i] += factor * np.sign(p[i] - t[i])
            else:
                for i in range(p.size):
                    g[i] = factor * np.sign(p[i] - t[i])
