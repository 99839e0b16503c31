"""Activations that mix the numbers of a row: softmax, its logarithm, and sparsemax.

All take flat arrays of rows of `columns` numbers and work on the rows begin…end; x may be y, and dy may be dx unless
`accumulate`. Gradients are taken from the outputs.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula, kernel
from runtime.kernels.elementwise.exponential import exp
from runtime.kernels.elementwise.largest import rank, ranked


@formula
def _largest(x, low, high):
    """The largest of x[low:high]; a NaN is the largest, or shows in the sum that follows."""
    top = rank(x[low])
    for i in range(low, high):
        top = max(top, rank(x[i]))
    return ranked(top)


@formula
def _place(value, target, i, accumulate) -> None:
    target[i] = target[i] + value if accumulate else value


@kernel
def softmax(x, y, columns, begin, end) -> None:
    """y = eˣ / Σeˣ, shifted by the largest number so that nothing overflows."""
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        top = _largest(x, low, high)
        for i in range(low, high):
            y[i] = x[i] - top
        total, one = y.dtype.type(0), y.dtype.type(1)
        for i in range(low, high):
            y[i] = exp(y[i])
            total += y[i]
        share = one / total
        for i in range(low, high):
            y[i] *= share


@kernel
def softmax_gradient(y, dy, dx, columns, accumulate, begin, end) -> None:
    """dx = y · (dy − Σ dy·y)."""
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        mean = y.dtype.type(0)
        for i in range(low, high):
            mean += dy[i] * y[i]
        for i in range(low, high):
            _place(y[i] * (dy[i] - mean), dx, i, accumulate)


@kernel
def log_softmax(x, y, columns, begin, end) -> None:
    """y = x − ln Σeˣ."""
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        top = _largest(x, low, high)
        # Kept before the sum is known: (x − top) − ln Σ must not become x − (top + ln Σ), where large x lose digits.
        for i in range(low, high):
            y[i] = x[i] - top
        total = y.dtype.type(0)
        for i in range(low, high):
            total += exp(y[i])
        shift = np.log(total)
        for i in range(low, high):
            y[i] -= shift


@kernel
def log_softmax_gradient(y, dy, dx, columns, accumulate, begin, end) -> None:
    """dx = dy − eʸ · Σ dy."""
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        total = y.dtype.type(0)
        for i in range(low, high):
            total += dy[i]
        for i in range(low, high):
            _place(dy[i] - exp(y[i]) * total, dx, i, accumulate)


@kernel
def sparsemax(x, y, columns, begin, end) -> None:
    """The point of the simplex nearest to x: y = max(x − τ, 0) with Σy = 1 (Martins and Astudillo, 2016).

    τ is found without sorting: numbers below the threshold of those that are left fall out until none does (Michelot,
    1986). Each round drops one number at least.
    """
    one, zero = y.dtype.type(1), y.dtype.type(0)
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        top = _largest(x, low, high)
        # Shifted by the largest number, and nothing more than 1 below it can be in the support.
        threshold, left, before = -one, 0, -1
        for i in range(low, high):
            y[i] = x[i] - top
        while left != before:
            before, left, total = left, 0, -one
            for i in range(low, high):
                if y[i] > threshold:
                    left += 1
                    total += y[i]
            threshold = total / y.dtype.type(max(left, 1))
        for i in range(low, high):
            y[i] = zero if y[i] < threshold else y[i] - threshold


@kernel
def sparsemax_gradient(y, dy, dx, columns, accumulate, begin, end) -> None:
    """dx = dy − its mean, both over the numbers that are not zero."""
    zero = y.dtype.type(0)
    for row in range(begin, end):
        low, high = np.uint64(row * columns), np.uint64((row + 1) * columns)
        total, left = zero, 0
        for i in range(low, high):
            if y[i] > zero:
                total += dy[i]
                left += 1
        mean = total / y.dtype.type(max(left, 1))
        for i in range(low, high):
            _place(dy[i] - mean if y[i] > zero else zero, dx, i, accumulate)


FORWARD = {"softmax": softmax, "log_softmax": log_softmax, "sparsemax": sparsemax}
BACKWARD = {"softmax": softmax_gradient, "log_softmax": log_softmax_gradient, "sparsemax": sparsemax_gradient}
