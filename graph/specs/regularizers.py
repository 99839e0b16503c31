"""Keras' weight and activity regularizers as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Value


@dataclass(frozen=True)
class Regularizer(Value):
    category: ClassVar[str] = "regularizer"


@register
@dataclass(frozen=True)
class L1(Regularizer):
    """l1 · Σ|w|."""

    examples: ClassVar[tuple[Any, ...]] = ({}, {"l1": 0.3})

    l1: float = param("float", 0.01, low=0)


@register
@dataclass(frozen=True)
class L2(Regularizer):
    """l2 · Σw²."""

    examples: ClassVar[tuple[Any, ...]] = ({}, {"l2": 0.3})

    l2: float = param("float", 0.01, low=0)


@register
@dataclass(frozen=True)
class L1L2(Regularizer):
    """l1 · Σ|w| + l2 · Σw²."""

    names: ClassVar[tuple[str, ...]] = ("l1_l2", "l1l2")
    examples: ClassVar[tuple[Any, ...]] = ({"l1": 0.2, "l2": 0.3}, {"l2": 0.3})
    l1: float = param("float", 0.0, low=0)
    l2: float = param("float", 0.0, low=0)
