"""Keras' weight constraints as values; applied after each optimizer step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Value


@dataclass(frozen=True)
class Constraint(Value):
    category: ClassVar[str] = "constraint"


@register
@dataclass(frozen=True)
class NonNeg(Constraint):
    """Negative weights become zero."""


@register
@dataclass(frozen=True)
class MaxNorm(Constraint):
    """Norms along `axis` are at most `max_value`."""

    examples: ClassVar[tuple[Any, ...]] = ({}, {"max_value": 0.5, "axis": 1}, {"axis": (0, 1)})

    max_value: float = param("float", 2.0, low=0)
    axis: tuple[int, ...] = param("ints", 0)


@register
@dataclass(frozen=True)
class UnitNorm(Constraint):
    """Norms along `axis` are 1."""

    examples: ClassVar[tuple[Any, ...]] = ({}, {"axis": 1})

    axis: tuple[int, ...] = param("ints", 0)


@register
@dataclass(frozen=True)
class MinMaxNorm(Constraint):
    """Norms along `axis` are pulled between the two values at `rate`."""

    examples: ClassVar[tuple[Any, ...]] = ({}, {"min_value": 0.5, "max_value": 0.6, "rate": 0.5, "axis": 1})

    min_value: float = param("float", 0.0, low=0)
    max_value: float = param("float", 1.0, low=0)
    rate: float = param("float", 1.0, low=0, high=1)
    axis: tuple[int, ...] = param("ints", 0)
