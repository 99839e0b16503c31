"""Losses and metrics of one's own: functions of arrays, and objects with `update_state`, `result`, `reset_state`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np

from graph.inference.program import Program
from graph.specs.losses.loss import Loss
from graph.specs.message import MessageError, say, shape_text
from graph.specs.metrics.metric import Metric
from graph.specs.params import param
from graph.specs.spec import Value
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.ops.precision import in_double
from runtime.training.losses.batch_loss import BatchLoss
from runtime.training.metrics.metric import MeanState, MetricState
from runtime.training.own_slopes import Followed, differences
from runtime.training.schedules.schedule import ScheduleRule


def name_of(function: Any) -> str:
    """What Keras calls a function in a history."""
    owner = getattr(function, "__self__", None)
    if owner is not None and getattr(function, "__name__", "") == "call":
        return str(getattr(owner, "name", None) or type(owner).__name__)
    name = getattr(function, "__name__", None) or type(function).__name__
    return "lambda" if name == "<lambda>" else str(name)


@dataclass(frozen=True)
class OwnLoss(Loss):
    """function(y_true, y_pred) gives the loss of each sample, of each step of it, or of the whole batch."""

    whole_batch: ClassVar[bool] = True
    free_targets: ClassVar[bool] = True
    program: ClassVar[Callable[[Any, tuple[int, ...], tuple[int, ...]], Program | None]] = staticmethod(
        lambda _function, _target, _prediction: None
    )
    """The function as a program of targets and predictions of such shapes, the batch left out; None where it computes
    by something else than operations. Who can follow functions sets it."""

    function: Any = param("any", None)


@dataclass(frozen=True)
class OwnMetric(Metric):
    """The mean of function(y_true, y_pred), some numbers for each sample."""

    free_targets: ClassVar[bool] = True
    function: Any = param("any", None)

    def resolved(self, sparse: bool, _last: int) -> Metric:
        return OwnMetricOfClasses(label=self.label, function=self.function) if sparse else self


@dataclass(frozen=True)
class OwnMetricOfClasses(OwnMetric):
    """The same for targets that are class numbers."""

    sparse: ClassVar[bool] = True


@dataclass(frozen=True)
class MetricObject(Metric):
    """A metric that keeps a state of its own."""

    free_targets: ClassVar[bool] = True
    metric: Any = param("any", None)

    def resolved(self, sparse: bool, _last: int) -> Metric:
        return MetricObjectOfClasses(label=self.label, metric=self.metric) if sparse else self


@dataclass(frozen=True)
class MetricObjectOfClasses(MetricObject):
    """The same for targets that are class numbers."""

    sparse: ClassVar[bool] = True


@dataclass(frozen=True)
class OwnSchedule(Value):
    """function(step) gives the learning rate."""

    category: ClassVar[str] = "schedule"
    function: Any = param("any", None)


@computes(OwnSchedule)
class OwnScheduleRule(ScheduleRule):
    def rate(self, step: int) -> float:
        found = np.asarray(self.spec.function(step))
        if found.dtype.kind not in "biuf" or found.ndim:
            raise RunError(
                say(
                    "{name} must give a learning rate, a number. Received: {given!r:.80}.",
                    name=name_of(self.spec.function),
                    given=found,
                )
            )
        return float(found)


def result_of(function: Callable[[Array, Array], Any], target: Array, prediction: Array) -> Array:
    """What a function gives, as numbers; raises RunError where it gives none."""
    try:
        given = function(target, prediction)
    except MessageError:
        raise
    except Exception as error:  # whatever somebody's code says: where it was called is ours to tell
        raise RunError(
            say(
                "{name} failed on y_true of shape {true} and y_pred of shape {pred}, {kind}: {error:.200}",
                name=name_of(function),
                true=shape_text(np.shape(target)),
                pred=shape_text(np.shape(prediction)),
                kind=type(error).__name__,
                error=str(error),
            )
        ) from error
    found = np.asarray(given)
    if given is None or found.dtype.kind not in "biuf":
        raise RunError(
            say(
                "{name} must give numbers, one for each sample or one for the whole batch. Received: {given!r:.80}.",
                name=name_of(function),
                given=given,
            )
        )
    return found.astype(np.float64, copy=False)


def per_sample(function: Any, found: Array, count: int) -> Array:
    """What a function gave, where that is one number or has some for each sample; raises RunError where not."""
    if found.ndim and len(found) != count:
        raise RunError(
            say(
                "{name} must give one number for each sample, {n} of them, such as the mean over the last axis, or one "
                "for the whole batch. Received: an array of shape {shape}.",
                name=name_of(function),
                n=count,
                shape=str(found.shape),
            )
        )
    return found


@computes(OwnLoss)
class OwnLossRule(BatchLoss):
    """Follows the operations of the function where it is made of such, else its gradient is that of differences."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self._followed: dict[Any, Followed | None] = {}

    def values(self, target: Array, prediction: Array) -> Array:
        followed = self._follow(target, prediction)
        if followed is not None:
            return followed.values(target, prediction)
        with in_double():
            return self._of(target.astype(np.float64), prediction.astype(np.float64))

    def slopes(self, target: Array, prediction: Array, factors: Array) -> Array:
        followed = self._follow(target, prediction)
        if followed is not None:
            return followed.slopes_by(factors)
        exact = target.astype(np.float64)
        with in_double():
            of, name = partial(self._of, exact), name_of(self.spec.function)
            return differences(name, of, prediction.astype(np.float64), np.asarray(factors, np.float64))

    def _of(self, target: Array, prediction: Array) -> Array:
        return per_sample(self.spec.function, result_of(self.spec.function, target, prediction), len(prediction))

    def _follow(self, target: Array, prediction: Array) -> Followed | None:
        key = target.shape, prediction.shape
        if key not in self._followed:
            program = OwnLoss.program(self.spec.function, target.shape[1:], prediction.shape[1:])
            try:
                self._followed[key] = None if program is None else Followed(program, target, prediction)
            except MessageError:  # shapes that don't fit: what the function says of arrays says it better
                self._followed[key] = None
        return self._followed[key]


@computes(OwnMetric)
class OwnMetricMean(MeanState):
    sums: ClassVar[tuple[str, ...]] = ()
    as_they_are: ClassVar[bool] = True

    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        function, known = self.spec.function, self.as_given(target).copy()
        values = per_sample(function, result_of(function, known, prediction.copy()), len(prediction))
        if values.ndim == 0:
            return float(values) * float(weights.sum()), float(weights.sum())
        shared = values.shape[: weights.ndim] == weights.shape
        of_each = weights if shared else weights.reshape(len(weights), -1).mean(axis=1)
        means = values.reshape(*of_each.shape, -1).mean(axis=-1)
        return float((means * of_each).sum()), float(of_each.sum())


@computes(MetricObject)
class MetricObjectState(MetricState):
    """Hands targets and predictions to the object; weights only where they are not all one, for objects that know of
    none."""

    as_they_are: ClassVar[bool] = True

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        given = {} if np.all(weights == 1.0) else {"sample_weight": weights.copy()}
        self.spec.metric.update_state(self.as_given(target).copy(), prediction.copy(), **given)

    def result(self) -> float:
        return float(np.asarray(self.spec.metric.result()))

    def reset(self) -> None:
        self.spec.metric.reset_state()
