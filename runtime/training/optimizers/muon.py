"""The update rule of Muon."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

from graph.specs.optimizers.muon import Muon
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.by_weight import ByWeightRule, Part, moments
from runtime.weights.weights import WeightStore


@computes(Muon)
class MuonRule(ByWeightRule):
    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self._by_adam = [self._goes_by_adam(part) for part in self.parts]
        sizes = [min(part.weight.shape) if not adam else 0 for part, adam in zip(self.parts, self._by_adam)]
        self._squares = [np.zeros((n, n), self._weights.dtype) for n in sizes]

    def _goes_by_adam(self, part: Part) -> bool:
        """What is no matrix, and what is left out by name."""
        if part.weight.ndim != 2 or (self.spec.exclude_embeddings and "embedding" in part.path.lower()):
            return True
        return any(re.search(pattern, part.path) for pattern in self.spec.exclude_layers)

    def slot_variables(self) -> list[Array]:
        """A momentum of each weight, and a velocity of those that go by Adam."""
        return [slot for part, adam in zip(self.parts, self._by_adam) for slot in part.slots[: 2 if adam else 1]]

    def decay_of(self, number: int) -> float | None:
        decay = self.spec.adam_weight_decay if self._by_adam[number] else self.spec.weight_decay
        return None if decay is None else float(decay)

    def decay(self) -> None:
        for number, part in enumerate(self.parts):
            decay = self.decay_of(number)
            if decay:
                np.multiply(part.weight, self._number(1 - decay * self.learning_rate), out=part.weight)

    def move(self, number: int, part: Part) -> None:
        if self._by_adam[number]:
            self._by_moments(part)
            return
        s, cast, m, g = self.spec, self._number, part.slots[0], part.gradient
        m *= cast(s.momentum)
        m += g
        np.multiply(m, cast(s.momentum), out=part.work) if s.nesterov else np.copyto(part.work, m)
        if s.nesterov:
            part.work += g
        step = self._orthogonal(part.work, self._squares[number])
        scale = 1.0 if s.rms_rate is None else math.sqrt(max(part.weight.shape)) * s.rms_rate
        np.subtract(part.weight, step * cast(self.learning_rate * scale), out=part.weight)

    def _by_moments(self, part: Part) -> None:
        s, step, cast = self.spec, self.iterations + 1, self._number
        moments(part, s.adam_beta_1, s.adam_beta_2)
        rate = self.learning_rate * s.adam_lr_ratio
        alpha = rate * math.sqrt(1 - s.adam_beta_2**step) / (1 - s.adam_beta_1**step)
        np.sqrt(part.slots[1], out=part.work)
        part.work += cast(s.epsilon)
        np.divide(part.slots[0], part.work, out=part.work)
        part.work *= cast(alpha)
        np.subtract(part.weight, part.work, out=part.weight)

    def _orthogonal(self, given: Array, square: Array) -> Array:
        """The nearest orthogonal matrix, nearly, by rounds of Newton and Schulz of the fifth order."""
        s, cast = self.spec, self._number
        x = given.T if given.shape[0] > given.shape[1] else given
        x = x / cast(math.sqrt(float(np.vdot(x, x))) + 1e-7)
        for _ in range(s.ns_steps):
            np.matmul(x, x.T, out=square)
            mixed = cast(s.muon_b) * square + cast(s.muon_c) * (square @ square)
            x = cast(s.muon_a) * x + mixed @ x
        return x.T if given.shape[0] > given.shape[1] else x
