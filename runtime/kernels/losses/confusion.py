"""How many numbers lie above thresholds, apart by what they should be."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def count_buckets(rows, columns, each, closed, positives, negatives, true, false):
    """Add weights to the buckets (t / last, (t + 1) / last] that predictions lie in, and to the sums of all.

    What a prediction should be says to which.

    `rows` are target, prediction, the weights of rows and of columns; `columns` the first and the one behind the last
    that count; with `each` every column has buckets of its own. What is 0 lies in the first bucket if that is `closed`,
    else in none.
    """
    target, prediction, weights, of_columns = rows
    first, end = columns
    last = prediction.dtype.type(positives.shape[0] - 1)
    zero, one = prediction.dtype.type(0), prediction.dtype.type(1)
    for i in range(prediction.shape[0]):
        for j in range(first, end):
            p = min(max(prediction[i, j], zero), one)
            bucket = np.int64(np.ceil(p * last)) - 1
            if closed:
                bucket = max(bucket, np.int64(0))
            weight, at = weights[i] * of_columns[j], j - first if each else 0
            if target[i, j] != 0:
                true[at] += weight
                if bucket >= 0:
                    positives[bucket, at] += weight
            else:
                false[at] += weight
                if bucket >= 0:
                    negatives[bucket, at] += weight


@kernel
def count_above(rows, columns, each, thresholds, positives, negatives, true, false):
    """Add weights to all thresholds that predictions lie above, and to the sums of all, as `count_buckets`."""
    target, prediction, weights, of_columns = rows
    first, end = columns
    for i in range(prediction.shape[0]):
        for j in range(first, end):
            weight = weights[i] * of_columns[j]
            at = j - first if each else 0
            if target[i, j] != 0:
                true[at] += weight
            else:
                false[at] += weight
            for t in range(thresholds.size):
                if prediction[i, j] > thresholds[t]:
                    if target[i, j] != 0:
                        positives[t, at] += weight
                    else:
                        negatives[t, at] += weight
