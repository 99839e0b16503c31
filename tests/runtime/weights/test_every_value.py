"""What holds for every initializer, regularizer and constraint; a new one needs nothing here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.specs.registry import kinds, make
from runtime.weights.constraints import constraint_rule
from runtime.weights.initializers import initial_value
from runtime.weights.regularizers import weight_penalty


def values_of(category: str) -> list[Any]:
    return [
        pytest.param(make(kind, given), id=f"{name}-{i}")
        for name, kind in kinds(category).items()
        for i, given in enumerate(kind.examples)
    ]


def weight() -> Any:
    return np.random.default_rng(2).normal(size=(4, 3))


def shape_for(initializer: Any) -> tuple[int, ...]:
    return next(shape for shape in ((6, 4), (3, 1, 4)) if initializer.misfit(shape) is None)


@pytest.mark.parametrize("initializer", values_of("initializer"))
def test_the_same_seed_draws_the_same_finite_numbers(initializer: Any) -> None:
    shape = shape_for(initializer)
    first, second = (initial_value(initializer, shape, np.random.default_rng(1)) for _ in range(2))
    assert first.shape == shape and first.dtype == np.float64
    assert np.isfinite(first).all()
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("initializer", values_of("initializer"))
def test_a_seed_of_its_own_counts_more(initializer: Any) -> None:
    shape = shape_for(initializer)
    first, second = (initial_value(initializer, shape, np.random.default_rng(seed)) for seed in (1, 2))
    varies = getattr(initializer, "seed", 0) is None
    assert (first != second).any() == varies


@pytest.mark.parametrize("regularizer", values_of("regularizer"))
def test_a_penalty_s_gradient_is_that_of_central_differences(regularizer: Any) -> None:
    array, gradient = weight(), np.ones((4, 3))
    penalty = weight_penalty(regularizer, array, gradient)
    penalty.add_gradient()
    assert penalty.value() > 0
    for at in np.ndindex(array.shape):
        slope = 0.0
        for sign in (1, -1):
            moved = array.copy()
            moved[at] += sign * 1e-6
            slope += sign * weight_penalty(regularizer, moved, None).value() / 2e-6
        assert gradient[at] == pytest.approx(1 + slope, rel=1e-6)


@pytest.mark.parametrize("constraint", values_of("constraint"))
def test_a_constraint_holds_and_then_leaves_alone(constraint: Any) -> None:
    rule, array = constraint_rule(constraint), weight() * 3
    for _ in range(60):  # some draw weights only a part of the way
        rule.apply(array)
    settled = array.copy()
    rule.apply(array)
    assert np.isfinite(array).all()
    np.testing.assert_allclose(array, settled, rtol=1e-5)
