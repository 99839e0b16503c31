"""Means of precision and recall."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.metrics.f_score import FScore
from runtime.kernels.losses.metrics import count_answers
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import EPSILON, MetricState


@computes(FScore)
class FScoreState(MetricState):
    """`counts` (4, classes): true positives, false positives, false negatives, and what should be yes."""

    sums = ("counts",)

    def reset(self) -> None:
        self.counts = np.zeros((4, 1))

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        if self.counts.shape[1] != prediction.shape[-1]:
            self.counts = np.zeros((4, prediction.shape[-1]))
        limit = np.nan if self.spec.threshold is None else self.spec.threshold
        count_answers(target.reshape(prediction.shape), prediction, weights, limit, self.counts)

    def result(self) -> Any:
        counts = self.counts.sum(axis=1, keepdims=True) if self.spec.average == "micro" else self.counts
        tp, fp, fn, wanted = counts
        precision, recall, square = tp / (tp + fp + EPSILON), tp / (tp + fn + EPSILON), self.spec.beta**2
        scores = (1 + square) * precision * recall / (square * precision + recall + EPSILON)
        if self.spec.average == "weighted":
            return float((scores * wanted / (wanted.sum() + EPSILON)).sum())
        return scores if self.spec.average is None else float(scores.mean())
