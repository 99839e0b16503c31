"""Losses and metrics as functions of arrays: the loss of each sample, as Keras' functions of these names give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.specs.arguments import arguments_of
from graph.specs.losses.loss import SEQUENCES
from graph.specs.message import say, shape_text
from graph.specs.registry import find, make, snake
from graph.specs.spec import Value
from runtime.api import checks
from runtime.api.errors import ApiError
from runtime.api.named_functions import NamedFunction
from runtime.api.symbolic_losses import any_symbolic, symbolic_each
from runtime.api.value_objects import signature
from runtime.ops.op import Array
from runtime.ops.precision import float_type

if TYPE_CHECKING:
    from runtime.training.losses.batch_loss import BatchLossOp

OF_OBJECTS = ("reduction", "name", "dtype")
"""What only the objects take: a function reduces nothing and has a name of its own."""

_functions: dict[type[Value], NamedFunction] = {}


def loss_function(kind: type[Value]) -> NamedFunction:
    """The function of a loss: always the same one."""
    if kind not in _functions:
        _functions[kind] = _made(kind, loss_of_each)
    return _functions[kind]


def metric_function(kind: type[Value]) -> NamedFunction | None:
    """The function of a metric that is a mean: that of the loss of its name, or its own; None for any other metric."""
    from runtime.kinds.computes import computing
    from runtime.training.metrics.metric import MeanState

    loss = find("loss", kind.kind)
    if loss is not None:
        return loss_function(loss)
    if kind not in _functions and computing(kind, MeanState) is not None:
        _functions[kind] = _made(kind, score_of_each)
    return _functions.get(kind)


def loss_among_metrics(name: str) -> NamedFunction | None:
    """The function of a loss that Keras has among its metrics, too."""
    kind = find("loss", name)
    if kind is None or name == kind.kind or not getattr(kind, "among_metrics", False):
        return None
    return loss_function(kind)


def _made(kind: type[Value], of_each: Callable[..., Array]) -> NamedFunction:
    taken = list(_taken(kind))
    given = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in ("y_true", "y_pred")]
    shown = Signature([*given, *taken])

    def function(*args: Any, **keywords: Any) -> Array:
        bound = shown.bind(*args, **keywords).arguments
        y_true, y_pred = bound.pop("y_true"), bound.pop("y_pred")
        parameters = arguments_of(kind).parameters
        references = {name: bound.pop(name) for name in list(bound) if name not in parameters}
        spec = make(kind, {parameters[name]: value for name, value in bound.items()})
        return of_each(spec, y_true, y_pred, **references)

    function.__name__ = function.__qualname__ = kind.names[0] if kind.names else snake(kind.kind)
    function.__doc__ = kind.caption or kind.__doc__
    function.__signature__ = shown  # type: ignore[attr-defined]
    return NamedFunction(function)


def _taken(kind: type[Value]) -> Iterator[Parameter]:
    """What a function takes behind y_true and y_pred."""
    known = {name: p for name, p in signature(kind).parameters.items() if name not in OF_OBJECTS}
    for name in getattr(kind, "of_function", ()) or known:
        found = known.get(name, Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None))
        yield found.replace(default=Parameter.empty) if name in getattr(kind, "function_needs", ()) else found


def loss_of_each(loss: Value, y_true: Any, y_pred: Any, ref_labels: Any = None, ref_embeddings: Any = None) -> Any:
    """The loss over the last axis, float32, or a tensor of symbolic ones; raises ApiError where the arrays don't fit,
    RunError for classes that are not there.

    References are what a loss of groups compares the predictions with, in place of each other.
    """
    from runtime.training.losses.loss_op import loss_values

    if any_symbolic(y_true, y_pred):
        return symbolic_each(loss, y_true, y_pred)
    if getattr(loss, "whole_batch", False):
        whole = of_whole_batch(loss, y_true, y_pred)
        if ref_labels is None and ref_embeddings is None:
            return np.asarray(whole.each(None), float_type())
        labels = y_true if ref_labels is None else ref_labels
        vectors = y_pred if ref_embeddings is None else ref_embeddings
        return np.asarray(whole.compared(*of_whole_batch(loss, labels, vectors).arrays), float_type())
    loss, y_true, y_pred = on_last_axis(loss, y_true, y_pred)
    target, prediction, outer = as_rows(loss.kind, bool(getattr(loss, "sparse", False)), y_true, y_pred)
    return np.asarray(loss_values(loss, target, prediction), float_type()).reshape(outer)


def of_whole_batch(loss: Any, y_true: Any, y_pred: Any) -> BatchLossOp:
    """A loss of whole batches on these arrays; raises ApiError or RunError where they don't fit."""
    from runtime.training.losses.batch_loss import BatchLossOp

    prediction = checks.numbers(f"{loss.kind}: y_pred", y_pred).astype(float_type())
    fault = loss.misfit(prediction.shape)
    if fault is not None:
        raise ApiError(fault)
    if loss.free_targets:
        target = checks.numbers(f"{loss.kind}: y_true", y_true).astype(prediction.dtype)
        return BatchLossOp(loss, target, prediction, None, False, 1.0)
    if loss.sparse and loss.numbers == SEQUENCES:
        target = checks.numbers(f"{loss.kind}: y_true", y_true)
        if target.ndim != 2 or len(target) != len(prediction):
            raise ApiError(
                say(
                    "{kind}: y_true must have the shape ({rows}, length): the labels of each sample, filled up with 0. "
                    "Received: {given}.",
                    kind=loss.kind,
                    rows=len(prediction),
                    given=shape_text(target.shape),
                )
            )
        checks.class_numbers(f"{loss.kind}: y_true", target)
        return BatchLossOp(loss, np.ascontiguousarray(target, np.int64), prediction, None, False, 1.0)
    target, _, outer = as_rows(loss.kind, loss.sparse, y_true, prediction)
    return BatchLossOp(loss, target.reshape(outer if loss.sparse else prediction.shape), prediction, None, False, 1.0)


def score_of_each(metric: Value, y_true: Any, y_pred: Any) -> Array:
    """What each row adds to a metric that is a mean, float32; raises ApiError where the arrays don't fit."""
    from runtime.training.metrics.metric import MeanState, metric_state

    sparse = bool(getattr(metric, "sparse", False))
    target, prediction, outer = as_rows(metric.kind, sparse, y_true, y_pred)
    if getattr(metric, "of_numbers", False):
        outer = (*outer, prediction.shape[-1])
        target, prediction = target.reshape(-1, 1), prediction.reshape(-1, 1)
    state = metric_state(metric, sparse, "")
    assert isinstance(state, MeanState)
    one = np.ones(1)
    rows = [state.score(target[i : i + 1], prediction[i : i + 1], one)[0] for i in range(len(prediction))]
    return np.array(rows, np.float32).reshape(outer)


def on_last_axis(loss: Value, y_true: Any, y_pred: Any) -> tuple[Value, Any, Any]:
    """The loss over the last axis of arrays in which the axis that it goes over comes last; raises ApiError where there
    is none."""
    axis = getattr(loss, "axis", -1)
    if axis == -1:
        return loss, y_true, y_pred
    target, prediction = checks.numbers(f"{loss.kind}: y_true", y_true), checks.numbers(f"{loss.kind}: y_pred", y_pred)
    if not -prediction.ndim <= axis < prediction.ndim:
        raise ApiError(
            say(
                "{kind}: y_pred has no axis {axis}. Received: an array of shape {shape}.",
                kind=loss.kind,
                axis=axis,
                shape=shape_text(prediction.shape),
            )
        )
    if not getattr(loss, "sparse", False) and target.ndim == prediction.ndim:
        target = np.moveaxis(target, axis, -1)
    return loss.replace(axis=-1), target, np.moveaxis(prediction, axis, -1)


def as_rows(kind: str, sparse: bool, y_true: Any, y_pred: Any) -> tuple[Array, Array, tuple[int, ...]]:
    """Targets and predictions as rows, and the shape of what has one number for each row."""
    target, prediction = checks.numbers(f"{kind}: y_true", y_true), checks.numbers(f"{kind}: y_pred", y_pred)
    if prediction.ndim == 0:
        raise ApiError(
            say(
                "{kind} needs arrays with one row a sample, such as [[1.0], [2.0]]. Received: y_pred={given!r:.80}.",
                kind=kind,
                given=y_pred,
            )
        )
    prediction = prediction.astype(float_type(), copy=False)
    want = prediction.shape[:-1] if sparse else prediction.shape
    if target.shape == (*want, 1) or (want[-1:] == (1,) and target.shape == want[:-1]):
        target = target.reshape(want)  # as Keras does: a last axis of 1 may be there or not
    if target.shape != want:
        raise ApiError(
            say(
                "{kind}: y_true must have the shape {want} for a y_pred of shape {shape}. Received: {given}.",
                kind=kind,
                want=shape_text(want),
                shape=shape_text(prediction.shape),
                given=shape_text(target.shape),
            )
        )
    rows = np.ascontiguousarray(prediction.reshape(-1, prediction.shape[-1]))
    if sparse:
        checks.class_numbers(f"{kind}: y_true", target)
        return np.ascontiguousarray(target.reshape(-1), np.int64), rows, prediction.shape[:-1]
    return np.ascontiguousarray(target.reshape(rows.shape), float_type()), rows, prediction.shape[:-1]


def weights_of_each(sample_weight: Any, outer: tuple[int, ...]) -> Array:
    """Weights of samples spread over all that has a loss; raises ApiError where they don't fit."""
    weights = np.asarray(sample_weight, np.float64)
    if weights.shape != outer and weights.shape == (*outer, 1):
        weights = weights.reshape(outer)
    try:
        return np.broadcast_to(weights.reshape(*weights.shape, *(1,) * (len(outer) - weights.ndim)), outer)
    except ValueError:
        raise ApiError(
            say(
                "sample_weight must have one number for each of the losses, which have the shape {want}. "
                "Received: {given}.",
                want=shape_text(outer),
                given=shape_text(weights.shape),
            )
        ) from None
