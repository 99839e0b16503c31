"""Adafactor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adafactor(Optimizer):
    """Adam with a mean for each row and column in place of one for each weight."""

    names: ClassVar[tuple[str, ...]] = ("adafactor",)
    formula: ClassVar[str] = """ρ = min(rate, 1 / √t), α = max(ε₂, rms(w)) · ρ, β = 1 − t^decay
r, c: running means of g² + ε₁ along rows and columns, v = r · c / mean(r)
u = g / √v
w ← w − α · u / max(1, rms(u) / threshold)"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.05},
        {"learning_rate": 0.05, "relative_step": False, "clip_threshold": 0.5, "beta_2_decay": -0.6},
        {"learning_rate": 0.05, "epsilon_1": 1e-4, "epsilon_2": 0.01},
    )
    beta_2_decay: float = param("float", -0.8, "how fast the means of squares become slow", high=0)
    epsilon_1: float = param("float", 1e-30, "added to the squares", above=0)
    epsilon_2: float = param("float", 1e-3, "the least size that a weight counts with", above=0)
    clip_threshold: float = param("float", 1.0, "the largest step relative to the mean", above=0)
    relative_step: bool = param("bool", True, "the rate falls with the root of the steps")

    def slots(self) -> tuple[str, ...]:
        return ("velocity",)
