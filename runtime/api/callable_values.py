"""Losses, metrics, initializers, regularizers and constraints, called on shapes and arrays as Keras' are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.specs.arguments import WITHOUT_MEANING, only, plain_dtype
from graph.specs.message import say
from runtime.api import seeds
from runtime.api.array_functions import as_rows, loss_of_each, weights_of_each
from runtime.api.errors import ApiError
from runtime.api.value_objects import ValueObject
from runtime.ops.op import Array

if TYPE_CHECKING:
    from runtime.training.metrics.metric import MetricState


class Loss(ValueObject):
    """How far predictions are from their targets."""

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The loss of a batch, reduced as `reduction` says; raises ApiError where shapes don't fit."""
        from runtime.training.losses.loss_op import LossOp

        if self.reduction == "none":
            values = loss_of_each(self.spec, y_true, y_pred)
            return values if sample_weight is None else values * weights_of_each(sample_weight, values.shape)
        sparse = bool(getattr(self.spec, "sparse", False))
        target, prediction, outer = as_rows(self.spec.kind, sparse, y_true, y_pred)
        weights = None if sample_weight is None else weights_of_each(sample_weight, outer).reshape(-1)
        ignored = getattr(self.spec, "ignore_class", None)
        if ignored is not None:
            weights = _of_counted(target != ignored, self.reduction, weights)
        return LossOp(self.spec, target, prediction, None, False, 1.0).compute(weights)


def _of_counted(counted: Array, reduction: str, weights: Array | None) -> Array:
    """Weights by which a mean goes over what counts alone, as Keras has it."""
    from runtime.training.objective import SPREADING

    found = counted.astype(np.float64)
    if reduction in SPREADING and counted.any():
        found *= counted.size / np.count_nonzero(counted)
    return found if weights is None else found * weights


class Metric(ValueObject):
    """What is watched of batch after batch."""

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch into account; raises ApiError where shapes don't fit."""
        sparse = bool(getattr(self.spec, "sparse", False))
        target, prediction, outer = as_rows(self.spec.kind, sparse, y_true, y_pred)
        weights = np.ones(outer) if sample_weight is None else weights_of_each(sample_weight, outer)
        self._state.update(target, prediction, np.ascontiguousarray(weights.reshape(-1)))

    def result(self) -> float:
        """What is known so far; 0 before the first batch."""
        return float(self._state.result())

    def reset_state(self) -> None:
        """Forget all batches."""
        self._state.reset()

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> float:
        """Take a batch into account, and say what is known then."""
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()

    def hold(self, state: MetricState) -> None:
        """Show what this state knows from now on: that of the model which it was given to."""
        self.__dict__["_state"] = state

    @property
    def dtype(self) -> str:
        """The type in which Keras would keep its numbers."""
        return "float32"

    @cached_property
    def _state(self) -> MetricState:
        from runtime.training.metrics.metric import metric_state

        if getattr(self.spec, "by_name_only", False):
            raise ApiError(
                say(
                    "{name} goes by the output of a model that is compiled with it. On arrays take the metric that is "
                    "meant, such as BinaryAccuracy.",
                    name=self.name,
                )
            )
        return metric_state(self.spec, bool(getattr(self.spec, "sparse", False)), "", self.name)


class Initializer(ValueObject):
    """How weights begin."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Array:
        """New numbers of that shape, float32."""
        from runtime.weights.initializers import initial_value

        only(type(self).__name__, "dtype", plain_dtype(dtype), *WITHOUT_MEANING["dtype"])
        return initial_value(self.spec, tuple(shape), seeds.generator()).astype(np.float32)


class Regularizer(ValueObject):
    """What is added to the loss for large weights."""

    def __call__(self, x: Any) -> float:
        """The penalty on an array."""
        from runtime.weights.regularizers import weight_penalty

        return weight_penalty(self.spec, np.asarray(x, np.float32), None).value()


class Constraint(ValueObject):
    """What weights must keep to after each step."""

    def __call__(self, w: Any) -> Array:
        """The array brought into the constraint; the one given stays as it is."""
        from runtime.weights.constraints import constraint_rule

        weight = np.array(w, np.float32)
        constraint_rule(self.spec).apply(weight)
        return weight
