"""Constraints on weights, applied after each step. Formulas: keras/src/constraints."""

from __future__ import annotations

import numpy as np

from graph.specs import constraints as specs
from graph.specs.spec import Value
from runtime.ops.op import Array

EPSILON = 1e-7


def constrain(constraint: Value, weight: Array) -> None:
    """Bring a weight into its constraint, in place."""
    match constraint:
        case specs.NonNeg():
            np.maximum(weight, 0, out=weight)
        case specs.MaxNorm(max_value=most, axis=axis):
            norms = _norms(weight, axis)
            weight *= np.clip(norms, 0, most) / (EPSILON + norms)
        case specs.UnitNorm(axis=axis):
            weight /= EPSILON + _norms(weight, axis)
        case specs.MinMaxNorm(min_value=least, max_value=most, rate=rate, axis=axis):
            norms = _norms(weight, axis)
            wanted = rate * np.clip(norms, least, most) + (1 - rate) * norms
            weight *= wanted / (EPSILON + norms)


def _norms(weight: Array, axis: tuple[int, ...]) -> Array:
    norms: Array = np.sqrt(np.sum(np.square(weight), axis=axis, keepdims=True))
    return norms
