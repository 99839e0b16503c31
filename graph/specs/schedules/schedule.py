"""What every learning-rate schedule is: a step size for each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.spec import ArgumentOrder, Value


@dataclass(frozen=True)
class Schedule(Value):
    category: ClassVar[str] = "schedule"
    arguments: ClassVar[ArgumentOrder] = (..., "name")


@dataclass(frozen=True)
class FallingSchedule(Schedule):
    """What begins with a step size that it then changes."""

    initial_learning_rate: float = param("float", 0.01, "step size at the start", low=0, always=True)
