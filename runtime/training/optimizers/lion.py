"""The update rule of Lion."""

from __future__ import annotations

from graph.specs.optimizers.lion import Lion
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(Lion)
class LionRule(OptimizerRule):
    def update(self, weights: Array, gradients: Array) -> None:
        numbers = (self._number(n) for n in (self.learning_rate, self.spec.beta_1, self.spec.beta_2))
        self.run(kernels.lion, weights, gradients, self.slots, kernels.LionNumbers(*numbers))
