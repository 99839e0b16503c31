"""Values that are named, as Optuna draws them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.specs.ranges.choices import Choices
from runtime.kinds.computes import computes
from runtime.sweeps.ranges.rule import RangeRule

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution


@computes(Choices)
class Words(RangeRule):
    """Optuna knows texts, numbers, yes, no and none alone; here every value is a text in JSON."""

    def distribution(self, spec: Choices) -> BaseDistribution:
        from optuna.distributions import CategoricalDistribution

        return CategoricalDistribution(self.grid(spec))

    def value(self, drawn: str) -> Any:
        return json.loads(drawn)

    def grid(self, spec: Choices) -> Sequence[str]:
        return [json.dumps(value) for value in spec.values]
