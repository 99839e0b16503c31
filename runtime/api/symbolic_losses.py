"""Losses of symbolic tensors, as operations: what a loss called in a `call` of one's own becomes.

Formulas and the order of their operations are those of Keras' losses; gradients go to targets and predictions alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.spec import Value
from runtime.api.by_name import call
from runtime.api.errors import ApiError
from runtime.api.tensors import Tensor
from runtime.arrays.settings import epsilon
from runtime.weights.variable import Variable


def any_symbolic(*given: Any) -> bool:
    """Whether some of it is a tensor without numbers."""
    return any(isinstance(x, Tensor) or (isinstance(x, Variable) and Variable.as_tensor is not None) for x in given)


def symbolic_each(spec: Value, y_true: Any, y_pred: Any) -> Any:
    """The loss of each sample as a tensor; raises ApiError for one that no operations say."""
    formula = FORMULAS.get(spec.kind)
    if formula is None:
        raise ApiError(
            say(
                "{kind} can't be called on symbolic tensors: it is not made of operations. Give it to compile, for an "
                "output of the model.",
                kind=spec.kind,
            )
        )
    return formula(_as_tensor(y_true), _as_tensor(y_pred), spec)


def symbolic_loss(spec: Value, reduction: str | None, y_true: Any, y_pred: Any, weights: Any) -> Any:
    """The loss of a batch as a tensor, reduced as `reduction` says."""
    return reduced(symbolic_each(spec, y_true, y_pred), reduction, weights, _counted(spec, y_true))


def reduced(values: Any, reduction: str | None, weights: Any, counted: Any = None) -> Any:
    """Losses of samples, weighted and reduced; `counted` is true where one counts at all."""
    if counted is not None:
        share = call("cast", counted, "float32")
        if reduction in ("sum_over_batch_size", "mean"):  # the mean goes over what counts alone
            share = call("divide_no_nan", share, call("mean", share))
        weights = share if weights is None else call("multiply", *_same_rank(_as_tensor(weights), share))
    if weights is not None:
        values, weights = _same_rank(values, call("cast", _as_tensor(weights), "float32"))
        values = call("multiply", values, weights)
    if reduction in (None, "none") or not values.shape:
        return values
    if reduction == "sum":
        return call("sum", values)
    if reduction == "mean_with_sample_weight" and weights is not None:
        return call("divide_no_nan", call("sum", values), call("sum", weights))
    return call("mean", values)


def _counted(spec: Any, y_true: Any) -> Any:
    ignored = getattr(spec, "ignore_class", None)
    if ignored is None:
        return None
    found = call("not_equal", y_true, ignored)
    return call("squeeze", found, -1) if len(found.shape) > 1 and found.shape[-1] == 1 else found


def _as_tensor(given: Any) -> Any:
    return given if isinstance(given, Tensor) else call("convert_to_tensor", given)


def _rank(given: Any) -> int:
    return len(given.shape)


def _same_rank(a: Any, b: Any) -> tuple[Any, Any]:
    """Both with as many axes, where one has a last axis of 1 more."""
    if _rank(a) == _rank(b) + 1 and a.shape[-1] == 1:
        return (a, call("expand_dims", b, -1)) if _rank(b) == 1 else (call("squeeze", a, -1), b)
    if _rank(b) == _rank(a) + 1 and b.shape[-1] == 1:
        return (call("expand_dims", a, -1), b) if _rank(a) == 1 else (a, call("squeeze", b, -1))
    return a, b


def _pair(t: Any, p: Any) -> tuple[Any, Any]:
    """Targets as floats, of as many axes as the predictions."""
    return _same_rank(call("cast", t, "float32"), p)


def _mean(values: Any, axis: int = -1) -> Any:
    return call("mean", values, axis=axis)


def _of_error(formula: Callable[[Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """The mean of a formula of the prediction's error."""

    def each(t: Any, p: Any, spec: Any) -> Any:
        t, p = _pair(t, p)
        return _mean(formula(p - t, spec))

    return each


def _huber(error: Any, spec: Any) -> Any:
    size, delta = abs(error), spec.delta
    return call("where", size <= delta, call("square", error) * 0.5, size * delta - 0.5 * delta**2)


def _log_cosh(error: Any, _spec: Any) -> Any:
    return error + call("softplus", error * -2.0) - 0.6931471805599453


def _percentage(t: Any, p: Any, _spec: Any) -> Any:
    t, p = _pair(t, p)
    return _mean(abs((t - p) / call("maximum", abs(t), epsilon()))) * 100.0


def _logarithmic(t: Any, p: Any, _spec: Any) -> Any:
    t, p = _pair(t, p)
    logarithms = [call("log", call("maximum", x, epsilon()) + 1.0) for x in (p, t)]
    return _mean(call("square", logarithms[0] - logarithms[1]))


def _hinge(t: Any, p: Any, _spec: Any, squared: bool = False) -> Any:
    t, p = _pair(t, p)
    binary = call("all", call("logical_or", call("equal", t, 0), call("equal", t, 1)))
    signs = call("where", binary, t * 2.0 - 1.0, t)
    short = call("maximum", 1.0 - signs * p, 0.0)
    return _mean(call("square", short) if squared else short)


def _categorical_hinge(t: Any, p: Any, _spec: Any) -> Any:
    t, p = _pair(t, p)
    other, own = call("max", (1.0 - t) * p, axis=-1), call("sum", t * p, axis=-1)
    return call("maximum", other - own + 1.0, 0.0)


def _cosine(t: Any, p: Any, spec: Any) -> Any:
    t, p = _pair(t, p)
    t, p = (call("normalize", x, axis=spec.axis) for x in (t, p))
    return -call("sum", t * p, axis=spec.axis)


def _divergence(t: Any, p: Any, _spec: Any) -> Any:
    t, p = _pair(t, p)
    t, p = (call("clip", x, epsilon(), 1.0) for x in (t, p))
    return call("sum", t * call("log", t / p), axis=-1)


def _poisson(t: Any, p: Any, _spec: Any) -> Any:
    t, p = _pair(t, p)
    return _mean(p - t * call("log", p + epsilon()))


def _smoothed(t: Any, spec: Any, classes: Any) -> Any:
    amount = spec.label_smoothing
    return t * (1.0 - amount) + amount / classes if amount else t


def _binary(t: Any, p: Any, spec: Any) -> Any:
    t, p = _pair(t, p)
    t = _smoothed(t, spec, 2)
    return _mean(call("binary_crossentropy", t, p, from_logits=spec.from_logits), spec.axis)


def _binary_focal(t: Any, p: Any, spec: Any) -> Any:
    t, p = _pair(t, p)
    t = _smoothed(t, spec, 2)
    p = call("sigmoid", p) if spec.from_logits else p
    each = call("binary_crossentropy", t, p, from_logits=False)
    each = each * call("power", 1.0 - (t * p + (1.0 - t) * (1.0 - p)), spec.gamma)
    if spec.apply_class_balancing:
        each = each * (t * spec.alpha + (1.0 - t) * (1.0 - spec.alpha))
    return _mean(each, spec.axis)


def _categorical(t: Any, p: Any, spec: Any) -> Any:
    t = _smoothed(call("cast", t, "float32"), spec, p.shape[-1])
    return call("categorical_crossentropy", t, p, from_logits=spec.from_logits, axis=spec.axis)


def _categorical_focal(t: Any, p: Any, spec: Any) -> Any:
    t = _smoothed(call("cast", t, "float32"), spec, p.shape[-1])
    p = call("softmax", p, axis=spec.axis) if spec.from_logits else p
    p = call("clip", p / call("sum", p, axis=spec.axis, keepdims=True), epsilon(), 1.0 - epsilon())
    each = call("power", 1.0 - p, spec.gamma) * spec.alpha * (-t * call("log", p))
    return call("sum", each, axis=spec.axis)


def _sparse(t: Any, p: Any, spec: Any) -> Any:
    if _rank(t) == _rank(p) and t.shape[spec.axis] == 1:
        t = call("squeeze", t, spec.axis)
    counted = None if spec.ignore_class is None else call("not_equal", t, spec.ignore_class)
    if counted is not None:
        t = call("where", counted, t, 0)
        p = call("where", call("expand_dims", counted, spec.axis), p, 0.0)
    found = call("sparse_categorical_crossentropy", t, p, from_logits=spec.from_logits, axis=spec.axis)
    return found if counted is None else call("where", counted, found, 0.0)


def _generalized(t: Any, p: Any, spec: Any) -> Any:
    chosen = call("one_hot", call("cast", t, "int32"), p.shape[-1])
    return (1.0 - call("power", call("sum", p * chosen, axis=-1), spec.q)) / spec.q


def _overlap(t: Any, p: Any, spec: Any) -> Any:
    t = call("cast", t, "float32")
    total = partial(call, "sum", axis=spec.axis)
    both = total(t * p)
    if "alpha" in params_of(spec):
        wrong = total((1.0 - p) * t) * spec.alpha + total(p * (1.0 - t)) * spec.beta
        return 1.0 - both / (both + wrong + epsilon())
    return 1.0 - both * 2.0 / (total(t) + total(p) + epsilon())


FORMULAS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "MeanSquaredError": _of_error(lambda error, _spec: call("square", error)),
    "MeanAbsoluteError": _of_error(lambda error, _spec: abs(error)),
    "MeanAbsolutePercentageError": _percentage,
    "MeanSquaredLogarithmicError": _logarithmic,
    "Huber": _of_error(_huber),
    "LogCosh": _of_error(_log_cosh),
    "Hinge": _hinge,
    "SquaredHinge": partial(_hinge, squared=True),
    "CategoricalHinge": _categorical_hinge,
    "CosineSimilarity": _cosine,
    "KLDivergence": _divergence,
    "Poisson": _poisson,
    "BinaryCrossentropy": _binary,
    "BinaryFocalCrossentropy": _binary_focal,
    "CategoricalCrossentropy": _categorical,
    "CategoricalFocalCrossentropy": _categorical_focal,
    "SparseCategoricalCrossentropy": _sparse,
    "CategoricalGeneralizedCrossEntropy": _generalized,
    "Dice": _overlap,
    "Tversky": _overlap,
}
"""The loss of each sample of targets and predictions, by the kind of the loss."""
