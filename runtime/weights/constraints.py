"""Constraints on weights, applied after each step. Formulas: keras/src/constraints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from graph.specs import constraints as specs
from graph.specs.message import say
from graph.specs.spec import Value
from runtime.kinds.computes import computes, computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array

EPSILON = 1e-7


class ConstraintRule(ABC):
    """Base of what holds weights back."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    @abstractmethod
    def apply(self, weight: Array) -> None:
        """Bring a weight into its constraint, in place."""


def constraint_rule(constraint: Value) -> ConstraintRule:
    """What applies a constraint; raises RunError for one that can't be computed here."""
    found = computing(type(constraint), ConstraintRule)
    if found is None:
        raise RunError(say("The constraint {kind} can't be computed here.", kind=constraint.kind))
    return found(constraint)


@computes(specs.NonNeg)
class NonNegRule(ConstraintRule):
    def apply(self, weight: Array) -> None:
        np.maximum(weight, 0, out=weight)


@computes(specs.MaxNorm)
class MaxNormRule(ConstraintRule):
    def apply(self, weight: Array) -> None:
        norms = _norms(weight, self.spec)
        weight *= np.clip(norms, 0, self.spec.max_value) / (EPSILON + norms)


@computes(specs.UnitNorm)
class UnitNormRule(ConstraintRule):
    def apply(self, weight: Array) -> None:
        weight /= EPSILON + _norms(weight, self.spec)


@computes(specs.MinMaxNorm)
class MinMaxNormRule(ConstraintRule):
    def apply(self, weight: Array) -> None:
        s, norms = self.spec, _norms(weight, self.spec)
        wanted = s.rate * np.clip(norms, s.min_value, s.max_value) + (1 - s.rate) * norms
        weight *= wanted / (EPSILON + norms)


def _norms(weight: Array, spec: Any) -> Array:
    fault = spec.misfit(weight.shape)
    if fault is not None:
        raise RunError(fault)
    norms: Array = np.sqrt(np.sum(np.square(weight), axis=spec.axis, keepdims=True))
    return norms
