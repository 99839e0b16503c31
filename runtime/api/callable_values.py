"""Losses, metrics, initializers, regularizers and constraints, called on shapes and arrays as Keras' are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.specs.arguments import only, plain_dtype
from graph.specs.initializers import Constant
from graph.specs.message import say
from graph.specs.registry import snake
from graph.specs.spec import Value
from graph.specs.working_type import DOUBLE, SINGLE, computed_in, computing_in
from runtime.api import seeds
from runtime.api.array_functions import as_rows, loss_of_each, of_whole_batch, on_last_axis, weights_of_each
from runtime.api.checks import numbers
from runtime.api.errors import ApiError
from runtime.api.naming import automatic_name
from runtime.api.symbolic_losses import any_symbolic, reduced, symbolic_loss
from runtime.api.value_objects import ValueObject, as_specs
from runtime.ops.op import Array
from runtime.training.own_functions import MetricObject, OwnLoss, result_of
from runtime.weights.own_values import OwnArray, OwnConstraint, OwnInitializer, OwnRegularizer
from runtime.weights.variable import Variable

if TYPE_CHECKING:
    from runtime.training.metrics.metric import MetricState


DTYPES = ("float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8", "bool")
"""What an initializer can give; weights are float32."""


def _must_be_known(given: ValueObject, method: str) -> None:
    """Raise ApiError for a class of one's own without the method that says what it computes."""
    if not hasattr(type(given), "spec_class"):
        raise ApiError(say("{kind} needs {method} of its own.", kind=type(given).__name__, method=method))


class Typed(ValueObject):
    """A loss or metric: it may be told in which type it computes."""

    def _keep_type(self, dtype: Any) -> None:
        given = plain_dtype(dtype)
        only(type(self).__name__, "dtype", given, None, SINGLE, DOUBLE)
        vars(self)["_computes_in"] = given

    @property
    def dtype(self) -> str:
        """The type of what it gives: the one that was set when nothing else was said."""
        return vars(self).get("_computes_in") or computed_in()


class Loss(Typed):
    """How far predictions are from their targets. A subclass of one's own has `call(y_true, y_pred)`."""

    def _begin(self, name: str | None = None, reduction: str = "sum_over_batch_size", dtype: Any = None) -> None:
        self._keep_type(dtype)
        self.name, self.reduction = name or snake(type(self).__name__), reduction

    def call(self, _y_true: Any, _y_pred: Any) -> Any:
        """The loss of each sample: what a class of one's own must say."""
        raise ApiError(say("{kind} needs call(y_true, y_pred), the loss of each sample.", kind=type(self).__name__))

    def own_spec(self) -> Value:
        return OwnLoss(function=self.call, reduction=self.reduction)

    def get_config(self) -> dict[str, Any]:
        """The arguments as Keras writes them."""
        own = not hasattr(type(self), "spec_class")
        return {"name": self.name, "reduction": self.reduction} if own else super().get_config()

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The loss of a batch, reduced as `reduction` says; raises ApiError where shapes don't fit."""
        with computing_in(self.dtype):
            return self._computed(y_true, y_pred, sample_weight)

    def _computed(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
        own = not hasattr(type(self), "spec_class")
        if any_symbolic(y_true, y_pred, sample_weight):
            if own:
                return reduced(self.call(y_true, y_pred), self.reduction, sample_weight)
            return symbolic_loss(self.spec, self.reduction, y_true, y_pred, sample_weight)
        if own:
            return self._of_own(y_true, y_pred, sample_weight)
        from runtime.training.losses.loss_op import LossOp

        if getattr(self.spec, "whole_batch", False):
            whole, given = of_whole_batch(self.spec, y_true, y_pred), None
            if sample_weight is not None:
                given = numbers("sample_weight", sample_weight).astype(np.float64)
            none = self.reduction == "none"
            return np.asarray(whole.each(given), self.dtype) if none else whole.compute(given)
        if self.reduction == "none":
            values = loss_of_each(self.spec, y_true, y_pred)
            return values if sample_weight is None else values * weights_of_each(sample_weight, values.shape)
        spec, y_true, y_pred = on_last_axis(self.spec, y_true, y_pred)
        sparse = bool(getattr(spec, "sparse", False))
        target, prediction, outer = as_rows(spec.kind, sparse, y_true, y_pred)
        weights = None if sample_weight is None else weights_of_each(sample_weight, outer).reshape(-1)
        ignored = getattr(self.spec, "ignore_class", None)
        if ignored is not None:
            weights = _of_counted(target != ignored, self.reduction, weights)
        return LossOp(spec, target, prediction, None, False, 1.0).compute(weights)

    def _of_own(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
        given = numbers(f"{self.name}: y_true", y_true), numbers(f"{self.name}: y_pred", y_pred)
        values = result_of(self.call, *given)
        weights = np.ones_like(values) if sample_weight is None else weights_of_each(sample_weight, values.shape)
        if self.reduction in ("none", None):
            return values * weights
        divisor = {"sum": 1.0, "mean_with_sample_weight": float(weights.sum())}.get(self.reduction, values.size)
        return float((values * weights).sum()) / divisor


def _of_counted(counted: Array, reduction: str, weights: Array | None) -> Array:
    """Weights by which a mean goes over what counts alone, as Keras has it."""
    from runtime.training.losses.loss import SPREADING

    found = counted.astype(np.float64)
    if reduction in SPREADING and counted.any():
        found *= counted.size / np.count_nonzero(counted)
    return found if weights is None else found * weights


def either_targets(y_true: Any, y_pred: Any) -> tuple[Array, Array, bool]:
    """Targets and predictions of a metric that takes class numbers as well as arrays, and whether they are numbers."""
    target, prediction = np.asarray(y_true), np.asarray(y_pred)
    if prediction.ndim <= 1:
        return target.reshape(-1, 1), prediction.reshape(-1, 1), False
    fewer = target.ndim < prediction.ndim or target.shape[-1] < prediction.shape[-1]
    return target, prediction, fewer and prediction.shape[-1] > 1


class Metric(Typed):
    """What is watched of batch after batch. A subclass of one's own has `update_state` and `result`, and keeps what it
    knows in variables that `add_weight` makes."""

    def _begin(self, dtype: Any = None, name: str | None = None) -> None:
        self._keep_type(dtype)
        own = not hasattr(type(self), "spec_class")
        kind = snake(type(self).__name__)
        self.name = name or (automatic_name(kind) if own else kind)
        self._own_variables: list[Variable] = []

    def add_weight(
        self, shape: Any = (), initializer: Any = "zeros", dtype: Any = None, name: str | None = None
    ) -> Variable:
        """A variable of a metric of one's own; `reset_state` sets all of them to 0."""
        made = Variable(
            "zeros" if initializer is None else as_specs(initializer),
            shape,
            dtype,
            path=f"{self.name}/{name or 'variable'}",
        )
        self._own_variables.append(made)
        return made

    def add_variable(
        self, shape: Any, initializer: Any, dtype: Any = None, aggregation: Any = None, name: str | None = None
    ) -> Variable:
        """The same as `add_weight`."""
        only(type(self).__name__, "aggregation", aggregation, None, "none", "mean", "sum", "only_first_replica")
        return self.add_weight(shape, initializer, dtype, name)

    @property
    def variables(self) -> list[Variable]:
        """What it keeps: its own variables, or copies of what is known so far."""
        if not hasattr(type(self), "spec_class"):
            return list(self._own_variables)
        known = {key: value for key, value in vars(self._state).items() if not key.startswith("_")}
        return [
            Variable.holding(f"{self.name}/{key}", np.asarray(value, np.float32))
            for key, value in known.items()
            if isinstance(value, (float, np.ndarray))
        ]

    def own_spec(self) -> Value:
        return MetricObject(label=self.name, metric=self)

    def get_config(self) -> dict[str, Any]:
        """The arguments as Keras writes them."""
        own = not hasattr(type(self), "spec_class")
        return {"name": self.name, "dtype": self.dtype} if own else super().get_config()

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch into account; raises ApiError where shapes don't fit."""
        sparse = bool(getattr(self.spec, "sparse", False))
        if getattr(self.spec, "any_targets", False):
            y_true, y_pred, sparse = either_targets(y_true, y_pred)
        with computing_in(self.dtype):
            target, prediction, outer = as_rows(self.spec.kind, sparse, y_true, y_pred)
        weights = np.ones(outer) if sample_weight is None else weights_of_each(sample_weight, outer)
        self._state.update(target, prediction, np.ascontiguousarray(weights.reshape(-1)))

    def result(self) -> Any:
        """What is known so far, a number or an array of them; 0 before the first batch."""
        found = self._state.result()
        return np.asarray(found, self.dtype) if np.ndim(found) else float(found)

    def reset_state(self) -> None:
        """Forget all batches."""
        if not hasattr(type(self), "spec_class"):
            for variable in self._own_variables:
                variable.assign(np.zeros(variable.shape))
            return
        self._state.reset()

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Take a batch into account, and say what is known then."""
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()

    def hold(self, state: MetricState) -> None:
        """Show what this state knows from now on: that of the model which it was given to."""
        self.__dict__["_state"] = state

    @cached_property
    def _state(self) -> MetricState:
        from runtime.training.metrics.metric import metric_state

        if not hasattr(type(self), "spec_class"):
            raise ApiError(
                say("{kind} needs update_state(y_true, y_pred) and result() of its own.", kind=type(self).__name__)
            )
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
    """How weights begin. A subclass of one's own has `__call__(shape, dtype)`."""

    def own_spec(self) -> Value:
        return OwnInitializer(function=self)

    def _spec_of(self, given: Mapping[str, Any]) -> Value:
        """Constant takes arrays too, which no file of ours holds."""
        value: Any = given.get("value")
        if self.spec_class is Constant and np.ndim(value):
            return OwnArray(value=numbers("Constant: value", value))
        return super()._spec_of(given)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Array:
        """New numbers of that shape, float32 or of another type of numbers."""
        from runtime.weights.initializers import checked_shape, initial_value

        _must_be_known(self, "__call__(shape, dtype)")
        name = plain_dtype(dtype) or computed_in()
        only(type(self).__name__, "dtype", name, *DTYPES)
        sizes = checked_shape(type(self).__name__, shape)
        return initial_value(self.spec, sizes, seeds.generator()).astype(name)


class Regularizer(ValueObject):
    """What is added to the loss for large weights. A subclass of one's own has `__call__(x)`, and `gradient(x)` for
    weights of more than some thousand numbers."""

    def own_spec(self) -> Value:
        return OwnRegularizer(function=self)

    def __call__(self, x: Any) -> float:
        """The penalty on an array."""
        from runtime.weights.regularizers import weight_penalty

        _must_be_known(self, "__call__(x)")
        return weight_penalty(self.spec, np.asarray(x, computed_in()), None).value()


class Constraint(ValueObject):
    """What weights must keep to after each step. A subclass of one's own has `__call__(w)`."""

    def own_spec(self) -> Value:
        return OwnConstraint(function=self)

    def __call__(self, w: Any) -> Array:
        """The array brought into the constraint; the one given stays as it is."""
        from runtime.weights.constraints import constraint_rule

        _must_be_known(self, "__call__(w)")
        weight = np.array(w, computed_in())
        constraint_rule(self.spec).apply(weight)
        return weight
