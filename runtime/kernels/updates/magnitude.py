"""How large numbers are together: one reading tells whether all of them are finite."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def add_sizes(numbers, chunk, found, begin, end) -> None:
    """found[begin / chunk] = Σ |numbers[i]| for begin ≤ i < end.

    It is not finite where a number is not, or where it is too large itself.
    """
    total = numbers.dtype.type(0)
    for i in range(np.uint64(begin), np.uint64(end)):
        total += abs(numbers[i])
    found[begin // chunk] = total
