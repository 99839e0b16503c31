"""Whether the right class is among the likeliest."""

from __future__ import annotations

import numpy as np

from graph.specs.metrics.top_k import SparseTopKCategoricalAccuracy, TopKCategoricalAccuracy
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.metric import MeanState


@computes(SparseTopKCategoricalAccuracy)
class SparseTopKState(MeanState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        if getattr(self.spec, "from_sorted_ids", False):
            right = (prediction[:, : self.spec.k] == target[:, None]).any(axis=-1)
        else:
            inside = (target >= 0) & (target < prediction.shape[-1])
            own = np.take_along_axis(prediction, np.where(inside, target, 0)[:, None], -1)
            right = inside & ((prediction > own).sum(axis=-1) < self.spec.k)
        return float(np.dot(right, weights)), float(weights.sum())


@computes(TopKCategoricalAccuracy)
class TopKState(SparseTopKState):
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        return super().score(target.reshape(prediction.shape).argmax(axis=-1), prediction, weights)
