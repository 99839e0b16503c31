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


@kernel
def add_row_sizes(rows, columns, numbers, chunk, found, begin, end) -> None:
    """As `add_sizes`, for the rows at begin…end of a list; a flat array of rows of `columns` numbers."""
    width, total = np.uint64(columns), numbers.dtype.type(0)
    for i in range(begin, end):
        of = np.uint64(rows[i] * columns)
        for j in range(width):
            total += abs(numbers[of + j])
    found[begin // chunk] = total
