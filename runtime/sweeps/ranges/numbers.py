"""Numbers, as Optuna draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.specs.ranges.numbers import FloatRange, IntRange
from runtime.kinds.computes import computes
from runtime.sweeps.ranges.rule import RangeRule

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution


@computes(IntRange)
class WholeNumbers(RangeRule):
    def distribution(self, spec: IntRange) -> BaseDistribution:
        from optuna.distributions import IntDistribution

        return IntDistribution(spec.low, spec.ends()[1], log=spec.log, step=spec.step)

    def grid(self, spec: IntRange) -> Sequence[int]:
        return range(spec.low, spec.high + 1, spec.step)


@computes(FloatRange)
class Numbers(RangeRule):
    def distribution(self, spec: FloatRange) -> BaseDistribution:
        from optuna.distributions import FloatDistribution

        return FloatDistribution(spec.low, spec.high, log=spec.log, step=spec.step)

    def grid(self, spec: FloatRange) -> Sequence[float]:
        if spec.step is None:
            return sorted({spec.low, spec.high})
        # As Optuna counts: 0.1, 0.2, 0.3 without what binary fractions add.
        count = int((spec.high - spec.low) / spec.step + 1e-8)
        return [float(f"{spec.low + i * spec.step:.12g}") for i in range(count + 1)]
