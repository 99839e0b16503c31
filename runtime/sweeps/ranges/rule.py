"""What draws from a range, and which value of the setting that means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.specs.ranges.range import RangeSpec
from runtime.kinds.computes import computing

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution


class RangeRule(ABC):
    """What is drawn from a range, and which value of the setting that means."""

    @abstractmethod
    def distribution(self, spec: Any) -> BaseDistribution: ...

    def value(self, drawn: Any) -> Any:
        return drawn

    @abstractmethod
    def grid(self, spec: Any) -> Sequence[Any]:
        """All that can be drawn; endless ranges have two ends."""


def rule_of(spec: RangeSpec) -> RangeRule:
    """What draws from a range."""
    found = computing(type(spec), RangeRule)
    assert found is not None, spec.kind
    return found()
