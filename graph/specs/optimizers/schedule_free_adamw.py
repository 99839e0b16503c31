"""ScheduleFreeAdamW."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Value


@register
@dataclass(frozen=True)
class ScheduleFreeAdamW(Optimizer):
    """AdamW on the mean of all weights so far, which needs no falling learning rate."""

    names: ClassVar[tuple[str, ...]] = (
        "schedulefreeadamw",
        "schedule_free_adamw",
    )
    formula: ClassVar[str] = """v ← v + (g² − v)(1 − β₂)
z ← z − rate · min(t / warmup, 1) · g / (√(v / (1 − β₂ᵗ)) + ε)
x ← x + (z − x) / t
w = (1 − β₁)z + β₁x"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"learning_rate": 0.02, "warmup_steps": 3, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
    )
    learning_rate: float | Value = param("float", 0.0025, "step size", low=0, category="schedule")
    beta_1: float = param("float", 0.9, "share of the mean of all weights so far", low=0, high=1)
    beta_2: float = param("float", 0.999, "how much of the mean square is kept", low=0, high=1)
    epsilon: float = param("float", 1e-8, above=0)
    warmup_steps: int = param("int", 0, "steps in which the rate rises", low=0)

    def slots(self) -> tuple[str, ...]:
        return "momentum", "velocity"
