"""What holds for every kind of loss; a new one needs nothing here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.specs.losses.loss import GROUPS, SEQUENCES, Loss
from graph.specs.registry import kinds, make
from graph.specs.spec import Value
from runtime.training.losses.batch_loss import BatchLossOp
from runtime.training.losses.loss_op import LossOp, loss_values

ROWS, CLASSES = 5, 4
LOSSES = [
    pytest.param(make(kind, given), id=f"{name}-{i}")
    for name, kind in kinds("loss").items()
    for i, given in enumerate(kind.examples)
]


def sample(loss: Any) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions that every loss takes: fractions, rows that are probabilities, or class numbers."""
    rng = np.random.default_rng(3)
    prediction, target = rng.uniform(0.1, 0.9, (2, ROWS, CLASSES))
    if loss.numbers == SEQUENCES:
        return np.array([[1, 2, 0], [3, 3, 1], [0, 0, 0], [2, 0, 0], [1, 3, 3]]), rng.normal(size=(ROWS, 6, CLASSES))
    if loss.numbers == GROUPS:
        return np.array([0, 7, 0, 7, 7]), prediction / np.linalg.norm(prediction, axis=1, keepdims=True)
    if loss.probabilities == "categorical":
        target /= target.sum(axis=1, keepdims=True)
        if not loss.from_logits:
            prediction /= prediction.sum(axis=1, keepdims=True)
    return (rng.integers(0, CLASSES, ROWS) if loss.sparse else target), prediction


def bound(
    loss: Loss, target: Any, prediction: Any, gradient: Any = None, add: bool = False, weight: float = 1.0
) -> Any:
    return (BatchLossOp if loss.whole_batch else LossOp)(loss, target, prediction, gradient, add, weight)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(("add", "weighted"), [(False, False), (True, True)])
def test_the_gradient_is_that_of_central_differences(loss: Loss, add: bool, weighted: bool) -> None:
    target, prediction = sample(loss)
    weights = np.linspace(0.5, 2, ROWS) if weighted else None
    gradient = np.full(prediction.shape, 0.25 if add else np.nan)
    bound(loss, target, prediction, gradient, add, 0.7).compute(weights)
    forward = bound(loss, target, prediction)
    found = np.zeros_like(prediction)
    for at in np.ndindex(prediction.shape):
        before = prediction[at]
        for sign in (1, -1):
            prediction[at] = before + sign * 1e-5
            found[at] += 0.7 * sign * forward.compute(weights) / 2e-5
        prediction[at] = before
    np.testing.assert_allclose(gradient, found + (0.25 if add else 0), rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("loss", LOSSES)
def test_rows_are_reduced_as_the_loss_says(loss: Loss) -> None:
    target, prediction = sample(loss)
    op = bound(loss, target, prediction)
    rows = op.each(None) if loss.whole_batch else loss_values(loss, target, prediction)
    whole = op.compute(None)
    assert whole == pytest.approx(rows.sum() if loss.reduction == "sum" else rows.mean(), rel=1e-9)
    assert np.isfinite(rows).all()


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_no_number_shows(loss: Loss) -> None:
    target, prediction = sample(loss)
    prediction[1] = np.nan
    assert np.isnan(bound(loss, target, prediction).compute(None))


@pytest.mark.parametrize("kind", [*kinds("loss").values(), *kinds("regularizer").values()])
def test_the_reference_says_what_it_computes(kind: type[Value]) -> None:
    assert kind.caption
    assert kind.formula
