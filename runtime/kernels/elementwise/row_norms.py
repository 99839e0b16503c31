"""Rows normalized by their own numbers: mean 0 and variance 1, mean square 1, or length 1.

y = (x − a·mean) / √(Σ (x − b·mean)² / divisor + ε) · gamma + beta, where a is 1 or 0 (`shifted`), and b (`centered`).
A row is read from memory once and stays in the nearest cache for the rest.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel

Array = np.ndarray[Any, Any]


class RowRule(NamedTuple):
    """`most` is the largest factor of a row, gamma apart: none is divided by less than 1 / most."""

    divisor: float
    epsilon: float
    shifted: bool
    centered: bool
    most: float


@kernel
def normalize_rows(x, gamma, beta, y, rule, mean, inverse, begin, end) -> None:
    """The rows begin…end of x, as long as gamma is; `mean` and `inverse`, a row's factor, are kept for the way back."""
    zero, one, columns = x.dtype.type(0), x.dtype.type(1), gamma.size
    small, share = x.dtype.type(rule.epsilon), x.dtype.type(1.0 / rule.divisor)
    most = x.dtype.type(rule.most)
    for row in range(begin, end):
        at = np.uint64(row * columns)
        middle = zero
        if rule.shifted or rule.centered:
            for j in range(np.uint64(columns)):
                middle += x[at + j]
            middle /= x.dtype.type(columns)
        around = middle if rule.centered else zero
        total = zero
        for j in range(np.uint64(columns)):
            apart = x[at + j] - around
            total += apart * apart
        root = np.sqrt(total * share + small)
        factor = one / root if root * most > one else most
        mean[row] = middle
        inverse[row] = factor
        shift = middle if rule.shifted else zero
        for j in range(np.uint64(columns)):
            y[at + j] = (x[at + j] - shift) * factor * gamma[j] + beta[j]


class RowGradients(NamedTuple):
    """Where gradients go: that of x, added or not, and for each piece of rows its share of gamma's and beta's. Empty
    ones are not wanted."""

    x: Array
    add: bool
    gamma: Array
    beta: Array


@kernel
def rows_gradient(x, dy, gamma, rule, mean, inverse, rows, d, begin, end) -> None:
    """The gradients of the pieces begin…end, `rows` rows each; a row of length 0 has none."""
    zero, one, columns = x.dtype.type(0), x.dtype.type(1), gamma.size
    most, each = x.dtype.type(rule.most), one / x.dtype.type(columns)
    for piece in range(begin, end):
        part = np.uint64(piece * columns)
        if d.gamma.size > 0:
            for j in range(np.uint64(columns)):
                d.gamma[part + j] = zero
        if d.beta.size > 0:
            for j in range(np.uint64(columns)):
                d.beta[part + j] = zero
        for row in range(piece * rows, min((piece + 1) * rows, mean.size)):
            at, factor = np.uint64(row * columns), inverse[row]
            shift = mean[row] if rule.shifted else zero
            around = mean[row] if rule.centered else zero
            if d.gamma.size > 0:
                for j in range(np.uint64(columns)):
                    d.gamma[part + j] += dy[at + j] * ((x[at + j] - shift) * factor)
            if d.beta.size > 0:
                for j in range(np.uint64(columns)):
                    d.beta[part + j] += dy[at + j]
            if d.x.size > 0:
                plain, along = zero, zero
                for j in range(np.uint64(columns)):
                    slope = dy[at + j] * gamma[j]
                    plain += slope
                    along += slope * (x[at + j] - shift)
                # What is divided by its bound, and not by its length, is as good as 0: it has no direction.
                lead = factor if factor < most else zero
                even = plain * each if rule.shifted else zero
                bend = along * lead * lead * x.dtype.type(1.0 / rule.divisor)
                for j in range(np.uint64(columns)):
                    found = (dy[at + j] * gamma[j] - even - (x[at + j] - around) * bend) * lead
                    d.x[at + j] = (d.x[at + j] if d.add else zero) + found
