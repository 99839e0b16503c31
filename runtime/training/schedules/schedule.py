"""The rule of a learning-rate schedule."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from graph.specs.message import say
from graph.specs.spec import Value
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError


class ScheduleRule(ABC):
    """Base of what computes learning-rate schedules."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    @abstractmethod
    def rate(self, step: int) -> float:
        """The learning rate of a step, counted from 0."""


def schedule_rule(schedule: Value) -> ScheduleRule:
    """The rule of a schedule; raises RunError for one that can't be computed here."""
    found = computing(type(schedule), ScheduleRule)
    if found is None:
        raise RunError(say("The schedule {kind} can't be used here yet.", kind=schedule.kind))
    return found(schedule)
