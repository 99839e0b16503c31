"""Schedules that jump: from one step size to the next, or back to where they began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.schedules.schedule import FallingSchedule, Schedule


@register
@dataclass(frozen=True)
class PiecewiseConstantDecay(Schedule):
    """A step size for each stretch of steps."""

    formula: ClassVar[str] = "rate = values[i], where boundaries[i − 1] < step ≤ boundaries[i]"
    examples: ClassVar[tuple[Any, ...]] = (
        {"boundaries": (2, 5), "values": (0.1, 0.05, 0.01)},
        {"boundaries": (4,), "values": (0.1, 0.02)},
    )
    boundaries: tuple[int, ...] = param(
        "ints", (1000,), "the last step of each stretch but the last", low=0, always=True
    )
    values: tuple[float, ...] = param("floats", (0.01, 0.001), "the step size of each stretch", always=True)

    def check(self) -> None:
        if len(self.boundaries) != len(self.values) - 1 or list(self.boundaries) != sorted(self.boundaries):
            raise SpecError(
                say(
                    "PiecewiseConstantDecay needs rising boundaries, one fewer than values. Received: {boundaries} and "
                    "{values}.",
                    boundaries=str(self.boundaries),
                    values=str(self.values),
                )
            )


@register
@dataclass(frozen=True)
class CosineDecayRestarts(FallingSchedule):
    """Along half a wave of a cosine, again and again (Loshchilov and Hutter, 2016)."""

    formula: ClassVar[str] = "rate = initial · ((1 − alpha) · m_mulⁱ · (1 + cos(π · share)) / 2 + alpha), i-th wave"
    examples: ClassVar[tuple[Any, ...]] = (
        {"first_decay_steps": 3},
        {"initial_learning_rate": 0.1, "first_decay_steps": 2, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.1},
        {"initial_learning_rate": 0.1, "first_decay_steps": 3, "t_mul": 1.5, "m_mul": 0.9},
    )
    first_decay_steps: int = param("int", 1000, "steps of the first wave", low=1, always=True)
    t_mul: float = param("float", 2.0, "each wave is so many times as long as the one before", above=0)
    m_mul: float = param("float", 1.0, "and so many times as high", low=0)
    alpha: float = param("float", 0.0, "share of the step size that is left at the end", low=0)
