"""Lamb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.optimizer import ByMoments
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Lamb(ByMoments):
    """Adam whose steps are as large as the weights they move, for large batches."""

    names: ClassVar[tuple[str, ...]] = ("lamb",)
    formula: ClassVar[str] = """u = m̂ / (√v̂ + ε), as in Adam
w ← w − rate · (‖w‖ / ‖u‖) · u, the norms of each weight array"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4, "learning_rate": 0.02},
    )
