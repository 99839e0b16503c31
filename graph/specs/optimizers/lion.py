"""Lion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Lion(Optimizer):
    """Steps of one size, by the sign of the mean gradient."""

    names: ClassVar[tuple[str, ...]] = ("lion",)
    formula: ClassVar[str] = """w ← w − rate · sign(β₁m + (1 − β₁)g)
m ← β₂m + (1 − β₂)g"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.95, "learning_rate": 0.02},
    )
    beta_1: float = param("float", 0.9, "how much of the mean gradient counts in a step", low=0, high=1)
    beta_2: float = param("float", 0.99, "how much of the mean gradient is kept", low=0, high=1)

    def slots(self) -> tuple[str, ...]:
        return ("momentum",)
