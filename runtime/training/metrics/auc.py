"""The area under a curve of shares. Formulas: keras/src/metrics/confusion_metrics.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.metrics.auc import AUC
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.metrics.confusion import Counts, ratio
from runtime.training.metrics.metric import EPSILON


@computes(AUC)
class AUCState(Counts):
    def __init__(self, spec: Any, name: str = "") -> None:
        self.each = spec.multi_label
        super().__init__(spec, name)
        if self.each:
            self._labels = spec.num_labels or len(spec.label_weights or (0,))
            self.reset()

    def _thresholds(self, spec: Any) -> Any:
        count = spec.num_thresholds
        inner = spec.thresholds if spec.thresholds is not None else [(i + 1) / (count - 1) for i in range(count - 2)]
        return [-EPSILON, *inner, 1 + EPSILON]

    def _weights_of(self, columns: int) -> Array:
        given = self.spec.label_weights
        return np.ones(columns) if given is None or self.each else np.asarray(given, np.float64)

    def _seen(self, prediction: Array) -> Array:
        if not self.spec.from_logits:
            return prediction
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-prediction))

    def result(self) -> float:
        areas = self._areas(*self.counted())
        weights = self.spec.label_weights
        if not self.each:
            return float(areas.sum())
        if weights is None:
            return float(areas.mean())
        total = float(np.sum(weights))
        return float(areas @ np.asarray(weights)) / total if total else 0.0

    def _areas(self, tp: Array, fp: Array, tn: Array, fn: Array) -> Array:
        """The area of each label."""
        if self.spec.curve == "PR" and self.spec.summation_method == "interpolation":
            return interpolated(tp, fp, fn)
        recall = ratio(tp, tp + fn)
        if self.spec.curve == "ROC":
            x, y = ratio(fp, fp + tn), recall
        elif self.spec.curve == "PR":
            x, y = recall, ratio(tp, tp + fp)
        else:
            x, y = gains(tp, fp, tn, fn)
        if self.spec.summation_method == "interpolation":
            heights = (y[:-1] + y[1:]) / 2
        else:
            heights = (np.minimum if self.spec.summation_method == "minoring" else np.maximum)(y[:-1], y[1:])
        found: Array = ((x[:-1] - x[1:]) * heights).sum(axis=0)
        return found


def interpolated(tp: Array, fp: Array, fn: Array) -> Array:
    """The area under precision against recall, between two thresholds as Davis and Goadrich interpolate."""
    d_tp, p = tp[:-1] - tp[1:], tp + fp
    slope = ratio(d_tp, np.maximum(p[:-1] - p[1:], 0))
    intercept = tp[1:] - slope * p[1:]
    both = (p[:-1] > 0) & (p[1:] > 0)
    shares = np.where(both, ratio(p[:-1], np.maximum(p[1:], 0)), 1.0)
    found: Array = ratio(slope * (d_tp + intercept * np.log(shares)), np.maximum(tp[1:] + fn[1:], 0)).sum(axis=0)
    return found


def gains(tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
    """Recall gain and precision gain."""
    scale = ratio(tp + fn, tn + fp)
    recall = np.where(tp == 0, 0.0, 1 - scale * ratio(fn, tp))
    precision = np.where(tp == 0, 1.0, 1 - scale * ratio(fp, tp))
    return np.maximum(recall, 0), precision
