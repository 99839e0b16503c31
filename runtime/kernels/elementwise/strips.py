"""Neighbouring columns of a matrix, copied from one to another."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def copy_strip(source, source_row, source_at, target, target_row, target_at, length, add, begin, end) -> None:
    """target[i·target_row + target_at + j] (+)= source[i·source_row + source_at + j] for j < length, rows begin…end."""
    for i in range(begin, end):
        # Unsigned, since a signed index might count from the end, and then nothing vectorises.
        of, to = np.uint64(i * source_row + source_at), np.uint64(i * target_row + target_at)
        if add:
            for j in range(np.uint64(length)):
                target[to + j] += source[of + j]
        else:
            for j in range(np.uint64(length)):
                target[to + j] = source[of + j]
