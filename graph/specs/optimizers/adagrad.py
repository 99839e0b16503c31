"""Adagrad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Steps that shrink as squares of gradients add up."""

    names: ClassVar[tuple[str, ...]] = ("adagrad",)
    formula: ClassVar[str] = """a ← a + g²
w ← w − rate · g / √(a + ε)"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.05},
        {"initial_accumulator_value": 0.5, "epsilon": 1e-3, "learning_rate": 0.1},
    )
    initial_accumulator_value: float = param("float", 0.1, "what the sums of squares begin with", low=0)
    epsilon: float = param("float", 1e-7, above=0)

    def slots(self) -> tuple[str, ...]:
        return ("accumulator",)
