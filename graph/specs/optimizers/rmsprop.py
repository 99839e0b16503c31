"""RMSprop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class RMSprop(Optimizer):
    """v ← ρv + (1 − ρ)g², w ← w − rate · g / √(v + ε)."""

    names: ClassVar[tuple[str, ...]] = ("rmsprop", "rms_prop")
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"rho": 0.8, "epsilon": 1e-4},
        {"momentum": 0.5},
        {"centered": True},
        {"momentum": 0.5, "centered": True},
    )
    rho: float = param("float", 0.9, low=0, high=1)
    momentum: float = param("float", 0.0, low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)
    centered: bool = param("bool", False)

    def slots(self) -> tuple[str, ...]:
        # One kernel serves both variations, with all three.
        full = self.momentum or self.centered
        return ("velocity", "momentum", "average_gradient") if full else ("velocity",)
