"""The update rule of SGD."""

from __future__ import annotations

from typing import Any

from graph.specs.optimizers.sgd import SGD
from runtime.kernels.updates import optimizers as kernels
from runtime.kernels.updates.optimizers import MomentumNumbers, Used
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(SGD)
class SGDRule(OptimizerRule):
    @classmethod
    def needs_used_rows(cls, spec: Any) -> bool:
        return True

    @classmethod
    def leaves_unused_rows(cls, spec: Any) -> bool:
        return not spec.momentum

    def update(self, weights: Array, gradients: Array) -> None:
        rate, s = self._number(self.learning_rate), self.spec
        if s.momentum:
            numbers = MomentumNumbers(rate, self._number(s.momentum), s.nesterov)
            self.run(kernels.sgd_momentum, weights, gradients, self.slots, numbers)
            for lazy in self._lazy:
                used = Used(lazy.columns, lazy.rows)
                self.run_rows(kernels.sgd_momentum_rows, lazy, lazy.weights, lazy.gradients, lazy.slots, numbers, used)
        else:
            self.run(kernels.sgd, weights, gradients, rate)
            for lazy in self._lazy:
                used = Used(lazy.columns, lazy.rows)
                self.run_rows(kernels.sgd_rows, lazy, lazy.weights, lazy.gradients, rate, used)
