"""Smaller steps for trainings that no longer get better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec, Objection, Surroundings
from graph.specs.callbacks.monitoring import (
    mode_param,
    monitor_objections,
    monitor_param,
    patience_objections,
    rate_objections,
    verbose_param,
)
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class ReduceLROnPlateau(CallbackSpec):
    """Lowers the learning rate when the number that it watches has not become better for a while."""

    caption: ClassVar[str] = "Lower the learning rate when the training no longer gets better"
    shows: ClassVar[tuple[str, ...]] = ("learning_rate",)
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"monitor": "loss", "patience": 50, "cooldown": 2, "min_lr": 0.001, "factor": 0.5, "mode": "min"},
        {"min_delta": 0.1},
    )
    monitor: str = monitor_param()
    factor: float = param("float", 0.1, "What the learning rate is multiplied by.", low=0)
    patience: int = param("int", 10, "Epochs in a row without a better number before the rate is lowered.", low=0)
    verbose: int = verbose_param()
    mode: str = mode_param()
    min_delta: float = param("float", 1e-4, "How much better counts as better.", advanced=True)
    cooldown: int = param("int", 0, "Epochs after a lowering that are not counted.", low=0)
    min_lr: float = param("float", 0.0, "The rate never becomes lower than this.", low=0)

    def check(self) -> None:
        if self.factor >= 1:
            raise SpecError(
                say("ReduceLROnPlateau: factor must be a number below 1. Received: {given!r:.80}.", given=self.factor)
            )

    def objections(self, around: Surroundings) -> Iterator[Objection]:
        yield from monitor_objections(self, around)
        yield from patience_objections(self, around)
        yield from rate_objections(self, around)
