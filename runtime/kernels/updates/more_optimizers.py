"""Further update rules over flat arrays, as those of `optimizers`. Formulas: keras/src/optimizers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from runtime.jit.declare import steady_kernel as kernel
from runtime.jit.denormals import flush_denormals, restore_denormals


class AdamaxNumbers(NamedTuple):
    """The rate is corrected for the start."""

    rate: float
    rest_1: float
    beta_2: float
    epsilon: float


class NadamNumbers(NamedTuple):
    """`now` and `ahead` hold the rate and all corrections."""

    now: float
    ahead: float
    root: float
    rest_1: float
    rest_2: float
    epsilon: float


class AdagradNumbers(NamedTuple):
    rate: float
    epsilon: float


class LionNumbers(NamedTuple):
    rate: float
    beta_1: float
    beta_2: float


class AdadeltaNumbers(NamedTuple):
    rate: float
    rho: float
    epsilon: float


class FtrlNumbers(NamedTuple):
    """`l2` holds β as well, `power` is that of the sums, ½ as a rule."""

    rate: float
    power: float
    l1: float
    l2: float
    shrinkage: float


class ScheduleFreeNumbers(NamedTuple):
    rate: float
    share: float
    root: float
    beta_1: float
    rest_2: float
    epsilon: float


@kernel
def adamax(w, g, slots, numbers, begin, end):
    """m ← m + (g − m)(1 − β₁); u ← max(β₂u, |g|); w ← w − rate · m / (u + ε), the rate corrected for the start."""
    mode = flush_denormals()
    m, u = slots
    rate, rest_1, beta_2, epsilon = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        faded, size = beta_2 * u[i], abs(g[i])
        # Written so that a NaN gets through.
        u[i] = faded if faded >= size else size
        w[i] -= rate * m[i] / (u[i] + epsilon)
    restore_denormals(mode)


@kernel
def nadam(w, g, slots, numbers, begin, end):
    """w ← w − (ahead · m + now · g) / (√v · root + ε)."""
    mode = flush_denormals()
    m, v = slots
    now, ahead, root, rest_1, rest_2, epsilon = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        w[i] -= (ahead * m[i] + now * g[i]) / (np.sqrt(v[i]) * root + epsilon)
    restore_denormals(mode)


@kernel
def adagrad(w, g, slots, numbers, begin, end):
    """a ← a + g²; w ← w − rate · g / √(a + ε)."""
    (a,) = slots
    rate, epsilon = numbers
    for i in range(np.uint64(begin), np.uint64(end)):
        a[i] += g[i] * g[i]
        w[i] -= rate * g[i] / np.sqrt(a[i] + epsilon)


@kernel
def adadelta(w, g, slots, numbers, begin, end):
    """a ← ρa + (1 − ρ)g²; Δ = −g√(d + ε)/√(a + ε); d ← ρd + (1 − ρ)Δ²; w ← w + rate · Δ."""
    mode = flush_denormals()
    a, d = slots
    rate, rho, epsilon = numbers
    rest = w.dtype.type(1.0) - rho
    for i in range(np.uint64(begin), np.uint64(end)):
        a[i] = rho * a[i] + rest * g[i] * g[i]
        step = -np.sqrt(d[i] + epsilon) * g[i] / np.sqrt(a[i] + epsilon)
        d[i] = rho * d[i] + rest * step * step
        w[i] += rate * step
    restore_denormals(mode)


@kernel
def ftrl(w, g, slots, numbers, begin, end):
    """See the formula of `Ftrl`."""
    a, z = slots
    rate, power, l1, l2, shrinkage = numbers
    two = w.dtype.type(2.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        total = a[i] + g[i] * g[i]
        after, before = total**power, a[i] ** power
        z[i] += g[i] + two * shrinkage * w[i] - (after - before) / rate * w[i]
        near = min(max(z[i], -l1), l1)
        w[i] = (near - z[i]) / (after / rate + two * l2)
        a[i] = total


@kernel
def lion(w, g, slots, numbers, begin, end):
    """w ← w − rate · sign(β₁m + (1 − β₁)g); m ← β₂m + (1 − β₂)g."""
    mode = flush_denormals()
    (m,) = slots
    rate, beta_1, beta_2 = numbers
    one = w.dtype.type(1.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        w[i] -= rate * np.sign(m[i] * beta_1 + g[i] * (one - beta_1))
        m[i] = m[i] * beta_2 + g[i] * (one - beta_2)
    restore_denormals(mode)


@kernel
def schedule_free_adamw(w, g, slots, numbers, begin, end):
    """v as in Adam; x is what w was made of; z ← z − rate · g / (√v · root + ε); x ← x + (z − x) · share;
    w ← (1 − β₁)z + β₁x."""
    mode = flush_denormals()
    z, v = slots
    rate, share, root, beta_1, rest_2, epsilon = numbers
    one = w.dtype.type(1.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        before = z[i]
        z[i] -= rate * g[i] / (np.sqrt(v[i]) * root + epsilon)
        x = (w[i] - (one - beta_1) * before) / beta_1
        x = (one - share) * x + share * z[i]
        w[i] = (one - beta_1) * z[i] + beta_1 * x
    restore_denormals(mode)
