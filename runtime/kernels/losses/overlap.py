"""Classes that were predicted beside those that should be, counted in pairs."""

from __future__ import annotations

from runtime.jit.declare import kernel


@kernel
def largest_of_rows(rows, places):
    """places[n] = where the largest number of row n is, the first of several."""
    for n in range(rows.shape[0]):
        best = 0
        for k in range(1, rows.shape[1]):
            if rows[n, k] > rows[n, best]:
                best = k
        places[n] = best


@kernel
def count_pairs(wanted, found, weights, ignored, counts):
    """counts[w, f] += the whole part of the weight, for each pair of classes that are counted; several pairs may share
    a weight. wanted, found: (n,) whole numbers."""
    each = max(1, wanted.size // max(1, weights.size))
    classes = counts.shape[0]
    for n in range(wanted.size):
        w, f = wanted[n], found[n]
        if 0 <= w < classes and 0 <= f < classes and w != ignored:
            counts[w, f] += int(weights[n // each])
