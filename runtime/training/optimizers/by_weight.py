"""Update rules that look at each weight array as a whole: its norm, its rows and columns."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule
from runtime.weights.weights import WeightStore


@dataclass
class Part:
    """One weight with its gradient, its slots, and an array of its shape to work in; `path` names it."""

    path: str
    weight: Array
    gradient: Array
    slots: tuple[Array, ...]
    work: Array


class ByWeightRule(OptimizerRule):
    """A rule for one weight at a time, in NumPy: the arrays it needs are made once."""

    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self.parts: list[Part] = []
        for place in store.trainable_places():
            weight, gradient, *slots = (place.of(a) for a in (self._weights, self._gradients, *self.slots))
            self.parts.append(Part(place.owned.path, weight, gradient, tuple(slots), np.zeros_like(weight)))

    def update(self, weights: Array, gradients: Array) -> None:
        if self._warming:
            return  # nothing is compiled
        for number, part in enumerate(self.parts):
            self.move(number, part)

    @abstractmethod
    def move(self, number: int, part: Part) -> None:
        """One step of one weight, the `number`th."""


def moments(part: Part, beta_1: float, beta_2: float) -> None:
    """Adam's m ← m + (g − m)(1 − β₁) and v ← v + (g² − v)(1 − β₂), the first two slots."""
    m, v, g, work = part.slots[0], part.slots[1], part.gradient, part.work
    one = part.weight.dtype.type
    np.subtract(g, m, out=work)
    work *= one(1 - beta_1)
    m += work
    np.multiply(g, g, out=work)
    work -= v
    work *= one(1 - beta_2)
    v += work
