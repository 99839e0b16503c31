"""How well numbers follow numbers. Formulas: keras/src/metrics."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from graph.specs.metrics import fit as specs
from runtime.kernels.losses.correlation import add_correlations
from runtime.kernels.losses.metrics import add_squares
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import EPSILON, LossMean, MeanState, MetricState


@computes(specs.RootMeanSquaredError)
class RootMeanSquaredErrorState(LossMean):
    def result(self) -> float:
        return math.sqrt(super().result())


@computes(specs.CosineSimilarity)
class CosineSimilarityState(LossMean):
    """The loss of that name is −1 where vectors point the same way."""

    def result(self) -> float:
        return -super().result()


@computes(specs.PearsonCorrelation)
class PearsonCorrelationState(MeanState):
    """The mean of each row's correlation."""

    concordance = False

    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        found: tuple[float, float] = add_correlations(
            target.reshape(prediction.shape), prediction, weights, self.concordance, EPSILON
        )
        return found


@computes(specs.ConcordanceCorrelation)
class ConcordanceCorrelationState(PearsonCorrelationState):
    concordance = True


@computes(specs.R2Score)
class R2State(MetricState):
    """`squares` (3, numbers of a row): Σ weight · y, Σ weight · y² and Σ weight · (y − p)²."""

    sums = ("squares", "weight", "numbers")

    def reset(self) -> None:
        self.squares = np.zeros((3, 1))
        self.weight, self.numbers = 0.0, 0

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        if self.squares.shape[1] != prediction.shape[-1]:
            self.squares = np.zeros((3, prediction.shape[-1]))
        add_squares(target.reshape(prediction.shape), prediction, weights, self.squares)
        self.weight += float(weights.sum())
        self.numbers += prediction.size

    def result(self) -> Any:
        if not self.weight:
            return 0.0
        sums, squares, residual = self.squares
        total = squares - sums * sums / self.weight
        with np.errstate(all="ignore"):
            scores = 1 - residual / total
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
