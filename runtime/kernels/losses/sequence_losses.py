"""Connectionist temporal classification, by the recurrence of Graves et al. (2006) in the form that Keras computes on
JAX: `phi` ends in a blank or at the start, `emit` in a label, both as logarithms; what can't be is e^−100000.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula, kernel

NEVER = -1e5


@formula
def _add(a, b):
    """log(e^a + e^b)."""
    top = max(a, b)
    if a != a or b != b:
        return a + b
    return top + np.log1p(np.exp(min(a, b) - top))


@formula
def _penalties(labels, i, n):
    """What going on from label n of sample i at once costs, and what going on over a blank costs: only one is free."""
    if n + 1 < labels.shape[1] and labels[i, n] == labels[i, n + 1]:
        return NEVER, 0.0
    return 0.0, NEVER


@kernel
def label_faults(labels, lengths, classes):
    """Fills how many labels each sample has, and returns the first sample with one that is no class, else −1."""
    found = -1
    for i in range(labels.shape[0]):
        lengths[i] = 0
        for n in range(labels.shape[1]):
            lengths[i] += labels[i, n] != 0
            if found < 0 and (labels[i, n] < 0 or labels[i, n] >= classes):
                found = i
    return found


@kernel
def ctc_forward(labels, lengths, logits, masses, phi, emit, values, begin, end):
    """−log of what all alignments of a sample's labels have of probability.

    labels (batch, length), lengths (batch,), logits (batch, steps, classes); masses (batch, steps) get log Σ e^z, phi
    (batch, steps + 1, length + 1) and emit (batch, steps + 1, length) the logarithms after each step.
    """
    steps, classes = logits.shape[1], logits.shape[2]
    for i in range(begin, end):
        count = lengths[i]
        for n in range(count):
            phi[i, 0, n] = 0.0 if n == 0 else NEVER
            emit[i, 0, n] = NEVER
        phi[i, 0, count] = 0.0 if count == 0 else NEVER
        for t in range(steps):
            top = logits[i, t, 0]
            for k in range(1, classes):
                top = max(top, logits[i, t, k])
            mass = 0.0
            for k in range(classes):
                mass += np.exp(logits[i, t, k] - top)
            masses[i, t] = top + np.log(mass)
            blank = logits[i, t, 0] - masses[i, t]
            before = phi[i, t, 0]
            phi[i, t + 1, 0] = before + blank
            for n in range(count):
                again, apart = _penalties(labels, i, n)
                label = logits[i, t, labels[i, n]] - masses[i, t]
                emit[i, t + 1, n] = _add(before + label, emit[i, t, n] + label)
                before = _add(phi[i, t, n + 1], emit[i, t, n] + again)
                phi[i, t + 1, n + 1] = _add(before + blank, emit[i, t, n] + blank + apart)
        last = phi[i, steps, count]
        values[i] = -last if count == 0 else -_add(last, emit[i, steps, count - 1])


@kernel
def ctc_backward(labels, lengths, logits, masses, phi, emit, d_phi, d_emit, by_class, factors, gradient, begin, end):
    """The gradient of `ctc_forward` by the logits, each sample's times its factor.

    d_phi (batch, 2, length + 1), d_emit (batch, 2, length) and by_class (batch, classes) are memory to work in.
    """
    steps, classes = logits.shape[1], logits.shape[2]
    for i in range(begin, end):
        count = lengths[i]
        now = 0
        for n in range(count):
            d_phi[i, 0, n] = 0.0
            d_emit[i, 0, n] = 0.0
        d_phi[i, 0, count] = -1.0
        if count > 0:
            total = _add(phi[i, steps, count], emit[i, steps, count - 1])
            d_phi[i, 0, count] = -np.exp(phi[i, steps, count] - total)
            d_emit[i, 0, count - 1] = -np.exp(emit[i, steps, count - 1] - total)
        for t in range(steps - 1, -1, -1):
            then = 1 - now
            blank = logits[i, t, 0] - masses[i, t]
            for k in range(classes):
                by_class[i, k] = 0.0
            for n in range(count):
                d_emit[i, then, n] = 0.0
            # `before` is phi with what labels gave it ahead of this step; `d_before` what is owed to it.
            before = phi[i, t, 0]
            d_before = d_phi[i, now, 0]
            by_class[i, 0] += d_phi[i, now, 0]
            for n in range(count):
                label = logits[i, t, labels[i, n]] - masses[i, t]
                owed = d_emit[i, now, n]
                by_class[i, labels[i, n]] += owed
                d_before += owed * np.exp(before + label - emit[i, t + 1, n])
                d_emit[i, then, n] += owed * np.exp(emit[i, t, n] + label - emit[i, t + 1, n])
                if n == 0:
                    d_phi[i, then, 0] = d_before
                else:
                    again, _ = _penalties(labels, i, n - 1)
                    d_phi[i, then, n] = d_before * np.exp(phi[i, t, n] - before)
                    d_emit[i, then, n - 1] += d_before * np.exp(emit[i, t, n - 1] + again - before)
                again, apart = _penalties(labels, i, n)
                before = _add(phi[i, t, n + 1], emit[i, t, n] + again)
                owed = d_phi[i, now, n + 1]
                by_class[i, 0] += owed
                d_before = owed * np.exp(before + blank - phi[i, t + 1, n + 1])
                d_emit[i, then, n] += owed * np.exp(emit[i, t, n] + blank + apart - phi[i, t + 1, n + 1])
            if count == 0:
                d_phi[i, then, 0] = d_before
            else:
                again, _ = _penalties(labels, i, count - 1)
                d_phi[i, then, count] = d_before * np.exp(phi[i, t, count] - before)
                d_emit[i, then, count - 1] += d_before * np.exp(emit[i, t, count - 1] + again - before)
            whole = 0.0
            for k in range(classes):
                whole += by_class[i, k]
            for k in range(classes):
                p = np.exp(logits[i, t, k] - masses[i, t])
                gradient[i, t, k] = factors[i] * (by_class[i, k] - p * whole)
            now = then
