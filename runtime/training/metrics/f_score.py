"""Means of precision and recall."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.metrics.f_score import FScore
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import MetricState

SMALL = 1e-7


@computes(FScore)
class FScoreState(MetricState):
    def __init__(self, spec: Any, name: str = "") -> None:
        super().__init__(spec, name)

    def reset(self) -> None:
        self.true_positives, self.false_positives, self.false_negatives, self.wanted = (np.zeros(()) for _ in range(4))

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        target = target.reshape(prediction.shape)
        if self.spec.threshold is None:
            yes = (prediction >= prediction.max(axis=-1, keepdims=True)) & (np.abs(prediction) > 1e-9)
        else:
            yes = prediction > self.spec.threshold
        over = None if self.spec.average == "micro" else 0
        weight = weights[:, None]
        self.true_positives = self.true_positives + (yes * target * weight).sum(axis=over)
        self.false_positives = self.false_positives + (yes * (1 - target) * weight).sum(axis=over)
        self.false_negatives = self.false_negatives + (~yes * target * weight).sum(axis=over)
        self.wanted = self.wanted + (target * weight).sum(axis=over)

    def result(self) -> Any:
        precision = self.true_positives / (self.true_positives + self.false_positives + SMALL)
        recall = self.true_positives / (self.true_positives + self.false_negatives + SMALL)
        square = self.spec.beta**2
        scores = (1 + square) * precision * recall / (square * precision + recall + SMALL)
        if self.spec.average == "weighted":
            return float((scores * self.wanted / (self.wanted.sum() + SMALL)).sum())
        return scores if self.spec.average is None and scores.ndim else float(scores.mean())
