"""The update rule of Adadelta."""

from __future__ import annotations

from graph.specs.optimizers.adadelta import Adadelta
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(Adadelta)
class AdadeltaRule(OptimizerRule):
    def update(self, weights: Array, gradients: Array) -> None:
        numbers = (self._number(n) for n in (self.learning_rate, self.spec.rho, self.spec.epsilon))
        self.run(kernels.adadelta, weights, gradients, self.slots, kernels.AdadeltaNumbers(*numbers))
