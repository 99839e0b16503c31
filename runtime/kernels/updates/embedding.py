"""Looking up rows of a table, and the gradient of that: the sum over all uses of a row."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def find_rows(ids, size, rows) -> int:
    """rows = ids as whole numbers; gives the place of the first that is not a row of a table of `size`, else −1."""
    for i in range(ids.size):
        given = ids[i]
        row = np.int64(given) if -1 < given < size else np.int64(-1)
        if row < 0:
            return i
        rows[i] = row
    return -1


@kernel
def gather(rows, table, columns, target, begin, end) -> None:
    """target[i] = table[rows[i]] for begin ≤ i < end; flat arrays of rows of `columns` numbers."""
    width = np.uint64(columns)
    for i in range(begin, end):
        of, to = np.uint64(rows[i] * columns), np.uint64(i * columns)
        for j in range(width):
            target[to + j] = table[of + j]


@kernel
def list_rows(rows, marks, found, count) -> int:
    """Append to `found`, which has `count` entries, every row that is not marked yet; gives the new count."""
    for i in range(rows.size):
        row = rows[i]
        if not marks[row]:
            marks[row] = True
            found[count] = row
            count += 1
    return count


@kernel
def clear_rows(rows, marks, columns, target, begin, end) -> None:
    """target[row] = 0 for the rows at begin…end of a list; their marks go too."""
    width, zero = np.uint64(columns), target.dtype.type(0)
    for i in range(begin, end):
        marks[rows[i]] = False
        to = np.uint64(rows[i] * columns)
        for j in range(width):
            target[to + j] = zero


@kernel
def scatter_add(rows, source, columns, target, sizes, begin, end) -> None:
    """target[rows[i]] += source[i] for all i, in the columns begin…end: a row used twice gets both.

    sizes[begin] += Σ |source| of these columns: as long as that is finite, so are the sums.
    """
    low, high, size = np.uint64(begin), np.uint64(end), target.dtype.type(0)
    for i in range(rows.size):
        to, of = np.uint64(rows[i] * columns), np.uint64(i * columns)
        for j in range(low, high):
            given = source[of + j]
            target[to + j] += given
            size += abs(given)
    sizes[begin] += size
