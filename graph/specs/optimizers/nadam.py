"""Nadam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import ByMoments
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Nadam(ByMoments):
    """Adam with Nesterov's look ahead."""

    names: ClassVar[tuple[str, ...]] = ("nadam",)
    formula: ClassVar[str] = """μₜ = β₁(1 − 0.96ᵗ / 2), Πₜ = μ₁…μₜ
m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂)
m̂ = μₜ₊₁m / (1 − Πₜ₊₁) + (1 − μₜ)g / (1 − Πₜ)
w ← w − rate · m̂ / (√(v / (1 − β₂ᵗ)) + ε)"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
    )
