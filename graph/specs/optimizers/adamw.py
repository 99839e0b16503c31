"""AdamW."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.optimizers.adam import Adam
from graph.specs.optimizers.optimizer import COMMON
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weights shrink by themselves, apart from the gradient."""

    names: ClassVar[tuple[str, ...]] = (
        "adamw",
        "adam_w",
    )
    formula: ClassVar[str] = """w ← w − rate · decay · w
then as Adam"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"weight_decay": 0.1},
        {"amsgrad": True, "weight_decay": 0.01},
    )
    arguments: ClassVar[ArgumentOrder] = ("learning_rate", "weight_decay", ..., *COMMON[1:])

    weight_decay: float | None = param(
        "float", 0.004, "decoupled decay: w ← w − w · decay · rate", low=0, nullable=True
    )
