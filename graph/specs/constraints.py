"""Keras' weight constraints as values; applied after each optimizer step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Value

AXIS = "the axes of a weight along which its norm is taken: 0 for each unit of a Dense layer"


@dataclass(frozen=True)
class Constraint(Value):
    category: ClassVar[str] = "constraint"

    def misfit(self, shape: tuple[int, ...]) -> Message | None:
        """Why it can't hold a weight of this shape; None where it can."""
        axis = getattr(self, "axis", ())
        axes = (axis,) if isinstance(axis, int) else axis
        if all(-len(shape) <= a < len(shape) for a in axes) and len({a % len(shape) for a in axes}) == len(axes):
            return None
        return say(
            "{kind}: axis must be different axes of the weight, from 0 to {last}. Received: axis={axis} for the shape "
            "{shape}.",
            kind=self.kind,
            last=len(shape) - 1,
            axis=str(axis),
            shape=str(shape),
        )


@register
@dataclass(frozen=True)
class NonNeg(Constraint):
    caption: ClassVar[str] = "Negative weights become 0."
    formula: ClassVar[str] = "w ← max(w, 0)"


@register
@dataclass(frozen=True)
class MaxNorm(Constraint):
    caption: ClassVar[str] = "Norms along an axis are never above a limit."
    formula: ClassVar[str] = "w ← w · min(|w|, max_value) / (|w| + 1e−7)"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"max_value": 0.5, "axis": 1}, {"axis": (0, 1)})

    max_value: float = param("float", 2.0, "the largest norm", low=0)
    axis: int | tuple[int, ...] = param("axes", 0, AXIS)


@register
@dataclass(frozen=True)
class UnitNorm(Constraint):
    caption: ClassVar[str] = "Norms along an axis are 1."
    formula: ClassVar[str] = "w ← w / (|w| + 1e−7)"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"axis": 1})

    axis: int | tuple[int, ...] = param("axes", 0, AXIS)


@register
@dataclass(frozen=True)
class MinMaxNorm(Constraint):
    caption: ClassVar[str] = "Norms along an axis are drawn between two limits."
    formula: ClassVar[str] = "w ← w · n / (|w| + 1e−7), n = rate · clip(|w|, min_value, max_value) + (1 − rate) · |w|"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"min_value": 0.5, "max_value": 0.6, "rate": 0.5, "axis": 1})

    min_value: float = param("float", 0.0, "the smallest norm", low=0)
    max_value: float = param("float", 1.0, "the largest norm", low=0)
    rate: float = param("float", 1.0, "how far they are drawn at each step: 1 all the way", low=0, high=1)
    axis: int | tuple[int, ...] = param("axes", 0, AXIS)
