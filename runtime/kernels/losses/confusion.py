"""How many numbers lie above thresholds, apart by what they should be."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def count_buckets(rows, columns, each, closed, positives, negatives):
    """Add weights to the buckets (t / last, (t + 1) / last] that predictions lie in, by what they should be.

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
            if bucket >= 0:
                weight = weights[i] * of_columns[j]
                if target[i, j] != 0:
                    positives[bucket, j - first if each else 0] += weight
                else:
                    negatives[bucket, j - first if each else 0] += weight


@kernel
def count_above(rows, columns, each, thresholds, positives, negatives):
    """Add weights to all thresholds that predictions lie above, by what they should be; as `count_buckets`."""
    target, prediction, weights, of_columns = rows
    first, end = columns
    for i in range(prediction.shape[0]):
        for j in range(first, end):
            weight = weights[i] * of_columns[j]
            at = j - first if each else 0
            for t in range(thresholds.size):
                if prediction[i, j] > thresholds[t]:
                    if target[i, j] != 0:
                        positives[t, at] += weight
                    else:
                        negatives[t, at] += weight


@kernel
def count_labels(rows, columns, each, positives, negatives):
    """Add weights by what should be, whatever is predicted; as `count_buckets`."""
    target, prediction, weights, of_columns = rows
    first, end = columns
    for i in range(prediction.shape[0]):
        for j in range(first, end):
            weight = weights[i] * of_columns[j]
            if target[i, j] != 0:
                positives[j - first if each else 0] += weight
            else:
                negatives[j - first if each else 0] += weight
