"""Adadelta."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adadelta(Optimizer):
    """Steps as large as the last ones were, by the mean squares of both."""

    names: ClassVar[tuple[str, ...]] = ("adadelta",)
    formula: ClassVar[str] = """a ← ρa + (1 − ρ)g²
Δ = −g · √(d + ε) / √(a + ε)
d ← ρd + (1 − ρ)Δ²
w ← w + rate · Δ"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 1.0},
        {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-3},
    )
    rho: float = param("float", 0.95, "how much of the mean squares is kept", low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)

    def slots(self) -> tuple[str, ...]:
        return "accumulated_grad", "accumulated_delta_var"
