"""Further update rules over flat arrays, as those of `optimizers`. Formulas: keras/src/optimizers."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import steady_kernel as kernel
from runtime.jit.denormals import flush_denormals, restore_denormals


@kernel
def adamax(w, g, m, u, rate, rest_1, beta_2, epsilon, begin, end):
    """m ← m + (g − m)(1 − β₁); u ← max(β₂u, |g|); w ← w − rate · m / (u + ε), the rate corrected for the start."""
    mode = flush_denormals()
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        faded, size = beta_2 * u[i], abs(g[i])
        # Written so that a NaN gets through.
        u[i] = faded if faded >= size else size
        w[i] -= rate * m[i] / (u[i] + epsilon)
    restore_denormals(mode)


@kernel
def nadam(w, g, m, v, now, ahead, root, rest_1, rest_2, epsilon, begin, end):
    """w ← w − (ahead · m + now · g) / (√v · root + ε), where `ahead` and `now` hold the rate and all corrections."""
    mode = flush_denormals()
    for i in range(np.uint64(begin), np.uint64(end)):
        m[i] += (g[i] - m[i]) * rest_1
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        w[i] -= (ahead * m[i] + now * g[i]) / (np.sqrt(v[i]) * root + epsilon)
    restore_denormals(mode)


@kernel
def adagrad(w, g, a, rate, epsilon, begin, end):
    """a ← a + g²; w ← w − rate · g / √(a + ε)."""
    for i in range(np.uint64(begin), np.uint64(end)):
        a[i] += g[i] * g[i]
        w[i] -= rate * g[i] / np.sqrt(a[i] + epsilon)


@kernel
def adadelta(w, g, a, d, rate, rho, epsilon, begin, end):
    """a ← ρa + (1 − ρ)g²; Δ = −g√(d + ε)/√(a + ε); d ← ρd + (1 − ρ)Δ²; w ← w + rate · Δ."""
    mode = flush_denormals()
    rest = w.dtype.type(1.0) - rho
    for i in range(np.uint64(begin), np.uint64(end)):
        a[i] = rho * a[i] + rest * g[i] * g[i]
        step = -np.sqrt(d[i] + epsilon) * g[i] / np.sqrt(a[i] + epsilon)
        d[i] = rho * d[i] + rest * step * step
        w[i] += rate * step
    restore_denormals(mode)


@kernel
def ftrl(w, g, a, z, rate, power, l1, l2, shrinkage, begin, end):
    """See the formula of `Ftrl`; `l2` holds β as well, `power` is that of the sums, ½ as a rule."""
    two = w.dtype.type(2.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        total = a[i] + g[i] * g[i]
        after, before = total**power, a[i] ** power
        z[i] += g[i] + two * shrinkage * w[i] - (after - before) / rate * w[i]
        near = min(max(z[i], -l1), l1)
        w[i] = (near - z[i]) / (after / rate + two * l2)
        a[i] = total


@kernel
def lion(w, g, m, rate, beta_1, beta_2, begin, end):
    """w ← w − rate · sign(β₁m + (1 − β₁)g); m ← β₂m + (1 − β₂)g."""
    mode = flush_denormals()
    one = w.dtype.type(1.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        w[i] -= rate * np.sign(m[i] * beta_1 + g[i] * (one - beta_1))
        m[i] = m[i] * beta_2 + g[i] * (one - beta_2)
    restore_denormals(mode)


@kernel
def schedule_free_adamw(w, g, z, v, rate, share, root, beta_1, rest_2, epsilon, begin, end):
    """v as in Adam; x is what w was made of; z ← z − rate · g / (√v · root + ε); x ← x + (z − x) · share;
    w ← (1 − β₁)z + β₁x."""
    mode = flush_denormals()
    one = w.dtype.type(1.0)
    for i in range(np.uint64(begin), np.uint64(end)):
        v[i] += (g[i] * g[i] - v[i]) * rest_2
        before = z[i]
        z[i] -= rate * g[i] / (np.sqrt(v[i]) * root + epsilon)
        x = (w[i] - (one - beta_1) * before) / beta_1
        x = (one - share) * x + share * z[i]
        w[i] = (one - beta_1) * z[i] + beta_1 * x
    restore_denormals(mode)
