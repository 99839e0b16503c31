"""Metrics of values that somebody computed: their mean, their sum, and the mean of a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.callable_values import Metric
from runtime.api.errors import ApiError
from runtime.ops.op import Array


def of_each_sample(values: Any, weights: Any, reduce: Callable[..., Any]) -> tuple[Array, Array | None]:
    """The values of each sample, weighted, and the weights; raises ApiError where they don't fit."""
    found = np.asarray(values, np.float64)
    given = None if weights is None else np.asarray(weights, np.float64)
    if given is not None:
        if given.ndim == found.ndim + 1 and given.shape[-1] == 1:
            given = given[..., 0]
        if found.ndim > given.ndim:
            found = reduce(found, axis=tuple(range(given.ndim, found.ndim)))
        try:
            given = np.broadcast_to(given, found.shape)
        except ValueError:
            raise ApiError(
                say(
                    "Weights of shape {weights} do not fit values of shape {values}.",
                    weights=str(given.shape),
                    values=str(found.shape),
                )
            ) from None
        found = found * given
        if given.ndim > 1:
            given = reduce(given, axis=tuple(range(1, given.ndim)))
    if found.ndim > 1:
        found = reduce(found, axis=tuple(range(1, found.ndim)))
    return found, given


class Mean(Metric):
    """The weighted mean of values."""

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name=name or "mean", dtype=dtype)
        self.total = self.add_weight(name="total")
        self.count = self.add_weight(name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Take values into account; raises ApiError for weights that don't fit."""
        found, weights = of_each_sample(values, sample_weight, np.mean)
        more = weights.sum() if weights is not None else len(found) if found.ndim else 1
        self.total.assign(self.total.numpy() + found.sum())
        self.count.assign(self.count.numpy() + more)

    def __call__(self, *args: Any, **keywords: Any) -> float:
        self.update_state(*args, **keywords)
        return self.result()

    def result(self) -> float:
        """The mean so far; 0 before the first value."""
        count = float(self.count.numpy())
        return float(self.total.numpy()) / count if count else 0.0


class Sum(Metric):
    """The weighted sum of values."""

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name=name or "sum", dtype=dtype)
        self.total = self.add_weight(name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Take values into account; raises ApiError for weights that don't fit."""
        found, _ = of_each_sample(values, sample_weight, np.sum)
        self.total.assign(self.total.numpy() + found.sum())

    def __call__(self, *args: Any, **keywords: Any) -> float:
        self.update_state(*args, **keywords)
        return self.result()

    def result(self) -> float:
        """The sum so far."""
        return float(self.total.numpy())


class MeanMetricWrapper(Mean):
    """The mean of what a function says of targets and predictions; it is handed the other arguments."""

    def __init__(self, fn: Callable[..., Any], name: str | None = None, dtype: Any = None, **kwargs: Any) -> None:
        if not callable(fn):
            raise ApiError(say("MeanMetricWrapper: fn must be a function. Received: {given!r:.80}.", given=fn))
        super().__init__(name or str(getattr(fn, "__name__", "mean_metric_wrapper")), dtype)
        self._function, self._settings = fn, kwargs

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Take a batch into account."""
        super().update_state(self._function(y_true, y_pred, **self._settings), sample_weight)


class Accuracy(MeanMetricWrapper):
    """The share of predictions that equal their targets; the text "accuracy" means what fits the output instead."""

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(equal, name or "accuracy", dtype)


def equal(y_true: Any, y_pred: Any) -> Array:
    """1 where a prediction equals its target, else 0; a last axis of 1 may be there or not."""
    target, prediction = np.asarray(y_true), np.asarray(y_pred)
    if target.ndim == prediction.ndim + 1 and target.shape[-1] == 1:
        target = target[..., 0]
    if prediction.ndim == target.ndim + 1 and prediction.shape[-1] == 1:
        prediction = prediction[..., 0]
    if target.shape != prediction.shape:
        raise ApiError(
            say(
                "Accuracy: targets of shape {target} can't equal predictions of shape {prediction}.",
                target=str(target.shape),
                prediction=str(prediction.shape),
            )
        )
    return (target == prediction).astype(np.float64)
