"""Categories as places of their own: rows of numbers that are zero but where a category is."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def mark_categories(found, weights, y, each, others, depth, counts, begin, end) -> None:
    """For samples begin…end: y[s, j, found[s, i, j]] = 1, or += where it `counts`, for i < each and j < others.

    What is no number from 0 to depth is left out. `weights` say how much each counts; an empty array means 1.
    """
    one = y.dtype.type(1)
    for s in range(begin, end):
        for p in range(np.uint64(s * others * depth), np.uint64((s + 1) * others * depth)):
            y[p] = y.dtype.type(0)
        for i in range(each):
            for j in range(others):
                at = (s * each + i) * others + j
                place = found[at]
                if 0 <= place < depth:
                    to = (s * others + j) * depth + place
                    if counts:
                        y[to] += y.dtype.type(weights[at]) if weights.size > 0 else one
                    else:
                        y[to] = one
