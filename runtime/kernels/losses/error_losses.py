"""Losses of errors, counts, margins and directions: arguments and conventions are those of `kernels.losses`.

Formulas: keras/src/losses/losses.py.
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
def percentage(target, prediction, scales, values, gradient, slope, add):
    """Mean of 100·|y − p| / max(|y|, 1e-7) over the row."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = 100.0 * scales[i] / columns
        for j in range(columns):
            size = max(abs(target[i, j]), EPSILON)
            d = prediction[i, j] - target[i, j]
            total += 100.0 * abs(d) / size
            if slope:
                _put(gradient, i, j, factor * np.sign(d) / size, add)
        values[i] = total / columns


@kernel
def squared_logarithmic(target, prediction, scales, values, gradient, slope, add):
    """Mean of (log(1 + y) − log(1 + p))² over the row, both no less than 1e-7."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = 2.0 * scales[i] / columns
        for j in range(columns):
            p = prediction[i, j]
            low = p < EPSILON  # NaN is not
            if low:
                p = prediction.dtype.type(EPSILON)
            d = np.log1p(p) - np.log1p(max(target[i, j], EPSILON))
            total += d * d
            if slope:
                _put(gradient, i, j, 0.0 if low else factor * d / (p + 1.0), add)
        values[i] = total / columns


@kernel
def huber(target, prediction, delta, scales, values, gradient, slope, add):
    """Mean of ½d² where |d| ≤ δ, else δ|d| − ½δ², over the row."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            d = prediction[i, j] - target[i, j]
            far = abs(d) > delta
            total += delta * abs(d) - 0.5 * delta * delta if far else 0.5 * d * d
            if slope:
                _put(gradient, i, j, factor * (delta * np.sign(d) if far else d), add)
        values[i] = total / columns


@kernel
def log_cosh(target, prediction, scales, values, gradient, slope, add):
    """Mean of log cosh(p − y) over the row, as |d| + log(1 + e^−2|d|) − log 2."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            d = prediction[i, j] - target[i, j]
            total += abs(d) + np.log1p(np.exp(-2.0 * abs(d))) - np.log(2.0)
            if slope:
                _put(gradient, i, j, factor * np.tanh(d), add)
        values[i] = total / columns


@kernel
def poisson(target, prediction, scales, values, gradient, slope, add):
    """Mean of p − y·log(p + 1e-7) over the row."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            p = prediction[i, j] + prediction.dtype.type(EPSILON)
            total += prediction[i, j] - target[i, j] * np.log(p)
            if slope:
                _put(gradient, i, j, factor * (1.0 - target[i, j] / p), add)
        values[i] = total / columns


@kernel
def divergence(target, prediction, scales, values, gradient, slope, add):
    """Σ y·log(y / p) over the row, both clipped to [1e-7, 1]."""
    rows, columns = prediction.shape
    for i in range(rows):
        total = 0.0
        for j in range(columns):
            y = min(max(target[i, j], EPSILON), 1.0)
            p = prediction[i, j]
            clipped = p < EPSILON or p > 1.0  # NaN is neither
            if clipped:
                p = prediction.dtype.type(min(max(p, EPSILON), 1.0))
            total += y * np.log(y / p)
            if slope:
                _put(gradient, i, j, 0.0 if clipped else -scales[i] * y / p, add)
        values[i] = total


@kernel
def hinge(target, prediction, squared, scales, values, gradient, slope, add):
    """Mean of max(1 − y·p, 0), squared or not, over the row; targets of 0 count as −1 where all are 0 or 1."""
    rows, columns = prediction.shape
    signs = True
    for i in range(rows):
        for j in range(columns):
            if target[i, j] != 0.0 and target[i, j] != 1.0:
                signs = False
    for i in range(rows):
        total = 0.0
        factor = scales[i] / columns
        for j in range(columns):
            y = 2.0 * target[i, j] - 1.0 if signs else target[i, j]
            miss = 1.0 - y * prediction[i, j]
            if miss <= 0.0:
                miss = 0.0
            total += miss * miss if squared > 0 else miss
            if slope:
                steep = 2.0 * miss if squared > 0 else (0.0 if miss == 0.0 else 1.0)
                _put(gradient, i, j, -factor * y * steep + 0.0 * miss, add)
        values[i] = total / columns


@kernel
def categorical_hinge(target, prediction, scales, values, gradient, slope, add):
    """max(1 + max((1 − y)·p) − Σ y·p, 0) of the row; the inner maximum's gradient is split among ties."""
    rows, columns = prediction.shape
    for i in range(rows):
        right = 0.0
        worst = -np.inf
        ties = 0
        for j in range(columns):
            right += target[i, j] * prediction[i, j]
            other = (1.0 - target[i, j]) * prediction[i, j]
            if other > worst:
                worst, ties = other, 1
            elif other == worst:
                ties += 1
        miss = 1.0 + worst - right
        beaten = miss <= 0.0
        values[i] = 0.0 if beaten else miss
        if slope:
            factor = 0.0 if beaten else scales[i]
            for j in range(columns):
                other = 1.0 - target[i, j]
                most = other / ties if other * prediction[i, j] == worst else 0.0
                _put(gradient, i, j, factor * (most - target[i, j]) + 0.0 * right, add)


@kernel
def cosine(target, prediction, scales, values, gradient, slope, add):
    """−(y · p) / (|y| |p|) of the row, each length no less than √1e-12."""
    rows, columns = prediction.shape
    for i in range(rows):
        product, size_y, size_p = 0.0, 0.0, 0.0
        for j in range(columns):
            product += target[i, j] * prediction[i, j]
            size_y += target[i, j] * target[i, j]
            size_p += prediction[i, j] * prediction[i, j]
        short = size_p < 1e-12
        one = np.sqrt(max(size_y, 1e-12)) * np.sqrt(1e-12 if short else size_p)
        values[i] = -product / one
        if slope:
            turned = 0.0 if short else product / size_p
            for j in range(columns):
                _put(gradient, i, j, -scales[i] * (target[i, j] - turned * prediction[i, j]) / one, add)
