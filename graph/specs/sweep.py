"""The sweep of a document: which settings are tried over which ranges, how many times, and what is best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from graph.specs.callbacks.monitoring import mode_param
from graph.specs.params import param
from graph.specs.spec import Value


@dataclass(frozen=True)
class SweepPlan(Value):
    """Many trainings of one document with other settings in each."""

    category: ClassVar[str] = "sweep"

    ranges: tuple[Value, ...] = param("specs", (), "what is tried", category="range")
    trials: int = param("int", 20, "trainings in all", low=1)
    jobs: int = param("int", 1, "trainings at once, each in a process of its own", low=1)
    monitor: str = param(
        "text",
        "val_loss",
        "the number that says which training is best, by its name in the history",
        suggests="history",
    )
    mode: str = mode_param()
    judged_by: str = param(
        "choice",
        "last",
        "the number after the last epoch, which is what the weights give, or that of the best epoch",
        choices=("last", "best"),
    )
    sampler: str = param(
        "choice",
        "tpe",
        "how values are chosen: tpe learns from the trainings before, random doesn't, grid tries all",
        choices=("tpe", "random", "grid"),
    )
    pruner: str = param(
        "choice",
        "median",
        "which trainings are ended early: those worse than half of the others, by brackets, or none",
        choices=("median", "hyperband", "none"),
    )
    seed: int = param("int", 1, "the same seed chooses the same values, where one training follows the other", low=0)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def replace(self, **changes: Any) -> Self:
        """This sweep with some parameters changed, and with all else that its file said; raises SpecError."""
        return replace(super().replace(**changes), extra=self.extra)
