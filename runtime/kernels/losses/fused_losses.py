"""Cross-entropies of probabilities that an activation has just made of logits: arguments are those of `kernels.losses`
with the logits in front of the probabilities, and the gradient is the logits'.

What the activation has found is not computed again, and what it has rounded to 0 or 1 is taken from the logits.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula, kernel

SURE = 1e-30
"""Probabilities up to here are computed again as logarithms."""


@formula
def _put(gradient, i, j, value, add):
    if add:
        gradient[i, j] += value
    else:
        gradient[i, j] = value


@formula
def _log_mass(logits, i, top):
    """log Σ e^(z − top) of row i."""
    mass = 0.0
    for j in range(logits.shape[1]):
        mass += np.exp(logits[i, j] - top)
    return np.log(mass)


@formula
def _top(logits, i):
    top = logits[i, 0]
    for j in range(1, logits.shape[1]):
        top = max(top, logits[i, j])
    return top


@kernel
def binary(target, logits, probabilities, smoothing, scales, values, gradient, slope, add):
    """Mean of max(z, 0) − z·y − log max(p, 1 − p) over the row, p the sigmoid of z."""
    rows, columns = logits.shape
    one = logits.dtype.type(1.0)
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + 0.5 * smoothing
            z, p = logits[i, j], probabilities[i, j]
            total += max(z, 0.0) - z * y - np.log(max(p, one - p))
            if slope:
                _put(gradient, i, j, factor * (p - y), add)
        values[i] = total / columns


@kernel
def categorical(target, logits, probabilities, smoothing, scales, values, gradient, slope, add):
    """−Σ y·log p, p the softmax of the logits."""
    rows, columns = logits.shape
    for i in range(rows):
        total = 0.0
        weight = 0.0
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + smoothing / columns
            weight += y
            p = probabilities[i, j]
            if p > SURE:
                total -= y * np.log(p)
            elif y != 0.0 or p != p:
                top = _top(logits, i)
                total -= y * (logits[i, j] - top - _log_mass(logits, i, top))
        values[i] = total
        if slope:
            for j in range(columns):
                y = target[i, j] * (1.0 - smoothing) + smoothing / columns
                _put(gradient, i, j, scales[i] * (probabilities[i, j] * weight - y), add)


@kernel
def sparse(target, logits, probabilities, ignored, scales, values, gradient, slope, add):
    """As `categorical` with the target's class as the only 1. Gives the first row whose class does not exist, else
    −1."""
    rows, columns = logits.shape
    bad = -1
    for i in range(rows):
        label = target[i]
        counted = label != ignored and 0 <= label < columns
        if not counted:
            if label != ignored and bad < 0:
                bad = i
            values[i] = 0.0
            if slope and not add:
                for j in range(columns):
                    gradient[i, j] = 0.0
            continue
        p = probabilities[i, label]
        if p > SURE:
            values[i] = -np.log(p)
        else:
            top = _top(logits, i)
            values[i] = _log_mass(logits, i, top) - (logits[i, label] - top)
        if slope:
            scale = scales[i]
            for j in range(columns):
                _put(gradient, i, j, scale * probabilities[i, j], add)
            gradient[i, label] -= scale
    return bad
