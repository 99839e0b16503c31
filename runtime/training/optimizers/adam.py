"""The update rule of Adam."""

from __future__ import annotations

import math
from typing import Any

from graph.specs.optimizers.adam import Adam
from runtime.kernels.updates import optimizers as kernels
from runtime.kernels.updates.optimizers import AdamNumbers, Used
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import SMALLEST, OptimizerRule


@computes(Adam)
class AdamRule(OptimizerRule):
    @classmethod
    def needs_used_rows(cls, spec: Any) -> bool:
        return bool(spec.epsilon >= SMALLEST)

    def update(self, weights: Array, gradients: Array) -> None:
        s, number, step = self.spec, self._number, self.iterations + 1
        alpha = self.learning_rate * math.sqrt(1 - s.beta_2**step) / (1 - s.beta_1**step)
        numbers = AdamNumbers(number(alpha), number(1 - s.beta_1), number(1 - s.beta_2), number(s.epsilon))
        kernel, rows_kernel = kernels.adam, kernels.adam_rows
        if s.amsgrad:
            kernel, rows_kernel = kernels.adam_amsgrad, kernels.adam_amsgrad_rows
        self.run(kernel, weights, gradients, self.slots, numbers)
        for lazy in self._lazy:
            used = Used(lazy.columns, lazy.rows)
            self.run_rows(rows_kernel, lazy, lazy.weights, lazy.gradients, lazy.slots, numbers, used)
