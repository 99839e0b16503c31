"""Matrices along one axis whose rows see a few neighbours each: means of windows, numbers between cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel

Array = np.ndarray[Any, Any]


class Bands(NamedTuple):
    """A matrix whose rows are zero but for a few neighbours: row i is `weights[i]` from column `first[i]` on."""

    first: Array
    weights: Array


@kernel
def apply_bands(source, sizes, inner, first, weights, target, add, begin, end):
    """target[b, o, :] (+)= Σ_k weights[o, k] · source[b, first[o] + k, :] for the blocks b of begin…end.

    source: flat (blocks, sizes, inner); target: flat (blocks, len(first), inner).
    """
    width = np.uint64(inner)
    for b in range(begin, end):
        for o in range(first.size):
            to = np.uint64((b * first.size + o) * inner)
            begun = add
            for k in range(weights.shape[1]):
                factor = weights[o, k]
                if factor != 0:
                    at = np.uint64((b * sizes + first[o] + k) * inner)
                    if begun:
                        for c in range(width):
                            target[to + c] += factor * source[at + c]
                    else:
                        for c in range(width):
                            target[to + c] = factor * source[at + c]
                    begun = True
            if not begun:
                target[to : to + width] = 0


def mean_bands(begins: Array, ends: Array, size: int, dtype: Any) -> Bands:
    """The means of the cells begins[o]…ends[o] of an axis of `size` cells, one at least for each o."""
    width = int((ends - begins).max())
    first = np.minimum(begins, size - width).astype(np.intp)
    at = first[:, None] + np.arange(width)
    inside = (at >= begins[:, None]) & (at < ends[:, None])
    return Bands(first, (inside / (ends - begins)[:, None]).astype(dtype))


def transposed(bands: Bands, size: int) -> Bands:
    """The matrix of bands over `size` columns, transposed."""
    rows, width = bands.weights.shape
    row = np.broadcast_to(np.arange(rows)[:, None], (rows, width))
    column = bands.first[:, None] + np.arange(width)
    used = bands.weights != 0
    low, high = np.full(size, rows), np.zeros(size, np.intp)
    np.minimum.at(low, column[used], row[used])
    np.maximum.at(high, column[used], row[used] + 1)
    widest = max(1, int((high - low).max()))
    first = np.minimum(low, rows - widest).astype(np.intp)
    weights = np.zeros((size, widest), bands.weights.dtype)
    weights[column[used], row[used] - first[column[used]]] = bands.weights[used]
    return Bands(first, weights)
