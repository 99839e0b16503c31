"""Losses row by row: the value of each row and, scaled by `scales[row]`, its gradient, in one pass.

All kernels: target and prediction are (rows, columns), or (rows,) class numbers for sparse ones; `values` (rows,) takes
each row's unweighted loss; `gradient` (rows, columns) is overwritten, or added to with `add`, and left alone without
`slope`. Formulas and the clipping at 1e-7 are those of keras/src/losses/losses.py on JAX: a probability that is clipped
has no slope, so a prediction that is wholly wrong and wholly sure learns nothing from it; logits have no such edge.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula, kernel

EPSILON = 1e-7


@formula
def _put(gradient, i, j, value, add):
    if add:
        gradient[i, j] += value
    else:
        gradient[i, j] = value


@kernel
def squared(target, prediction, scales, values, gradient, slope, add):
    """Mean of (prediction − target)² over the row."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = 2.0 * scales[i] / columns
        for j in range(columns):
            d = prediction[i, j] - target[i, j]
            total += d * d
            if slope:
                _put(gradient, i, j, factor * d, add)
        values[i] = total / columns


@kernel
def absolute(target, prediction, scales, values, gradient, slope, add):
    """Mean of |prediction − target| over the row; the slope at 0 is 0."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            d = prediction[i, j] - target[i, j]
            total += abs(d)
            if slope:
                _put(gradient, i, j, factor * np.sign(d), add)
        values[i] = total / columns


@kernel
def binary(target, prediction, smoothing, scales, values, gradient, slope, add):
    """Mean of −y·log p − (1 − y)·log(1 − p) over the row, p clipped to [1e-7, 1 − 1e-7] in the prediction's
    precision."""
    rows, columns = prediction.shape
    one = prediction.dtype.type(1.0)
    low = prediction.dtype.type(EPSILON)
    high = one - low
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + 0.5 * smoothing
            p = min(max(prediction[i, j], low), high)
            total -= y * np.log(p) + (1.0 - y) * np.log(one - p)
            if slope:
                clipped = prediction[i, j] < low or prediction[i, j] > high  # NaN is neither
                _put(gradient, i, j, 0.0 if clipped else factor * (p - y) / (p * (one - p)), add)
        values[i] = total / columns


@kernel
def binary_logits(target, prediction, smoothing, scales, values, gradient, slope, add):
    """As `binary`, of logits: max(z, 0) − z·y + log(1 + e^−|z|)."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + 0.5 * smoothing
            z = prediction[i, j]
            small = np.exp(-abs(z))
            total += max(z, 0.0) - z * y + np.log1p(small)
            if slope:
                p = 1.0 / (1.0 + small) if z >= 0 else small / (1.0 + small)
                _put(gradient, i, j, factor * (p - y), add)
        values[i] = total / columns


@kernel
def categorical(target, prediction, smoothing, scales, values, gradient, slope, add):
    """−Σ y·log q with q the prediction divided by its sum, clipped to [1e-7, 1 − 1e-7]."""
    rows, columns = prediction.shape
    one = prediction.dtype.type(1.0)
    low = prediction.dtype.type(EPSILON)
    high = one - low
    for i in range(rows):
        mass = 0.0
        for j in range(columns):
            mass += prediction[i, j]
        total = 0.0
        inner = 0.0
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + smoothing / columns
            p = prediction[i, j] / mass
            total -= y * np.log(min(max(p, low), high))
            if not (p < low or p > high):
                inner += y
        values[i] = total
        if slope:
            factor = scales[i] / mass
            for j in range(columns):
                y = target[i, j] * (1.0 - smoothing) + smoothing / columns
                p = prediction[i, j] / mass
                _put(gradient, i, j, factor * (inner - (0.0 if p < low or p > high else y / p)), add)


@kernel
def categorical_logits(target, prediction, smoothing, scales, values, gradient, slope, add):
    """−Σ y·log softmax(z)."""
    rows, columns = prediction.shape
    for i in range(rows):
        top = prediction[i, 0]
        for j in range(1, columns):
            top = max(top, prediction[i, j])
        mass = 0.0
        for j in range(columns):
            mass += np.exp(prediction[i, j] - top)
        log_mass = np.log(mass)
        total = 0.0
        weight = 0.0
        for j in range(columns):
            y = target[i, j] * (1.0 - smoothing) + smoothing / columns
            total -= y * (prediction[i, j] - top - log_mass)
            weight += y
        values[i] = total
        if slope:
            for j in range(columns):
                y = target[i, j] * (1.0 - smoothing) + smoothing / columns
                p = np.exp(prediction[i, j] - top) / mass
                _put(gradient, i, j, scales[i] * (p * weight - y), add)


@kernel
def sparse(target, prediction, ignored, scales, values, gradient, slope, add):
    """As `categorical` with the target's class as the only 1. Gives the first row whose class does not exist, else
    −1."""
    rows, columns = prediction.shape
    one = prediction.dtype.type(1.0)
    low = prediction.dtype.type(EPSILON)
    high = one - low
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
        mass = 0.0
        for j in range(columns):
            mass += prediction[i, j]
        p = prediction[i, label] / mass
        q = min(max(p, low), high)
        values[i] = -np.log(q)
        if slope:
            factor = 0.0 if p < low or p > high else scales[i] / mass
            for j in range(columns):
                _put(gradient, i, j, factor * (1.0 - (1.0 / q if j == label else 0.0)), add)
    return bad


@kernel
def sparse_logits(target, prediction, ignored, scales, values, gradient, slope, add):
    """As `sparse`, of logits."""
    rows, columns = prediction.shape
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
        top = prediction[i, 0]
        for j in range(1, columns):
            top = max(top, prediction[i, j])
        mass = 0.0
        for j in range(columns):
            mass += np.exp(prediction[i, j] - top)
        values[i] = np.log(mass) - (prediction[i, label] - top)
        if slope:
            for j in range(columns):
                p = np.exp(prediction[i, j] - top) / mass
                _put(gradient, i, j, scales[i] * (p - (1.0 if j == label else 0.0)), add)
    return bad
