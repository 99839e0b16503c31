"""Normalized rows and their gradients against NumPy and central differences, for every rule."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest

from runtime.kernels.elementwise.row_norms import RowGradients, RowRule, normalize_rows, rows_gradient

Array = np.ndarray[Any, Any]
ROWS, COLUMNS = 5, 4
RULES = {
    "layer": RowRule(COLUMNS, 0.1, True, True, inf),
    "without a shift": RowRule(COLUMNS, 0.1, False, True, inf),
    "root mean square": RowRule(COLUMNS, 0.1, False, False, inf),
    "unit": RowRule(1.0, 0.0, False, False, 1e12),
}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def draw(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape) + 0.5


def run(rule: RowRule, x: Array, gamma: Array, beta: Array) -> tuple[Array, Array, Array]:
    y, mean, inverse = np.empty_like(x), np.empty(len(x)), np.empty(len(x))
    normalize_rows(x.reshape(-1), gamma, beta, y.reshape(-1), rule, mean, inverse, 0, len(x))
    return y, mean, inverse


def naive(rule: RowRule, x: Array, gamma: Array, beta: Array) -> Array:
    mean = x.mean(1, keepdims=True)
    squares = ((x - mean * rule.centered) ** 2).sum(1, keepdims=True) / rule.divisor
    return (x - mean * rule.shifted) / np.sqrt(squares + rule.epsilon) * gamma + beta


@every_rule
def test_rows_are_normalized_as_the_formula_says(rule: RowRule) -> None:
    x, gamma, beta = draw(ROWS, COLUMNS), draw(COLUMNS, seed=1), draw(COLUMNS, seed=2)
    np.testing.assert_allclose(run(rule, x, gamma, beta)[0], naive(rule, x, gamma, beta), rtol=1e-12)


@pytest.mark.parametrize("add", [False, True])
@every_rule
def test_gradients_are_slopes(rule: RowRule, add: bool) -> None:
    x, gamma, beta, dy = draw(ROWS, COLUMNS), draw(COLUMNS, seed=1), draw(COLUMNS, seed=2), draw(ROWS, COLUMNS, seed=3)
    _, mean, inverse = run(rule, x, gamma, beta)
    dx, parts = np.ones(x.size), [np.full(3 * COLUMNS, np.nan) for _ in range(2)]
    into = RowGradients(dx, add, *parts)
    rows_gradient(x.reshape(-1), dy.reshape(-1), gamma, rule, mean, inverse, 2, into, 0, 3)
    d_gamma, d_beta = (part.reshape(3, COLUMNS).sum(0) for part in parts)
    for array, gradient in ((x, dx - add), (gamma, d_gamma), (beta, d_beta)):
        for at in range(array.size):
            found = []
            for step in (1e-6, -2e-6):
                array.flat[at] += step
                found.append((naive(rule, x, gamma, beta) * dy).sum())
            array.flat[at] += 1e-6
            assert gradient.flat[at] == pytest.approx((found[0] - found[1]) / 2e-6, rel=1e-6, abs=1e-8)


def test_what_is_not_wanted_is_left_out_and_a_row_of_zeros_has_no_direction() -> None:
    x, gamma, none = np.zeros((1, COLUMNS)), np.ones(COLUMNS), np.zeros(0)
    y, mean, inverse = run(RULES["unit"], x, gamma, np.zeros(COLUMNS))
    np.testing.assert_array_equal(y, 0)
    dx = np.ones(COLUMNS)
    rows_gradient(x[0], gamma, gamma, RULES["unit"], mean, inverse, 1, RowGradients(dx, False, none, none), 0, 1)
    np.testing.assert_array_equal(dx, 0)
    rows_gradient(x[0], gamma, gamma, RULES["unit"], mean, inverse, 1, RowGradients(none, False, none, none), 0, 1)
