"""Adamax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adamax(Optimizer):
    """Adam by the largest gradient rather than the mean square."""

    names: ClassVar[tuple[str, ...]] = ("adamax",)
    formula: ClassVar[str] = """m ← m + (g − m)(1 − β₁)
u ← max(β₂u, |g|)
w ← w − rate · m / ((1 − β₁ᵗ)(u + ε))"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
    )
    beta_1: float = param("float", 0.9, "how much of the mean gradient is kept", low=0, high=1)
    beta_2: float = param("float", 0.999, "how much of the mean square is kept", low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)

    def slots(self) -> tuple[str, ...]:
        return "momentum", "norm"
