"""How much of what was predicted and what should be overlaps."""

from __future__ import annotations

import numpy as np

from graph.specs.message import say
from graph.specs.metrics.overlap import BinaryIoU, Overlap
from runtime.kernels.losses.overlap import count_pairs, largest_of_rows
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.metrics.metric import EPSILON, MetricState


@computes(Overlap)
class OverlapState(MetricState):
    """`counts` (classes, classes): rows are what should be, columns what was predicted."""

    sums = ("counts",)

    def reset(self) -> None:
        self.counts = np.zeros((self.spec.classes, self.spec.classes))

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        wanted = _classes(target, target.ndim == 1 or self.spec.targets_are_numbers)
        found = self._predicted(prediction).reshape(-1)
        if len(wanted) != len(found):
            raise RunError(
                say(
                    "{metric}: there are {wanted} target classes for {found} predictions. Say by sparse_y_true and "
                    "sparse_y_pred whether classes come as numbers.",
                    metric=self.spec.kind,
                    wanted=len(wanted),
                    found=len(found),
                )
            )
        ignored = -1 if self.spec.ignore_class is None else self.spec.ignore_class
        count_pairs(wanted, found, weights, ignored, self.counts)

    def _predicted(self, prediction: Array) -> Array:
        return _classes(prediction, self.spec.sparse_y_pred)

    def result(self) -> float:
        chosen = list(self.spec.chosen)
        both = np.diag(self.counts)[chosen]
        either = (self.counts.sum(axis=0) + self.counts.sum(axis=1))[chosen] - both
        there = either > 0
        shares = np.where(there, both / (either + EPSILON), 0.0)
        return float(shares.sum() / (there.sum() + EPSILON))


@computes(BinaryIoU)
class BinaryOverlapState(OverlapState):
    def _predicted(self, prediction: Array) -> Array:
        return (prediction >= np.float32(self.spec.threshold)).astype(np.int64)


def _classes(rows: Array, are_numbers: bool) -> Array:
    """The class numbers that rows hold, or the place of the largest number of each."""
    if are_numbers:
        return rows.reshape(-1).astype(np.int64)
    places = np.empty(len(rows), np.int64)
    largest_of_rows(rows, places)
    return places
