"""The update rule of Nadam."""

from __future__ import annotations

import math

import numpy as np

from graph.specs.optimizers.nadam import Nadam
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(Nadam)
class NadamRule(OptimizerRule):
    _product, _steps = 1.0, 0
    """μ₁…μₜ, and t."""

    def update(self, weights: Array, gradients: Array) -> None:
        s, number, step = self.spec, self._number, self.iterations + 1
        product, ahead = self._product_at(step), self._share(step + 1)
        now = (1 - self._share(step)) / (1 - product) * self.learning_rate
        ahead *= self.learning_rate / (1 - product * ahead)
        root = 1 / math.sqrt(1 - s.beta_2**step)
        numbers = (number(n) for n in (now, ahead, root, 1 - s.beta_1, 1 - s.beta_2, s.epsilon))
        self.run(kernels.nadam, weights, gradients, self.slots, kernels.NadamNumbers(*numbers))

    def slot_variables(self) -> list[Array]:
        """The slots, and the product of the shares so far, which follows from the steps."""
        return [*super().slot_variables(), np.array(self._product_at(self.iterations), self._number)]

    def _share(self, step: int) -> float:
        """μₜ."""
        return float(self.spec.beta_1 * (1 - 0.5 * 0.96**step))

    def _product_at(self, step: int) -> float:
        """μ₁…μₜ for a step, from that of the one before or from the beginning."""
        if step < self._steps:
            self._product, self._steps = 1.0, 0
        while self._steps < step:
            self._steps += 1
            self._product *= self._share(self._steps)
        return self._product
