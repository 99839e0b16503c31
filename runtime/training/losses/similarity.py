"""Losses of embeddings. Formulas: keras/src/losses/losses.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.losses.similarity import Circle
from runtime.kernels.matmul.gemm import gemm
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.losses.batch_loss import BatchLoss


@computes(Circle)
class CircleRule(BatchLoss):
    """Rows are compared with rows: with those of the batch, or in `compared` with others."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self._by_distance = np.zeros((0, 0))

    def values(self, target: Array, prediction: Array) -> Array:
        return self.compared(target, prediction, target, prediction)

    def compared(self, labels: Array, vectors: Array, others: Array, other_vectors: Array) -> Array:
        """The loss of each row by its distances to other rows, and what its slopes by them are."""
        margin, gamma = self.spec.margin, self.spec.gamma
        products = np.empty((len(vectors), len(other_vectors)), vectors.dtype)
        gemm(vectors, other_vectors.T, products)
        apart = 1 - products.astype(np.float64)
        distances = np.maximum(apart, 0)
        same = labels[:, None] == others[None, :]
        near, far = np.maximum(margin + distances, 0), np.maximum(1 + margin - distances, 0)
        pulls = -gamma * near * (margin - distances)
        pushes = gamma * far * (1 - margin - distances)
        pulling = same & ~np.eye(*same.shape, dtype=np.bool_) if self.spec.remove_diagonal else same
        pull, pull_shares = _log_sum(pulls, pulling)
        push, push_shares = _log_sum(pushes, ~same)
        with np.errstate(invalid="ignore"):
            values = np.logaddexp(0, pull + push)
        by_pull = np.where(near > 0, -gamma * (margin - distances), 0) + gamma * near
        by_push = np.where(far > 0, -gamma * (1 - margin - distances), 0) - gamma * far
        outer = -np.expm1(-values)[:, None]  # the sigmoid of pull + push
        by_distance = outer * (pull_shares * by_pull + push_shares * by_push)
        self._by_distance = by_distance * np.where(apart == 0, 0.5, apart > 0)
        return values

    def slopes(self, _target: Array, prediction: Array, factors: Array) -> Array:
        each = factors[:, None] * self._by_distance
        both = -(each + each.T).astype(prediction.dtype)
        found = np.empty_like(prediction)
        gemm(both, np.ascontiguousarray(prediction), found)
        return found

    def counted(self, values: Array) -> Array:
        return values > 0


def _log_sum(numbers: Array, chosen: Array) -> tuple[Array, Array]:
    """log Σ e^x over the chosen of each row, −∞ where none is, and each number's share of the sum."""
    shown = np.where(chosen, numbers, -np.inf)
    top = shown.max(axis=1, keepdims=True)
    top = np.where(top == -np.inf, 0, top)
    powers = np.exp(shown - top)
    total = powers.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        found = (np.log(total) + top)[:, 0]
    return found, powers / np.where(total == 0, 1, total)
