"""The update rule of Adamax."""

from __future__ import annotations

from graph.specs.optimizers.adamax import Adamax
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(Adamax)
class AdamaxRule(OptimizerRule):
    def update(self, weights: Array, gradients: Array) -> None:
        s, number = self.spec, self._number
        rate = self.learning_rate / (1 - s.beta_1 ** (self.iterations + 1))
        numbers = (number(n) for n in (rate, 1 - s.beta_1, s.beta_2, s.epsilon))
        self.run(kernels.adamax, weights, gradients, self.slots, kernels.AdamaxNumbers(*numbers))
