"""Metrics: states that batches update, watched while training."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np

from graph.specs.message import say
from graph.specs.metrics.metric import LossMetric, Metric
from graph.specs.params import params_of
from graph.specs.registry import find, snake
from graph.specs.spec import Value
from runtime.kernels.losses.metrics import add_weighted
from runtime.kinds.computes import computes, computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.losses.loss_op import loss_values

EPSILON = 1e-7
"""What Keras adds to divisors."""


class MetricState(ABC):
    """Base of what computes metrics: what is known of the samples so far. `name` is the key in the history.

    `update` gets rows: predictions (n, k), targets of the same shape, or (n,) where they are class numbers, and the
    weight of each row (n,).
    """

    sums: ClassVar[tuple[str, ...]] = ()
    """The attributes, numbers or arrays, that add up what is known of each row. Processes that share a batch add
    theirs; a metric without such is given all rows by all of them."""
    as_they_are: ClassVar[bool] = False
    """Whether targets, predictions and weights come in their own shapes rather than as rows."""
    column = False
    """Whether class numbers were given as a column: code of one's own gets them so."""
    own_name = ""
    """Its name before what sets it apart from others, such as that of its output."""

    def __init__(self, spec: Any, name: str = "") -> None:
        self.spec = spec
        self.name = name or spec.shown
        self.reset()

    @abstractmethod
    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        """Take a batch into account."""

    @abstractmethod
    def result(self) -> Any:
        """What is known so far, a number or an array; 0 before the first batch."""

    @abstractmethod
    def reset(self) -> None:
        """Forget all batches."""

    def as_given(self, target: Array) -> Array:
        """Targets as somebody gave them."""
        return target[..., None] if self.column else target

    def goes_by_logits(self, _loss: Value | None) -> bool:
        """Whether it is to go by the logits where the output's loss does."""
        return False

    def update_by_logits(self, target: Array, prediction: Array, _logits: Array, weights: Array) -> None:
        """Take a batch into account whose predictions were just made of these logits."""
        self.update(target, prediction, weights)


class Mean:
    """A weighted mean that grows batch by batch."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.total = self.weight = 0.0

    def add(self, total: float, weight: float) -> None:
        self.total += total
        self.weight += weight

    def result(self) -> float:
        return self.total / self.weight if self.weight else 0.0

    def reset(self) -> None:
        self.total = self.weight = 0.0


class MeanState(MetricState):
    """A metric that is the weighted mean of a score of each row."""

    sums: ClassVar[tuple[str, ...]] = ("total", "weight")

    @abstractmethod
    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        """(Σ weight · score, Σ weight) of a batch."""

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        total, weight = self.score(target, prediction, weights)
        self.total += total
        self.weight += weight

    def result(self) -> float:
        return self.total / self.weight if self.weight else 0.0

    def reset(self) -> None:
        self.total = self.weight = 0.0


@computes(LossMetric)
class LossMean(MeanState):
    """The mean of the loss of the same name and parameters."""

    def __init__(self, spec: Any, name: str = "") -> None:
        kind = find("loss", spec.of_loss or spec.kind)
        assert kind is not None
        self._loss = kind(**{setting: getattr(spec, setting) for setting in params_of(spec) if setting != "label"})
        self._kept = np.zeros(0)
        super().__init__(spec, name)

    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        self._kept = loss_values(self._loss, target, prediction, self._kept)
        found: tuple[float, float] = add_weighted(self._kept, weights)
        return found

    def goes_by_logits(self, loss: Value | None) -> bool:
        """A cross-entropy shows the numbers of the loss: not clipped where that is not."""
        own = getattr(self._loss, "probabilities", "")
        return own != "" and not getattr(self._loss, "from_logits", True) and getattr(loss, "probabilities", "") == own

    def update_by_logits(self, target: Array, prediction: Array, logits: Array, weights: Array) -> None:
        self._kept = loss_values(self._loss, target, prediction, self._kept, logits)
        total, weight = add_weighted(self._kept, weights)
        self.total += total
        self.weight += weight


def metric_state(metric: Value, sparse: bool, output: str, name: str = "", columns: int | None = None) -> MetricState:
    """What computes a metric; raises RunError where it can't, or can't judge such targets or so many numbers a row."""
    fault = metric.misfit(output, sparse, columns) if isinstance(metric, Metric) else None
    if fault is not None:
        raise RunError(fault)
    found = computing(type(metric), MetricState)
    if found is None:
        raise RunError(say("The metric {metric} can't be computed here yet.", metric=metric.kind))
    return found(metric, name)


def shown(metric: Value) -> str:
    """The key of a metric in a history."""
    return metric.shown if isinstance(metric, Metric) else snake(metric.kind)


def resolved(metric: Value, sparse: bool, last: int) -> Value:
    """The metric meant for such targets: `accuracy` becomes one of three, every other stays itself."""
    return metric.resolved(sparse, last) if isinstance(metric, Metric) else metric
