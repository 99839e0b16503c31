"""Connectionist temporal classification against the sum over all alignments, and against central differences."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest

from runtime.kernels.losses import sequence_losses as kernels

STEPS, CLASSES = 5, 3
LABELS = np.array([[1, 2, 0], [2, 2, 0], [0, 0, 0], [1, 2, 1], [1, 1, 1]])


def naive(labels: np.ndarray, logits: np.ndarray) -> float:
    """−log Σ over all sequences of classes that give the labels, each by the product of its probabilities."""
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    total = 0.0
    for way in product(range(CLASSES), repeat=STEPS):
        if [c for c, _ in groupby(way) if c] == [c for c in labels if c]:
            total += np.prod(p[range(STEPS), way])
    return -np.log(total)


def run(labels: np.ndarray, logits: np.ndarray, factors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    batch, length = labels.shape
    lengths, values = np.zeros(batch, np.int64), np.zeros(batch)
    assert kernels.label_faults(labels, lengths, CLASSES) == -1
    phi, emit = np.zeros((batch, STEPS + 1, length + 1)), np.zeros((batch, STEPS + 1, length))
    forward = labels, lengths, logits, np.zeros((batch, STEPS)), phi, emit
    kernels.ctc_forward(*forward, values, 0, batch)
    owed = np.full((batch, 2, length + 1), np.nan), np.full((batch, 2, length), np.nan), np.zeros((batch, CLASSES))
    gradient = np.full_like(logits, np.nan)
    kernels.ctc_backward(*forward, *owed, factors, gradient, 0, batch)
    return values, gradient


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_alignment_counts(dtype: type[np.floating]) -> None:
    rng = np.random.default_rng(1)
    logits, factors = rng.normal(size=(len(LABELS), STEPS, CLASSES)).astype(dtype), rng.uniform(0.5, 2, len(LABELS))
    values, gradient = run(LABELS, logits, factors)
    exact = logits.astype(np.float64)
    np.testing.assert_allclose(
        values, [naive(*given) for given in zip(LABELS, exact)], rtol=1e-12 if dtype is np.float64 else 1e-6
    )
    for i, t, k in np.ndindex(*logits.shape):
        step = np.zeros((STEPS, CLASSES))
        step[t, k] = 1e-5
        slope = (naive(LABELS[i], exact[i] + step) - naive(LABELS[i], exact[i] - step)) / 2e-5
        assert gradient[i, t, k] == pytest.approx(factors[i] * slope, rel=1e-5, abs=1e-7)


def test_what_cannot_be_costs_as_much_as_in_keras() -> None:
    labels, logits = np.array([[1, 1, 1]]), np.zeros((1, STEPS - 1, CLASSES))
    lengths, values = np.array([3]), np.zeros(1)
    states = np.zeros((1, STEPS, 4)), np.zeros((1, STEPS, 3))
    kernels.ctc_forward(labels, lengths, logits, np.zeros((1, STEPS - 1)), *states, values, 0, 1)
    assert values[0] == pytest.approx(100000, rel=1e-3)


def test_labels_that_are_no_classes_and_what_is_no_number() -> None:
    lengths = np.zeros(2, np.int64)
    assert kernels.label_faults(np.array([[1, 0], [3, 0]]), lengths, CLASSES) == 1
    assert kernels.label_faults(np.array([[-1, 0], [3, 0]]), lengths, CLASSES) == 0
    logits = np.zeros((len(LABELS), STEPS, CLASSES))
    logits[1, 2, 0] = np.nan
    values, _ = run(LABELS, logits, np.ones(len(LABELS)))
    assert np.isnan(values[1])
    assert np.isfinite(values[[0, 2, 3, 4]]).all()
