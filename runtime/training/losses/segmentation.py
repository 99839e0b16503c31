"""Losses of overlap. Formulas: keras/src/losses/losses.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.losses.segmentation import Dice, Tversky
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.losses.batch_loss import BatchLoss

EPSILON = 1e-7


@computes(Tversky, Dice)
class OverlapRule(BatchLoss):
    """1 − common / (common + α · missed + β · too much), all of them sums; with α = β = ½ it is Dice."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.alpha, self.beta = getattr(spec, "alpha", 0.5), getattr(spec, "beta", 0.5)
        self._epsilon = EPSILON / 2 if isinstance(spec, Dice) else EPSILON  # Dice's stands beside twice the sums
        self._common = self._whole = np.zeros(())

    def values(self, target: Array, prediction: Array) -> Array:
        self._common = self._sum(target * prediction)
        missed, surplus = self._sum(target) - self._common, self._sum(prediction) - self._common
        self._whole = self._common + self.alpha * missed + self.beta * surplus + self._epsilon
        found: Array = 1 - self._common / self._whole
        return found.reshape([n for axis, n in enumerate(found.shape) if not self._is_summed(axis, found.ndim)])

    def slopes(self, target: Array, prediction: Array, factors: Array) -> Array:
        by_whole = target * (1 - self.alpha - self.beta) + self.beta
        factors = factors.reshape(self._whole.shape)
        inner = (factors * self._common / self._whole**2).astype(prediction.dtype) * by_whole
        found: Array = inner - (factors / self._whole).astype(prediction.dtype) * target
        return found

    def _sum(self, array: Array) -> Array:
        found: Array = array.sum(axis=self.spec.axes, keepdims=True, dtype=np.float64)
        return found

    def _is_summed(self, axis: int, rank: int) -> bool:
        axes = self.spec.axes
        return axes is None or axis in axes or axis - rank in axes
