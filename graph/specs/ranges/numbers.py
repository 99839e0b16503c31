"""Ranges of numbers, evenly or by their magnitudes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.ranges.range import RangeSpec, of_param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class IntRange(RangeSpec):
    """Whole numbers from the smallest to the largest, both included."""

    caption: ClassVar[str] = "Whole numbers between two"
    examples: ClassVar[tuple[Any, ...]] = (
        {"of": "dense.units", "low": 16, "high": 128, "step": 16},
        {"of": "dense.units", "low": 8, "high": 1024, "log": True},
    )
    of: str = of_param()
    low: int = param("int", 1, "The smallest.", always=True)
    high: int = param("int", 10, "The largest.", always=True)
    step: int = param("int", 1, "The distance between two that are tried.", low=1)
    log: bool = param("bool", False, "Each magnitude is as likely as any other.")

    def check(self) -> None:
        _ordered(self.kind, self.low, self.high, self.log)
        if self.log and self.step != 1:
            raise SpecError(say("IntRange: step must be 1 where log is true. Received: {step}.", step=self.step))

    def ends(self) -> tuple[Any, ...]:
        return (self.low, self.low + (self.high - self.low) // self.step * self.step)

    def text(self) -> str:
        return f"{self.low}..{self.high}" + (":log" if self.log else f":{self.step}" if self.step != 1 else "")

    def place(self, value: Any) -> float:
        return _place(float(value), self.low, self.high, self.log)


@register
@dataclass(frozen=True)
class FloatRange(RangeSpec):
    """Numbers from the smallest to the largest."""

    caption: ClassVar[str] = "Numbers between two"
    examples: ClassVar[tuple[Any, ...]] = (
        {"of": "dropout.rate", "low": 0.1, "high": 0.5, "step": 0.1},
        {"of": "optimizer.learning_rate", "low": 1e-4, "high": 0.1, "log": True},
    )
    of: str = of_param()
    low: float = param("float", 0.0, "The smallest.", always=True)
    high: float = param("float", 1.0, "The largest.", always=True)
    step: float | None = param("float", None, "The distance between two that are tried; none: any number.", above=0)
    log: bool = param("bool", False, "Each magnitude is as likely as any other.")

    def check(self) -> None:
        _ordered(self.kind, self.low, self.high, self.log)
        if self.log and self.step is not None:
            raise SpecError(say("FloatRange: step must be none where log is true. Received: {step}.", step=self.step))

    def ends(self) -> tuple[Any, ...]:
        return (self.low, self.high)

    def text(self) -> str:
        return f"{self.low:g}..{self.high:g}" + (":log" if self.log else f":{self.step:g}" if self.step else "")

    def place(self, value: Any) -> float:
        return _place(float(value), self.low, self.high, self.log)


def _ordered(kind: str, low: float, high: float, log: bool) -> None:
    """Raise SpecError where a range is empty, or has no magnitudes."""
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise SpecError(
            say("{kind}: low must be at most high. Received: {low:g} and {high:g}.", kind=kind, low=low, high=high)
        )
    if log and low <= 0:
        raise SpecError(say("{kind}: low must be above 0 where log is true. Received: {low:g}.", kind=kind, low=low))


def _place(value: float, low: float, high: float, log: bool) -> float:
    if low == high:
        return 0.5
    if log:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)
