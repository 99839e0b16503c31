"""Losses and metrics of one's own: functions of arrays, and objects with `update_state`, `result`, `reset_state`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from graph.specs.losses.loss import Loss
from graph.specs.message import MessageError, say, shape_text
from graph.specs.metrics.metric import Metric
from graph.specs.params import param
from graph.specs.spec import Value
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.ops.precision import in_double
from runtime.training.losses.loss import ArrayLoss
from runtime.training.metrics.metric import MeanState, MetricState
from runtime.training.schedules.schedule import ScheduleRule

AT_MOST = 8192
"""Numbers of a batch of which each may take two calls of a loss."""
STEP = 6e-6
"""Of central differences in float64: the cube root of its precision."""


def name_of(function: Any) -> str:
    """What Keras calls a function in a history."""
    owner = getattr(function, "__self__", None)
    if owner is not None and getattr(function, "__name__", "") == "call":
        return str(getattr(owner, "name", None) or type(owner).__name__)
    name = getattr(function, "__name__", None) or type(function).__name__
    return "lambda" if name == "<lambda>" else str(name)


@dataclass(frozen=True)
class OwnLoss(Loss):
    """function(y_true, y_pred) gives the loss of each row: the loss of a row depends on that row alone."""

    function: Any = param("any", None)


@dataclass(frozen=True)
class OwnMetric(Metric):
    """The mean of function(y_true, y_pred), one number a row."""

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


def rows_of(function: Callable[[Array, Array], Any], target: Array, prediction: Array) -> Array:
    """What a function gives for each row: of several numbers in a row their mean, and a single number for all, as Keras
    has it."""
    found = result_of(function, target, prediction)
    if found.ndim == 0:
        return np.full(len(prediction), float(found))
    if len(found) != len(prediction):
        raise RunError(
            say(
                "{name} must give one number for each sample, {n} of them, such as the mean over the last axis, or one "
                "for the whole batch. Received: an array of shape {shape}.",
                name=name_of(function),
                n=len(prediction),
                shape=str(found.shape),
            )
        )
    return found.reshape(len(found), -1).mean(axis=1)


@computes(OwnLoss)
class OwnLossRule(ArrayLoss):
    """The gradient is that of central differences, a column at a time: two calls for each number of an output.

    Where the function gives one number for the whole batch, every number of the batch takes two calls.
    """

    by_row = False

    def _rows(
        self, target: Array, prediction: Array, scales: Array, values: Array, gradient: Array, slope: bool, add: bool
    ) -> None:
        exact, moved = target.astype(np.float64), prediction.astype(np.float64)
        with in_double():
            whole = result_of(self.spec.function, exact, moved)
            if whole.ndim or not slope:
                super()._rows(target, prediction, scales, values, gradient, slope, add)
                return
            values[:] = float(whole)
            slopes = self._slopes_of_one(exact, moved) * scales.sum()
        gradient[:] = gradient + slopes if add else slopes

    def _slopes_of_one(self, exact: Array, moved: Array) -> Array:
        """The gradient of the one number by each number of the predictions."""
        if moved.size > AT_MOST:
            raise RunError(
                say(
                    "{name} gives one number for the whole batch, whose gradient would take {n} calls. Let it give one "
                    "number for each sample, such as the mean over the last axis, or take smaller batches.",
                    name=name_of(self.spec.function),
                    n=2 * moved.size,
                )
            )
        found = np.empty_like(moved)
        for place in np.ndindex(moved.shape):
            at = moved[place]
            step = STEP * max(1.0, abs(float(at)))
            moved[place] = at + step
            above = float(result_of(self.spec.function, exact, moved))
            moved[place] = at - step
            found[place] = (above - float(result_of(self.spec.function, exact, moved))) / (2 * step)
            moved[place] = at
        return found

    def values(self, target: Array, prediction: Array) -> Array:
        return rows_of(self.spec.function, target.astype(np.float64), prediction.astype(np.float64))

    def slopes(self, target: Array, prediction: Array) -> Array:
        exact, moved = target.astype(np.float64), prediction.astype(np.float64)
        found = np.empty_like(moved)
        for column in range(moved.shape[1]):
            at = moved[:, column].copy()
            step = STEP * np.maximum(1.0, np.abs(at))
            moved[:, column] = at + step
            above = rows_of(self.spec.function, exact, moved)
            moved[:, column] = at - step
            found[:, column] = (above - rows_of(self.spec.function, exact, moved)) / (2 * step)
            moved[:, column] = at
        return found


@computes(OwnMetric)
class OwnMetricMean(MeanState):
    sums: ClassVar[tuple[str, ...]] = ()

    def score(self, target: Array, prediction: Array, weights: Array) -> tuple[float, float]:
        values = rows_of(self.spec.function, self.as_given(target).copy(), prediction.copy())
        return float(np.dot(values, weights)), float(weights.sum())


@computes(MetricObject)
class MetricObjectState(MetricState):
    """Hands rows to the object; weights only where they are not all one, for objects that know of none."""

    def update(self, target: Array, prediction: Array, weights: Array) -> None:
        given = {} if np.all(weights == 1.0) else {"sample_weight": weights.copy()}
        self.spec.metric.update_state(self.as_given(target).copy(), prediction.copy(), **given)

    def result(self) -> float:
        return float(np.asarray(self.spec.metric.result()))

    def reset(self) -> None:
        self.spec.metric.reset_state()
