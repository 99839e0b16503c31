"""The share of right predictions."""

from __future__ import annotations

from graph.specs.metrics.accuracy import BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy
from runtime.kernels.losses.metrics import count_binary, count_categorical, count_sparse
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import MeanState


@computes(BinaryAccuracy)
class BinaryAccuracyState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        return count_binary(target, prediction, self.spec.threshold, weights)


@computes(CategoricalAccuracy)
class CategoricalAccuracyState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        return count_categorical(target, prediction, weights)


@computes(SparseCategoricalAccuracy)
class SparseCategoricalAccuracyState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        return count_sparse(target, prediction, weights)
