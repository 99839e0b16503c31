"""The update rule of ScheduleFreeAdamW."""

from __future__ import annotations

import math

from graph.specs.optimizers.schedule_free_adamw import ScheduleFreeAdamW
from runtime.kernels.updates import more_optimizers as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


@computes(ScheduleFreeAdamW)
class ScheduleFreeAdamWRule(OptimizerRule):
    def update(self, weights: Array, gradients: Array) -> None:
        s, number, step = self.spec, self._number, self.iterations + 1
        if not self._warming:
            self._begin()
        rate = self.learning_rate * (min(step / s.warmup_steps, 1.0) if s.warmup_steps else 1.0)
        root = 1 / math.sqrt(1 - s.beta_2**step)
        numbers = (number(n) for n in (rate, 1 / step, root, s.beta_1, 1 - s.beta_2, s.epsilon))
        self.run(kernels.schedule_free_adamw, weights, gradients, self.slots, kernels.ScheduleFreeNumbers(*numbers))

    def slot_variables(self) -> list[Array]:
        self._begin()
        return super().slot_variables()

    def _begin(self) -> None:
        """The mean begins where the weights do."""
        if not self.iterations:
            self.slots[0][...] = self._weights
