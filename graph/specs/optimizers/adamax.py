"""Adamax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import ByMoments
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adamax(ByMoments):
    """Adam by the largest gradient rather than the mean square."""

    names: ClassVar[tuple[str, ...]] = ("adamax",)
    formula: ClassVar[str] = """m ← m + (g − m)(1 − β₁)
u ← max(β₂u, |g|)
w ← w − rate · m / ((1 − β₁ᵗ)(u + ε))"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
    )

    def slots(self) -> tuple[str, ...]:
        return "momentum", "norm"
