"""Losses of errors, counts, margins and directions: values by their formulas, gradients, NaN that shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.specs.registry import find
from runtime.training.losses.loss_op import LossOp, loss_values

Y = np.array([[0.2, 1.0, 0.3], [0.5, 0.1, 0.4]])
P = np.array([[0.7, 0.2, 0.45], [0.3, 0.65, 0.9]])
NAMES = ("mape", "msle", "huber", "log_cosh", "poisson", "kl_divergence", "hinge", "squared_hinge", "categorical_hinge",
         "cosine_similarity")  # fmt: skip


def loss_named(name: str) -> Any:
    kind = find("loss", name)
    assert kind is not None
    return kind()


def formula(name: str, y: Any, p: Any) -> Any:
    d = p - y
    return {
        "mape": lambda: 100 * np.mean(abs(d) / np.maximum(abs(y), 1e-7), -1),
        "msle": lambda: np.mean((np.log1p(p) - np.log1p(np.maximum(y, 1e-7))) ** 2, -1),
        "huber": lambda: np.mean(np.where(abs(d) <= 1, d * d / 2, abs(d) - 0.5), -1),
        "log_cosh": lambda: np.mean(np.log(np.cosh(d)), -1),
        "poisson": lambda: np.mean(p - y * np.log(p + 1e-7), -1),
        "kl_divergence": lambda: np.sum(np.clip(y, 1e-7, 1) * np.log(np.clip(y, 1e-7, 1) / p), -1),
        "hinge": lambda: np.mean(np.maximum(1 - y * p, 0), -1),
        "squared_hinge": lambda: np.mean(np.maximum(1 - y * p, 0) ** 2, -1),
        "categorical_hinge": lambda: np.maximum(1 + np.max((1 - y) * p, -1) - np.sum(y * p, -1), 0),
        "cosine_similarity": lambda: -np.sum(y * p, -1) / np.linalg.norm(y, axis=-1) / np.linalg.norm(p, axis=-1),
    }[name]()


@pytest.mark.parametrize("name", NAMES)
def test_values_follow_the_formula(name: str) -> None:
    np.testing.assert_allclose(loss_values(loss_named(name), Y, P), formula(name, Y, P), rtol=1e-9)
    far = 5 * P - 2  # beyond Huber's delta, and on both sides of the margins
    if name not in ("msle", "poisson", "kl_divergence"):
        np.testing.assert_allclose(loss_values(loss_named(name), Y, far), formula(name, Y, far), rtol=1e-9)


@pytest.mark.parametrize("name", ["hinge", "squared_hinge"])
def test_targets_of_zero_and_one_count_as_signs(name: str) -> None:
    bits = np.array([[0.0, 1.0], [1.0, 1.0]])
    p = np.array([[0.3, -0.2], [2.0, 0.4]])
    np.testing.assert_allclose(loss_values(loss_named(name), bits, p), formula(name, 2 * bits - 1, p))


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_gradients_are_those_of_central_differences(name: str, add: bool) -> None:
    p, gradient = P.copy(), np.full(P.shape, 1.0 if add else np.nan)
    op = LossOp(loss_named(name), Y, p, gradient, add, 0.7)
    weights = np.array([0.5, 2.0])
    op.compute(weights)
    found = gradient - add
    for at in range(p.size):
        kept, slope = p.flat[at], 0.0
        for sign in (1, -1):
            p.flat[at] = kept + sign * 1e-6
            slope += sign * float(np.dot(loss_values(loss_named(name), Y, p), weights)) / 2
        p.flat[at] = kept
        assert found.flat[at] == pytest.approx(0.7 * slope / 2e-6, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_nan_shows_in_the_loss_and_in_the_gradient(name: str) -> None:
    p, gradient = P.copy(), np.zeros(P.shape)
    p[1, 2] = np.nan
    loss = LossOp(loss_named(name), Y, p, gradient, False, 1.0).compute(None)
    assert np.isnan(loss)
    assert np.isnan(gradient[1, 2])


@pytest.mark.parametrize(("name", "p"), [("msle", [-0.5, 0.0, 0.5]), ("kl_divergence", [-0.5, 0.5, 1.5])])
def test_a_clipped_prediction_has_no_slope(name: str, p: list[float]) -> None:
    y, prediction, gradient = np.array([[0.2, 0.3, 0.4]]), np.array([p]), np.full((1, 3), np.nan)
    LossOp(loss_named(name), y, prediction, gradient, False, 1.0).compute(None)
    clipped = np.clip(prediction, 1e-7, 1 if name == "kl_divergence" else None)
    np.testing.assert_allclose(loss_values(loss_named(name), y, prediction), formula(name, y, clipped), rtol=1e-9)
    np.testing.assert_array_equal(gradient == 0, prediction != clipped)


def test_wrong_classes_that_tie_share_the_slope() -> None:
    y, p, gradient = np.array([[1.0, 0.0, 0.0]]), np.array([[0.2, 0.4, 0.4]]), np.full((1, 3), np.nan)
    value = LossOp(loss_named("categorical_hinge"), y, p, gradient, False, 1.0).compute(None)
    assert value == pytest.approx(formula("categorical_hinge", y, p)[0])
    np.testing.assert_allclose(gradient, [[-1, 0.5, 0.5]])
