"""Metrics: watched while training; means over rows, kept as total and weight until they are reset."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.specs.message import say
from graph.specs.metrics import (
    Accuracy,
    BinaryAccuracy,
    BinaryCrossentropy,
    CategoricalAccuracy,
    CategoricalCrossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
    Metric,
    SparseCategoricalAccuracy,
    SparseCategoricalCrossentropy,
)
from graph.specs.registry import find, snake
from graph.specs.spec import Value
from runtime.kernels.losses.metrics import count_binary, count_categorical, count_sparse
from runtime.ops.faults import RunError
from runtime.ops.op import Array

Score = Callable[[Array, Array, Array], tuple[float, float]]
"""(target rows, prediction rows, row weights) → (weighted total, weight)."""


class Meter:
    """A weighted mean that grows batch by batch."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.total = self.weight = 0.0

    def add(self, total: float, weight: float) -> None:
        self.total += total
        self.weight += weight

    def reset(self) -> None:
        self.total = self.weight = 0.0

    @property
    def result(self) -> float:
        return self.total / self.weight if self.weight else 0.0


def resolve(metric: Value, sparse: bool, last: int) -> Value:
    """`accuracy` becomes the one that the shapes call for, as in Keras; every other metric stays itself."""
    if not isinstance(metric, Accuracy):
        return metric
    label = metric_name(metric)  # it stays `accuracy` in the history
    if last == 1:
        return BinaryAccuracy(label=label)
    return SparseCategoricalAccuracy(label=label) if sparse else CategoricalAccuracy(label=label)


def metric_name(metric: Value) -> str:
    """The key in a history: the text it was given by, else Keras' own name."""
    label = metric.label if isinstance(metric, Metric) else ""
    return label or (metric.names[0] if metric.names else snake(metric.kind))


def score_function(metric: Value, sparse: bool, output: str) -> Score:
    """What computes a metric on rows; raises RunError where it can't compare such targets."""
    wants_sparse = isinstance(metric, (SparseCategoricalAccuracy, SparseCategoricalCrossentropy))
    if wants_sparse != sparse:
        raise RunError(
            say(
                "The metric {metric} of the output {output} compares {wants}, but its targets are {given}.",
                metric=metric.kind,
                output=output,
                wants="class numbers" if wants_sparse else "arrays of the output's shape",
                given="class numbers" if sparse else "arrays",
            )
        )
    match metric:
        case BinaryAccuracy(threshold=threshold):
            return lambda t, p, w: count_binary(t, p, threshold, w)
        case CategoricalAccuracy():
            return lambda t, p, w: count_categorical(t, p, w)
        case SparseCategoricalAccuracy():
            return lambda t, p, w: count_sparse(t, p, w)
        case (
            MeanSquaredError()
            | MeanAbsoluteError()
            | BinaryCrossentropy()
            | CategoricalCrossentropy()
            | SparseCategoricalCrossentropy()
        ):
            return _as_loss(metric)
    raise RunError(say("The metric {metric} can't be computed here yet.", metric=metric.kind))


def _as_loss(metric: Value) -> Score:
    """A metric that is the mean of a loss."""
    from runtime.training.losses import loss_values

    kind = find("loss", metric.kind)
    assert kind is not None
    settings = {name: getattr(metric, name) for name in ("from_logits", "label_smoothing") if hasattr(metric, name)}
    loss = kind(**settings)

    kept = np.zeros(0)

    def score(target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        nonlocal kept
        kept = values = loss_values(loss, target, prediction, kept)
        return float(np.dot(values, weights)), float(weights.sum())

    return score
