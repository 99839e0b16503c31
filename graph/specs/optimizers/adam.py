"""Adam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import ByMoments
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Adam(ByMoments):
    """Moving averages of g and g², corrected for their start."""

    names: ClassVar[tuple[str, ...]] = ("adam",)
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
        {"amsgrad": True},
    )
    amsgrad: bool = param("bool", False)

    def slots(self) -> tuple[str, ...]:
        return (*super().slots(), "velocity_hat") if self.amsgrad else super().slots()
