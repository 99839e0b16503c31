"""Update rules over flat arrays: every weight of a network in one pass. Formulas: keras/src/optimizers.

A rule gets the weights, their gradients, its slots (arrays as long as the weights), the numbers of a step, and which
weights to move. Nothing is reordered, so that a row of a table gets the same bits alone as among all others. Moving
averages of weights that get no gradient fade below 1e-38; there they count as zero, see `denormals`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import steady_kernel as kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.elementwise.roots import inverse_root

Array = np.ndarray[Any, Any]


class MomentumNumbers(NamedTuple):
    rate: float
    momentum: float
    nesterov: bool


class RMSNumbers(NamedTuple):
    rate: float
    rho: float
    epsilon: float


class FullRMSNumbers(NamedTuple):
    rate: float
    rho: float
    epsilon: float
    momentum: float
    centered: bool


class AdamNumbers(NamedTuple):
    """`alpha` is the rate, corrected for the start; the others are 1 − β₁, 1 − β₂ and ε."""

    alpha: float
    rest_1: float
    rest_2: float
    epsilon: float


class Used(NamedTuple):
    """The rows of a table that have a gradient, by their numbers, and how long each is."""

    columns: int
    rows: Array


class Waiting(NamedTuple):
    """As `Used`; `due` says for every row which step it waits for, and `step` which one this is."""

    columns: int
    rows: Array
    due: Array
    step: int


@kernel
def sgd(w, g, rate, begin, end):
    """w ← w − rate · g."""
    for i in range(np.uint64(begin), np.uint64(end)):
        w[i] -= rate * g[i]


@kernel
def sgd_momentum(w, g, slots, numbers, begin, end):
    """m ← μm − rate·g; w ← w + m, or with Nesterov w ← w + μm − rate·g."""
    mode = flush_denormals()
    (m,) = slots
    rate, momentum, nesterov = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        step = momentum * m[i] - rate * g[i]
        m[i] = step
        w[i] += momentum * step - rate * g[i] if nesterov else step
    restore_denormals(mode)


@kernel
def rmsprop(w, g, slots, numbers, begin, end):
    """v ← ρv + (1 − ρ)g²; w ← w − rate · g / √(v + ε)."""
    mode = flush_denormals()
    (v,) = slots
    rate, rho, epsilon = numbers
    rest = w.dtype.type(1.0) - rho
    for i in range(np.uint64(begin), np.uint64(end)):
        v[i] = rho * v[i] + rest * g[i] * g[i]
        w[i] -= rate * g[i] * inverse_root(v[i] + epsilon)
    restore_denormals(mode)


@kernel
def fade(v, rho, steps, begin, end):
    """What `rmsprop` does in steps without a gradient: v ← ρv, each time rounded; weights stay as they are."""
    mode = flush_denormals()
    low, high = np.uint64(begin), np.uint64(end)
    for step in range(steps):
        for i in range(low, high):
            v[i] *= rho
        if step % 64 == 63:
            left = False
            for i in range(low, high):
                left |= v[i] != 0
            if not left:
                break
    restore_denormals(mode)


@kernel
def sgd_rows(w, g, rate, table, begin, end):
    """`sgd` of the rows begin…end of a list; the others have no gradient, so nothing would happen to them."""
    for i in range(begin, end):
        at = table.rows[i] * table.columns
        sgd(w, g, rate, at, at + table.columns)


@kernel
def rmsprop_rows(w, g, slots, numbers, table, begin, end):
    """`rmsprop` of the rows begin…end of a `Waiting` list, after the steps they missed."""
    for i in range(begin, end):
        row = table.rows[i]
        at = row * table.columns
        fade(slots[0], numbers.rho, table.step - table.due[row], at, at + table.columns)
        rmsprop(w, g, slots, numbers, at, at + table.columns)
        table.due[row] = table.step + 1


@kernel
def fade_rows(v, rho, columns, due, step, begin, end):
    """Bring v of all rows begin…end up to the beginning of a step."""
    for row in range(begin, end):
        fade(v, rho, step - due[row], row * columns, (row + 1) * columns)
        due[row] = step


@kernel
def rmsprop_full(w, g, slots, numbers, begin, end):
    """RMSprop with momentum m and, where centered, the running mean a taken from the variance."""
    mode = flush_denormals()
    v, m, a = slots
    rate, rho, epsilon, momentum, centered = numbers
    rest = w.dtype.type(1.0) - rho
    for i in range(np.uint64(begin), np.uint64(end)):
        v[i] = rho * v[i] + rest * g[i] * g[i]
        spread = v[i]
        if centered:
            a[i] = rho * a[i] + rest * g[i]
            spread -= a[i] * a[i]
        step = rate * g[i] * inverse_root(spread + epsilon)
        m[i] = momentum * m[i] + step
        w[i] -= m[i]
    restore_denormals(mode)


@kernel
def adam(w, g, slots, numbers, begin, end):
    """m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); w ← w − αm / (√v + ε)."""
    mode = flush_denormals()
    m, v = slots
    alpha, rest_1, rest_2, epsilon = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        w[i] -= alpha * m[i] / (np.sqrt(v[i]) + epsilon)
    restore_denormals(mode)


@kernel
def adam_amsgrad(w, g, slots, numbers, begin, end):
    """Adam whose denominator never shrinks: the largest v so far."""
    mode = flush_denormals()
    m, v, top = slots
    alpha, rest_1, rest_2, epsilon = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        # Written so that a NaN in v gets through.
        top[i] = top[i] if top[i] >= v[i] else v[i]
        w[i] -= alpha * m[i] / (np.sqrt(top[i]) + epsilon)
    restore_denormals(mode)


@kernel
def sgd_momentum_rows(w, g, slots, numbers, table, begin, end):
    """`sgd_momentum` of the rows begin…end of a list."""
    for i in range(begin, end):
        at = table.rows[i] * table.columns
        sgd_momentum(w, g, slots, numbers, at, at + table.columns)


@kernel
def rmsprop_full_rows(w, g, slots, numbers, table, begin, end):
    """`rmsprop_full` of the rows begin…end of a list."""
    for i in range(begin, end):
        at = table.rows[i] * table.columns
        rmsprop_full(w, g, slots, numbers, at, at + table.columns)


@kernel
def adam_rows(w, g, slots, numbers, table, begin, end):
    """`adam` of the rows begin…end of a list."""
    for i in range(begin, end):
        at = table.rows[i] * table.columns
        adam(w, g, slots, numbers, at, at + table.columns)


@kernel
def adam_amsgrad_rows(w, g, slots, numbers, table, begin, end):
    """`adam_amsgrad` of the rows begin…end of a list."""
    for i in range(begin, end):
        at = table.rows[i] * table.columns
        adam_amsgrad(w, g, slots, numbers, at, at + table.columns)
