"""How well the numbers of a row go with those that they should be."""

from __future__ import annotations

import math

from runtime.jit.declare import kernel


@kernel
def add_correlations(target, prediction, weights, concordance, epsilon):
    """(Σ weight · score of the row, Σ weight): Pearson's correlation, or with `concordance` Lin's, which also wants the
    same mean and spread."""
    rows, columns = prediction.shape
    total = 0.0
    count = 0.0
    for n in range(rows):
        y_mean = 0.0
        p_mean = 0.0
        for k in range(columns):
            y_mean += target[n, k]
            p_mean += prediction[n, k]
        y_mean /= columns
        p_mean /= columns
        both = 0.0
        y_square = 0.0
        p_square = 0.0
        for k in range(columns):
            y = target[n, k] - y_mean
            p = prediction[n, k] - p_mean
            both += y * p
            y_square += y * y
            p_square += p * p
        if concordance:
            away = (y_mean - p_mean) * (y_mean - p_mean)
            score = 2 * (both / columns) / (y_square / columns + p_square / columns + away + epsilon)
        else:
            score = both / (math.sqrt(y_square) * math.sqrt(p_square))
        total += score * weights[n]
        count += weights[n]
    return total, count
