"""An end to trainings that no longer get better."""

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
    verbose_param,
)
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class EarlyStopping(CallbackSpec):
    """Ends the training when the number that it watches has not become better for a while."""

    caption: ClassVar[str] = "End the training when it no longer gets better"
    examples: ClassVar[tuple[Any, ...]] = (
        {"patience": 50},
        {"monitor": "loss", "patience": 50, "min_delta": 0.01, "baseline": 9.0, "mode": "min"},
        {"monitor": "loss", "patience": 50, "restore_best_weights": True, "start_from_epoch": 9},
    )
    monitor: str = monitor_param()
    min_delta: float = param("float", 0.0, "How much better counts as better.")
    patience: int = param("int", 0, "Epochs in a row without a better number before the end.", low=0)
    verbose: int = verbose_param()
    mode: str = mode_param()
    baseline: float | None = param(
        "float", None, "A number that must be bettered for the waiting to begin anew.", advanced=True
    )
    restore_best_weights: bool = param("bool", False, "Go back to the weights of the best epoch at the end.")
    start_from_epoch: int = param("int", 0, "Epochs at the beginning that are not judged.", low=0, advanced=True)

    @property
    def copies(self) -> int:
        return int(self.restore_best_weights)

    def objections(self, around: Surroundings) -> Iterator[Objection]:
        yield from monitor_objections(self, around)
        yield from patience_objections(self, around)
