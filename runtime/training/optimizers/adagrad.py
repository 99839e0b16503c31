"""The update rule of Adagrad."""

from __future__ import annotations

from typing import Any

from graph.specs.optimizers.adagrad import Adagrad
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule
from runtime.weights.weights import WeightStore


@computes(Adagrad)
class AdagradRule(OptimizerRule):
    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self.slots[0].fill(spec.initial_accumulator_value)

    def update(self, weights: Array, gradients: Array) -> None:
        numbers = (self._number(n) for n in (self.learning_rate, self.spec.epsilon))
        self.run(kernels.adagrad, weights, gradients, self.slots, kernels.AdagradNumbers(*numbers))
