"""Keras' weight and activity regularizers as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say, shape_text
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Shape, Value

STRENGTH = "how much the penalty counts beside the loss"


@dataclass(frozen=True)
class Regularizer(Value):
    category: ClassVar[str] = "regularizer"

    def misfit(self, _shape: Shape) -> Message | None:
        """Why it can't judge an array of this shape; None where it can."""
        return None


@register
@dataclass(frozen=True)
class L1(Regularizer):
    caption: ClassVar[str] = "Draws weights to 0, many of them all the way."
    formula: ClassVar[str] = "penalty = l1 · Σ |w|"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"l1": 0.3})

    l1: float = param("float", 0.01, STRENGTH, low=0)


@register
@dataclass(frozen=True)
class L2(Regularizer):
    caption: ClassVar[str] = "Draws weights towards 0, large ones most."
    formula: ClassVar[str] = "penalty = l2 · Σ w²"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"l2": 0.3})

    l2: float = param("float", 0.01, STRENGTH, low=0)


@register
@dataclass(frozen=True)
class L1L2(Regularizer):
    caption: ClassVar[str] = "Both: many weights at 0, none of them large."
    formula: ClassVar[str] = "penalty = l1 · Σ |w| + l2 · Σ w²"
    names: ClassVar[tuple[str, ...]] = ("l1_l2", "l1l2")
    examples: ClassVar[tuple[Any, ...]] = ({"l1": 0.2, "l2": 0.3}, {"l2": 0.3})
    l1: float = param("float", 0.0, STRENGTH, low=0)
    l2: float = param("float", 0.0, STRENGTH, low=0)


@register
@dataclass(frozen=True)
class OrthogonalRegularizer(Regularizer):
    caption: ClassVar[str] = "Draws the rows or columns of a matrix towards right angles."
    formula: ClassVar[str] = "penalty = factor · mean(|cos(v, w)|) over all pairs of rows, or of columns"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"factor": 0.3, "mode": "columns"})

    factor: float = param("float", 0.01, STRENGTH, low=0)
    mode: str = param("choice", "rows", "which vectors shall be orthogonal to each other", choices=("rows", "columns"))

    def misfit(self, shape: Shape) -> Message | None:
        if len(shape) == 2:
            return None
        return say("{kind} needs a matrix, 2 axes. Received: shape {shape}.", kind=self.kind, shape=shape_text(shape))
