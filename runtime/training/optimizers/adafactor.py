"""The update rule of Adafactor."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from graph.specs.optimizers.adafactor import Adafactor
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.optimizers.by_weight import ByWeightRule, Part
from runtime.weights.weights import WeightStore


@computes(Adafactor)
class AdafactorRule(ByWeightRule):
    """The slot of the squares is made anew in each step of the means of rows and columns."""

    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self._rows = [np.zeros(p.weight.shape[:-1], p.weight.dtype) for p in self.parts]
        self._columns = [np.zeros((*p.weight.shape[:-2], *p.weight.shape[-1:]), p.weight.dtype) for p in self.parts]

    def arrays(self) -> list[Array]:
        return [*super().arrays(), *self._rows, *self._columns]

    def slot_variables(self) -> list[Array]:
        """The means of rows and columns, single zeros for what is no matrix, and the squares of each weight."""
        found: list[Array] = []
        for part, rows, columns in zip(self.parts, self._rows, self._columns):
            none = np.zeros((), part.weight.dtype)
            found += [rows, columns] if part.weight.ndim >= 2 else [none, none]
            found.append(part.slots[0])
        return found

    def move(self, number: int, part: Part) -> None:
        s, step, cast, v = self.spec, self.iterations + 1, self._number, part.slots[0]
        rate = self.learning_rate
        if self._schedule is None and s.relative_step:
            rate = min(rate, 1 / math.sqrt(step))
        alpha = max(s.epsilon_2, rms(part.weight)) * min(rate, 1 / math.sqrt(step))
        beta = cast(1 - step**s.beta_2_decay)
        np.multiply(part.gradient, part.gradient, out=part.work)
        part.work += cast(s.epsilon_1)
        if v.ndim >= 2:
            rows, columns = self._rows[number], self._columns[number]
            blend(rows, part.work.mean(axis=-1), beta)
            blend(columns, part.work.mean(axis=-2), beta)
            share = rows / rows.mean(axis=-1, keepdims=True)
            np.multiply(share[..., None], columns[..., None, :], out=v)
        else:
            blend(v, part.work, beta)
        np.sqrt(v, out=part.work)
        np.divide(part.gradient, part.work, out=part.work)
        part.work *= cast(alpha / max(1.0, rms(part.work) / s.clip_threshold))
        np.subtract(part.weight, part.work, out=part.weight)


def rms(array: Array) -> float:
    """The root of the mean square."""
    flat = array.reshape(-1)
    return math.sqrt(float(np.dot(flat, flat)) / max(1, flat.size))


def blend(mean: Array, new: Array, share: Any) -> None:
    """mean ← share · mean + (1 − share) · new."""
    mean *= share
    mean += new * (1 - share)
