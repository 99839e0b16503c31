"""The update rule of RMSprop."""

from __future__ import annotations

from typing import Any, ClassVar

from graph.specs.optimizers.rmsprop import RMSprop
from runtime.kernels.updates import optimizers as kernels
from runtime.kernels.updates.optimizers import FullRMSNumbers, RMSNumbers, Used, Waiting
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import SMALLEST, OptimizerRule


@computes(RMSprop)
class RMSpropRule(OptimizerRule):
    together: ClassVar[int] = 1

    @classmethod
    def needs_used_rows(cls, spec: Any) -> bool:
        return bool(spec.epsilon >= SMALLEST)

    @classmethod
    def leaves_unused_rows(cls, spec: Any) -> bool:
        return not (spec.momentum or spec.centered)

    def update(self, weights: Array, gradients: Array) -> None:
        s, number = self.spec, self._number
        rms = RMSNumbers(number(self.learning_rate), number(s.rho), number(s.epsilon))
        if len(self.slots) == 1:
            self.run(kernels.rmsprop, weights, gradients, self.slots, rms)
            for lazy in self._lazy:
                waiting = Waiting(lazy.columns, lazy.rows, lazy.due, self.iterations)
                self.run_rows(kernels.rmsprop_rows, lazy, lazy.weights, lazy.gradients, lazy.slots, rms, waiting)
        else:
            full = FullRMSNumbers(*rms, number(s.momentum), s.centered)
            self.run(kernels.rmsprop_full, weights, gradients, self.slots, full)
            for lazy in self._lazy:
                used = Used(lazy.columns, lazy.rows)
                self.run_rows(kernels.rmsprop_full_rows, lazy, lazy.weights, lazy.gradients, lazy.slots, full, used)

    def kept_slots(self) -> tuple[Array, ...]:
        """Keras has a momentum and an average only where they are asked for."""
        velocity, *others = self.slots
        asked = (self.spec.momentum, self.spec.centered)
        return (velocity, *(slot for slot, wanted in zip(others, asked) if wanted))

    def catch_up(self) -> None:
        for lazy in self._lazy if self.leaves_unused_rows(self.spec) else ():
            rho = self._number(self.spec.rho)
            kernels.fade_rows(lazy.slots[0], rho, lazy.columns, lazy.due, self.iterations, 0, len(lazy.due))
