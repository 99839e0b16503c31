"""How much of what was predicted and what should be overlaps."""

from __future__ import annotations

import numpy as np

from graph.specs.message import say
from graph.specs.metrics.overlap import BinaryIoU, Overlap
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.metrics.metric import EPSILON, MetricState


@computes(Overlap)
class OverlapState(MetricState):
    """`counts` (classes, classes): rows are what should be, columns what was predicted."""

    def reset(self) -> None:
        self.counts = np.zeros((self.spec.classes, self.spec.classes))

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        classes = self.spec.classes
        wanted = target if target.ndim == 1 or self.spec.targets_are_numbers else target.argmax(axis=-1)
        wanted, found = wanted.reshape(-1), self._predicted(prediction).reshape(-1)
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
        whole = np.repeat(weights.astype(np.int64), max(1, len(wanted) // len(weights)))
        wanted, found = wanted.astype(np.int64), found.astype(np.int64)
        counts = (wanted >= 0) & (wanted < classes) & (found >= 0) & (found < classes)
        if self.spec.ignore_class is not None:
            counts &= wanted != self.spec.ignore_class
        places = wanted[counts] * classes + found[counts]
        self.counts += np.bincount(places, whole[counts], classes * classes).reshape(classes, classes)

    def _predicted(self, prediction: Array) -> Array:
        return prediction if self.spec.sparse_y_pred else prediction.argmax(axis=-1)

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
