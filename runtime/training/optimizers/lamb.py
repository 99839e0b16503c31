"""The update rule of Lamb."""

from __future__ import annotations

import math

import numpy as np

from graph.specs.optimizers.lamb import Lamb
from runtime.kinds.computes import computes
from runtime.training.optimizers.by_weight import ByWeightRule, Part, moments


@computes(Lamb)
class LambRule(ByWeightRule):
    def move(self, number: int, part: Part) -> None:
        s, step, cast = self.spec, self.iterations + 1, self._number
        moments(part, s.beta_1, s.beta_2)
        m, v = part.slots
        np.multiply(v, cast(1 / (1 - s.beta_2**step)), out=part.work)
        np.sqrt(part.work, out=part.work)
        part.work += cast(s.epsilon)
        np.divide(m, part.work, out=part.work)
        part.work *= cast(1 / (1 - s.beta_1**step))
        flat, moved = part.weight.reshape(-1), part.work.reshape(-1)
        size, length = math.sqrt(np.dot(flat, flat)), math.sqrt(np.dot(moved, moved))
        ratio = size / length if size > 0 and length > 0 else 1.0
        part.work *= cast(ratio * self.learning_rate)
        np.subtract(part.weight, part.work, out=part.weight)
