"""Whether the right class is among the likeliest."""

from __future__ import annotations

import numpy as np

from graph.specs.metrics.top_k import SparseTopKCategoricalAccuracy, TopKCategoricalAccuracy
from runtime.kernels.losses.metrics import count_among_largest
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import MeanState


@computes(SparseTopKCategoricalAccuracy)
class SparseTopKState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        if getattr(self.spec, "from_sorted_ids", False):
            right = (prediction[:, : self.spec.k] == target[:, None]).any(axis=-1)
            return float(np.dot(right, weights)), float(weights.sum())
        return count_among_largest(target, prediction, self.spec.k, weights)


@computes(TopKCategoricalAccuracy)
class TopKState(SparseTopKState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        return super().score(target.reshape(prediction.shape).argmax(axis=-1), prediction, weights)
