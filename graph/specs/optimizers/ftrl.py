"""Ftrl."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Ftrl(Optimizer):
    """Follow the regularised leader: many weights become exactly 0."""

    names: ClassVar[tuple[str, ...]] = ("ftrl",)
    formula: ClassVar[str] = """n = a + g², g′ = g + 2 · shrinkage · w
l ← l + g′ − (n^−p − a^−p) / rate · w
w ← (clip(l, ±l1) − l) / (n^−p / rate + 2(l2 + β / 2rate))
a ← n"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.1, "initial_accumulator_value": 0.3},
        {"learning_rate": 0.1, "l1_regularization_strength": 0.01, "l2_regularization_strength": 0.02},
        {"learning_rate": 0.1, "l2_shrinkage_regularization_strength": 0.01, "beta": 0.1, "learning_rate_power": -0.4},
    )
    learning_rate_power: float = param("float", -0.5, "how the step shrinks as squares add up", high=0)
    initial_accumulator_value: float = param("float", 0.1, "what the sums of squares begin with", low=0)
    l1_regularization_strength: float = param("float", 0.0, "pulls small weights to 0", low=0)
    l2_regularization_strength: float = param("float", 0.0, "pulls weights towards 0", low=0)
    l2_shrinkage_regularization_strength: float = param("float", 0.0, "pulls by the size of the weight", low=0)
    beta: float = param("float", 0.0, low=0)

    def slots(self) -> tuple[str, ...]:
        return "accumulator", "linear"
