"""Sums over an axis, each in one fixed order however the work is cut."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel

STRIP = 64
"""Rows summed on their own before they join the total, so that rounding grows with their number's root."""


@kernel
def column_sums(matrix, rows, columns, work, target, add, begin, end) -> None:
    """target[j] (+)= Σ_i matrix[i, j] for the columns begin…end of a flat matrix; `work` is as long as the target."""
    zero = target.dtype.type(0)
    low, high = np.uint64(begin), np.uint64(end)
    if not add:
        for j in range(low, high):
            target[j] = zero
    for first in range(0, rows, STRIP):
        for j in range(low, high):
            work[j] = zero
        for i in range(first, min(first + STRIP, rows)):
            at = np.uint64(i * columns)
            for j in range(low, high):
                work[j] += matrix[at + j]
        for j in range(low, high):
            target[j] += work[j]
