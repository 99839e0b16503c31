"""Counts for metrics: how many predictions are right, each row with its weight."""

from __future__ import annotations

from runtime.jit.declare import kernel


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
