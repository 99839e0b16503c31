"""The update rule of Ftrl."""

from __future__ import annotations

from typing import Any

from graph.specs.optimizers.ftrl import Ftrl
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule
from runtime.weights.weights import WeightStore


@computes(Ftrl)
class FtrlRule(OptimizerRule):
    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self.slots[0].fill(spec.initial_accumulator_value)

    def update(self, weights: Array, gradients: Array) -> None:
        s, rate = self.spec, self.learning_rate
        if not rate:
            return  # the rule divides by it
        l2 = s.l2_regularization_strength + s.beta / (2 * rate)
        l1, shrinkage = s.l1_regularization_strength, s.l2_shrinkage_regularization_strength
        numbers = (self._number(n) for n in (rate, -s.learning_rate_power, l1, l2, shrinkage))
        self.run(kernels.ftrl, weights, gradients, self.slots, kernels.FtrlNumbers(*numbers))
