"""Counts for metrics: how many predictions are right, each row with its weight."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel


@kernel
def add_weighted(values, weights):
    """(Σ weight · value, Σ weight)."""
    total = 0.0
    count = 0.0
    for n in range(values.size):
        total += values[n] * weights[n]
        count += weights[n]
    return total, count


@kernel
def count_binary(target, prediction, threshold, weights):
    """(Σ weight · share of right numbers in the row, Σ weight); right: on the target's side of the threshold,
    strictly."""
    rows, columns = prediction.shape
    total = 0.0
    count = 0.0
    for i in range(rows):
        right = 0
        for j in range(columns):
            said = 1.0 if prediction[i, j] > threshold else 0.0
            if said == target[i, j]:
                right += 1
        total += weights[i] * right / columns
        count += weights[i]
    return total, count


@kernel
def count_categorical(target, prediction, weights):
    """(Σ weight of rows whose largest prediction stands where the target's largest does, Σ weight)."""
    rows, columns = prediction.shape
    total = 0.0
    count = 0.0
    for i in range(rows):
        best = 0
        wanted = 0
        for j in range(1, columns):
            if prediction[i, j] > prediction[i, best]:
                best = j
            if target[i, j] > target[i, wanted]:
                wanted = j
        if best == wanted:
            total += weights[i]
        count += weights[i]
    return total, count


@kernel
def count_sparse(target, prediction, weights):
    """(Σ weight of rows whose largest prediction is the target's class, Σ weight)."""
    rows, columns = prediction.shape
    total = 0.0
    count = 0.0
    for i in range(rows):
        best = 0
        for j in range(1, columns):
            if prediction[i, j] > prediction[i, best]:
                best = j
        if best == target[i]:
            total += weights[i]
        count += weights[i]
    return total, count


@kernel
def count_among_largest(target, prediction, largest, weights):
    """(Σ weight of rows in which fewer than `largest` predictions exceed that of the target's class, Σ weight).

    A class that is not there is never among them.
    """
    rows, columns = prediction.shape
    total = 0.0
    count = 0.0
    for i in range(rows):
        wanted = target[i]
        if 0 <= wanted < columns:
            above = 0
            for j in range(columns):
                if prediction[i, j] > prediction[i, wanted]:
                    above += 1
            if above < largest:
                total += weights[i]
        count += weights[i]
    return total, count


@kernel
def count_answers(target, prediction, weights, threshold, counts) -> None:
    """Add weights to `counts` (4, columns): of yes said rightly and wrongly, of yes missed, and of all targets.

    Yes is what lies above the threshold, or where that is no number the largest of a row, unless it is 0.
    """
    rows, columns = prediction.shape
    for i in range(rows):
        top = prediction[i, 0]
        for j in range(1, columns):
            top = max(top, prediction[i, j])
        for j in range(columns):
            p, share = prediction[i, j], weights[i] * target[i, j]
            yes = p > threshold if threshold == threshold else p >= top and abs(p) > 1e-9
            if yes:
                counts[0, j] += share
                counts[1, j] += weights[i] - share
            else:
                counts[2, j] += share
            counts[3, j] += share


@kernel
def add_squares(target, prediction, weights, sums) -> None:
    """Add to `sums` (3, columns): Σ weight · y, Σ weight · y² and Σ weight · (y − p)²."""
    rows, columns = prediction.shape
    for i in range(rows):
        weight = weights[i]
        for j in range(columns):
            y = np.float64(target[i, j])
            off = y - prediction[i, j]
            sums[0, j] += weight * y
            sums[1, j] += weight * y * y
            sums[2, j] += weight * off * off
