"""Adam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adam(Optimizer):
    """Moving averages of g and g², corrected for their start."""

    names: ClassVar[tuple[str, ...]] = ("adam",)
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
        {"amsgrad": True},
    )
    beta_1: float = param("float", 0.9, low=0, high=1)
    beta_2: float = param("float", 0.999, low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)
    amsgrad: bool = param("bool", False)

    def slots(self) -> tuple[str, ...]:
        return ("momentum", "velocity", "velocity_hat") if self.amsgrad else ("momentum", "velocity")
