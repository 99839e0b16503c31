"""Right and wrong answers counted above thresholds, and what is made of the counts."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np

from graph.specs.metrics import confusion as specs
from runtime.kernels.losses.confusion import count_above, count_buckets
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.metrics.metric import EPSILON, MetricState

LEAST = -1e10
"""Below every prediction that counts, as in Keras."""


class Counts(MetricState):
    """Base: `positives` and `negatives` (thresholds, labels) are the weights of those above each threshold that should
    be yes and no, `true` and `false` of all."""

    sums = ("positives", "negatives", "true", "false")
    thresholds: Array
    top_k: int | None = None
    each = False
    """Whether every label is counted by itself."""

    def __init__(self, spec: Any, name: str = "") -> None:
        self.thresholds = np.asarray(self._thresholds(spec), np.float64)
        count = len(self.thresholds)
        even = np.arange(count) / max(count - 1, 1)
        self._even = count >= 3 and bool(np.allclose(self.thresholds, even, atol=EPSILON))
        self._closed = bool(self.thresholds[0] < 0 or self.thresholds[-1] > 1)
        self._class = getattr(spec, "class_id", None)
        self._label_weights: Array | None = None
        self._labels = 1
        super().__init__(spec, name)

    @abstractmethod
    def _thresholds(self, spec: Any) -> Any:
        """What predictions are compared with, in rising order or as they were given."""

    def reset(self) -> None:
        count = len(self.thresholds)
        self.positives = np.zeros((count, self._labels))
        self.negatives = np.zeros((count, self._labels))
        self.true, self.false = np.zeros(self._labels), np.zeros(self._labels)

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        columns = prediction.shape[-1]
        of_columns = self._label_weights
        if of_columns is None or len(of_columns) != columns:
            fault = self.spec.misfit("", None, columns)
            if fault is not None:
                raise RunError(fault)
            of_columns = self._label_weights = self._weights_of(columns)
        prediction = self._seen(prediction)
        if self.each and self._labels != columns:
            self._labels = columns
            self.reset()
        span = (0, columns) if self._class is None else (self._class, self._class + 1)
        rows = target.reshape(prediction.shape), prediction, weights, of_columns
        counts = self.positives, self.negatives, self.true, self.false
        if self._even:
            count_buckets(rows, span, self.each, self._closed, *counts)
        else:
            count_above(rows, span, self.each, self.thresholds.astype(prediction.dtype), *counts)

    def _weights_of(self, columns: int) -> Array:
        return np.ones(columns)

    def _seen(self, prediction: Array) -> Array:
        """Predictions as they are compared: only the largest of a row, where not more can be yes."""
        if self.top_k is None:
            return prediction
        order = np.argsort(-prediction, axis=-1, kind="stable")[:, : self.top_k]
        found = np.full_like(prediction, LEAST)
        np.put_along_axis(found, order, np.take_along_axis(prediction, order, -1), -1)
        return found

    def counted(self) -> tuple[Array, Array, Array, Array]:
        """True and false positives, true and false negatives, each (thresholds, labels)."""
        tp, fp = self.positives, self.negatives
        if self._even:
            tp, fp = (np.cumsum(a[::-1], axis=0)[::-1] for a in (tp, fp))
        return tp, fp, self.false - fp, self.true - tp


def ratio(part: Array, whole: Array) -> Array:
    """part / whole, 0 where that is nothing."""
    return np.divide(part, whole, out=np.zeros(np.broadcast_shapes(part.shape, whole.shape)), where=whole != 0)


def one_or_all(values: Array) -> Any:
    """A number where there is one threshold, else an array."""
    return float(values[0]) if len(values) == 1 else values


def given_thresholds(given: Any, usual: float) -> list[float]:
    """The thresholds of a spec as a list."""
    if given is None:
        return [usual]
    return [given] if isinstance(given, float) else list(given)


def spread_thresholds(count: int) -> list[float]:
    """So many thresholds from 0 to 1, as Keras spreads them."""
    return [0.5] if count == 1 else [0.0, *((i + 1) / (count - 1) for i in range(count - 2)), 1.0]


class Kept(Counts):
    """One of the four counts."""

    which: int

    def _thresholds(self, spec: Any) -> Any:
        return given_thresholds(spec.thresholds, 0.5)

    def result(self) -> Any:
        return one_or_all(self.counted()[self.which][:, 0])


@computes(specs.TruePositives)
class TruePositives(Kept):
    which = 0


@computes(specs.FalsePositives)
class FalsePositives(Kept):
    which = 1


@computes(specs.TrueNegatives)
class TrueNegatives(Kept):
    which = 2


@computes(specs.FalseNegatives)
class FalseNegatives(Kept):
    which = 3


class ShareState(Counts):
    def __init__(self, spec: Any, name: str = "") -> None:
        self.top_k = spec.top_k
        super().__init__(spec, name)

    def _thresholds(self, spec: Any) -> Any:
        return given_thresholds(spec.thresholds, 0.5 if spec.top_k is None else LEAST)


@computes(specs.Precision)
class PrecisionState(ShareState):
    def result(self) -> Any:
        tp, fp, _, _ = self.counted()
        return one_or_all(ratio(tp, tp + fp)[:, 0])


@computes(specs.Recall)
class RecallState(ShareState):
    def result(self) -> Any:
        tp, _, _, fn = self.counted()
        return one_or_all(ratio(tp, tp + fn)[:, 0])


class AtValueState(Counts):
    """The largest of one share where another is large enough."""

    held: str
    """The parameter that says how large."""

    def _thresholds(self, spec: Any) -> Any:
        return spread_thresholds(spec.num_thresholds)

    def result(self) -> float:
        constrained, wanted = self._shares(*(count[:, 0] for count in self.counted()))
        reached = constrained.astype(np.float32) >= np.float32(getattr(self.spec, self.held))
        return float(wanted[reached].max(initial=0.0))

    @abstractmethod
    def _shares(self, tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
        """The share that must be large enough, and the one that is wanted."""


@computes(specs.SensitivityAtSpecificity)
class SensitivityAtSpecificity(AtValueState):
    held = "specificity"

    def _shares(self, tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
        return ratio(tn, tn + fp), ratio(tp, tp + fn)


@computes(specs.SpecificityAtSensitivity)
class SpecificityAtSensitivity(AtValueState):
    held = "sensitivity"

    def _shares(self, tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
        return ratio(tp, tp + fn), ratio(tn, tn + fp)


@computes(specs.PrecisionAtRecall)
class PrecisionAtRecall(AtValueState):
    held = "recall"

    def _shares(self, tp: Array, fp: Array, _tn: Array, fn: Array) -> tuple[Array, Array]:
        return ratio(tp, tp + fn), ratio(tp, tp + fp)


@computes(specs.RecallAtPrecision)
class RecallAtPrecision(AtValueState):
    held = "precision"

    def _shares(self, tp: Array, fp: Array, _tn: Array, fn: Array) -> tuple[Array, Array]:
        return ratio(tp, tp + fp), ratio(tp, tp + fn)
