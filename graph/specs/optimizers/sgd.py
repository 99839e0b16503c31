"""Gradient descent, plain and with momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Value


@register
@dataclass(frozen=True)
class SGD(Optimizer):
    """w ← w − rate · g; with momentum m ← μm − rate · g, w ← w + m."""

    names: ClassVar[tuple[str, ...]] = ("sgd",)
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.1},
        {"momentum": 0.8},
        {"momentum": 0.8, "nesterov": True},
        {"weight_decay": 0.1},
    )
    learning_rate: float | Value = param("float", 0.01, "step size", low=0, category="schedule")
    momentum: float = param("float", 0.0, low=0, high=1)
    nesterov: bool = param("bool", False)

    def slots(self) -> tuple[str, ...]:
        return ("momentum",) if self.momentum else ()
