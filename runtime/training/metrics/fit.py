"""How well numbers follow numbers. Formulas: keras/src/metrics."""

from __future__ import annotations

import math
import warnings
from abc import abstractmethod
from typing import Any

import numpy as np

from graph.specs.metrics import fit as specs
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import MeanState, MetricState

SHORTEST = 1e-12
"""What the squares of shorter vectors are taken for, as in Keras."""

SMALL = 1e-7


@computes(specs.RootMeanSquaredError)
class RootMeanSquaredErrorState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        off = target.reshape(prediction.shape) - prediction
        return float(np.dot(np.square(off, out=off).mean(axis=-1), weights)), float(weights.sum())

    def result(self) -> float:
        return math.sqrt(super().result())


class RowScore(MeanState):
    """The mean of a score of each row."""

    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        with np.errstate(all="ignore"):
            each = self.each(target.reshape(prediction.shape).astype(np.float64), prediction.astype(np.float64))
        return float(np.dot(each, weights)), float(weights.sum())

    @abstractmethod
    def each(self, target: Array, prediction: Array) -> Array:
        """The score of every row."""


@computes(specs.CosineSimilarity)
class CosineSimilarityState(RowScore):
    def each(self, target: Array, prediction: Array) -> Array:
        lengths = (np.sqrt(np.maximum((a * a).sum(axis=-1), SHORTEST)) for a in (target, prediction))
        found: Array = (target * prediction).sum(axis=-1) / np.prod([*lengths], axis=0)
        return found


@computes(specs.PearsonCorrelation)
class PearsonCorrelationState(RowScore):
    def each(self, target: Array, prediction: Array) -> Array:
        y, p = (a - a.mean(axis=-1, keepdims=True) for a in (target, prediction))
        found: Array = (y * p).mean(axis=-1) / (y.std(axis=-1) * p.std(axis=-1))
        return found


@computes(specs.ConcordanceCorrelation)
class ConcordanceCorrelationState(RowScore):
    def each(self, target: Array, prediction: Array) -> Array:
        y, p = (a.mean(axis=-1, keepdims=True) for a in (target, prediction))
        norm = target.var(axis=-1, keepdims=True) + prediction.var(axis=-1, keepdims=True) + (y - p) ** 2
        found: Array = (2 * (target - p) * (prediction - p) / (norm + SMALL)).mean(axis=-1)
        return found


@computes(specs.R2Score)
class R2State(MetricState):
    def reset(self) -> None:
        self.sum = self.squares = self.residual = np.zeros(())
        self.weight, self.numbers = 0.0, 0

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        y = target.reshape(prediction.shape).astype(np.float64)
        weighted = y * weights[:, None]
        self.sum = self.sum + weighted.sum(axis=0)
        self.squares = self.squares + (y * weighted).sum(axis=0)
        self.residual = self.residual + (np.square(y - prediction) * weights[:, None]).sum(axis=0)
        self.weight += float(weights.sum())
        self.numbers += y.size

    def result(self) -> Any:
        if not self.weight:
            return 0.0
        total = self.squares - self.sum * self.sum / self.weight
        with np.errstate(all="ignore"):
            scores = 1 - self.residual / total
        scores = np.where(np.isinf(scores), 0.0, scores)
        if self.spec.class_aggregation == "uniform_average":
            found: Any = float(scores.mean())
        elif self.spec.class_aggregation is not None:
            found = float((total * scores).sum() / total.sum())
        else:
            found = scores
        return self._adjusted(found)

    def _adjusted(self, score: Any) -> Any:
        count, known = self.spec.num_regressors, self.numbers
        if not count:
            return score
        if count >= known - 1:
            warnings.warn("R2Score: too few samples for so many regressors; the plain score is given.", stacklevel=2)
            return score
        return 1 - (1 - score) * (known - 1) / (known - count - 1)
