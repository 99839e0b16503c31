"""What `compile` is given, in all the forms Keras takes, brought to one spec per output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.keras.compile import metric_of
from graph.keras.metrics import own_label
from graph.keras.objects import value_of
from graph.layers.core.ends import Output
from graph.specs.arguments import only
from graph.specs.losses.loss import SEQUENCES, Loss
from graph.specs.message import say
from graph.specs.registry import find, make_value, snake
from graph.specs.spec import Value
from runtime.api.array_functions import loss_of_each
from runtime.api.cross_entropies import settled
from runtime.api.errors import ApiError
from runtime.api.naming import automatic_name
from runtime.api.value_objects import as_specs
from runtime.training.own_functions import MetricObject, OwnLoss, OwnMetric, name_of


def check_ways_to_run(run_eagerly: Any, steps_per_execution: Any, jit_compile: Any, auto_scale_loss: Any) -> None:
    """Check arguments of Keras' compile that make no difference to what is computed here."""
    only("compile", "run_eagerly", run_eagerly, False, True)
    only("compile", "jit_compile", jit_compile, "auto", True, False)
    only("compile", "auto_scale_loss", auto_scale_loss, True, False)
    if type(steps_per_execution) is not int or steps_per_execution < 1:
        raise ApiError(
            say(
                "compile: steps_per_execution must be a whole number of 1 or more. Received: {given!r:.80}.",
                given=steps_per_execution,
            )
        )


def ways_to_run(config: Mapping[str, Any]) -> dict[str, Any]:
    """How steps are run as a config of `compile` says it; what it says wrongly is left out, since it changes little."""
    steps, jit, eagerly = (config.get(name) for name in ("steps_per_execution", "jit_compile", "run_eagerly"))
    found = {"run_eagerly": eagerly, "steps_per_execution": steps, "jit_compile": jit}
    good = {
        "run_eagerly": isinstance(eagerly, bool),
        "steps_per_execution": type(steps) is int and steps > 0,
        "jit_compile": isinstance(jit, bool) or jit == "auto",
    }
    return {name: value for name, value in found.items() if good[name]}


def spec_of(category: str, given: Any, owner: str) -> Value:
    """A value from Keras' config, or from anything else that names one."""
    value: Value = (value_of if is_config(given) else make_value)(category, given, owner)
    return value


def output_specs(
    names: Sequence[str],
    shapes: Sequence[Sequence[int | None]],
    loss: Any,
    metrics: Any,
    loss_weights: Any,
    weighted_metrics: Any,
    targets: Sequence[Sequence[int] | None] | None = None,
) -> tuple[Output, ...]:
    """One Output spec for each output of these shapes, from what `compile` was given, and the shapes of targets where
    these are known by now."""
    given = losses_of(names, loss)
    known = targets or [None] * len(names)
    losses = [_loss(settled(one, shape, target)) for one, shape, target in zip(given, shapes, known)]
    factors = per_output("loss_weights", names, loss_weights, 1.0)
    for factor in factors:
        if isinstance(factor, (str, Value)) or callable(factor):
            raise ApiError(
                say(
                    "loss_weights must be numbers, one for each output. Received: {given!r:.80}. Metrics come behind "
                    "them: write compile(optimizer, loss, metrics=[…]).",
                    given=factor,
                )
            )
    watched = _metrics("metrics", names, as_specs(metrics))
    weighted = _metrics("weighted_metrics", names, as_specs(weighted_metrics))
    losses = [loss and on_last_axis(loss, len(shape)) for loss, shape in zip(losses, shapes)]
    return tuple(
        Output(loss=a, loss_weight=1.0 if b is None else b, metrics=tuple(c), weighted_metrics=tuple(d))
        for a, b, c, d in zip(losses, factors, watched, weighted)
    )


def on_last_axis(given: Any, rank: int) -> Any:
    """A loss over the last axis of an output with so many axes; raises ApiError for one over another axis, or one that
    does not take so many."""
    if getattr(given, "whole_batch", False):
        fault = given.misfit((None,) * rank)
        if fault is not None:
            raise ApiError(fault)
        return given
    axis = getattr(given, "axis", -1)
    if not isinstance(given, Value) or axis == -1:
        return given
    if axis != rank - 1:
        raise ApiError(
            say(
                "compile: {loss} goes over the axis {axis} of an output with {rank} axes. While a model is trained it "
                "can only go over the last one, axis=-1: arrange the output so that this is the one.",
                loss=given.kind,
                axis=axis,
                rank=rank,
            )
        )
    return given.replace(axis=-1)


def losses_of(names: Sequence[str], loss: Any) -> list[Any]:
    """One loss serves every output; a list goes by their order, a dict by their names."""
    loss = as_specs(loss)
    if loss is None or isinstance(loss, (str, Value)) or is_config(loss) or callable(loss):
        return [loss] * len(names)
    return per_output("loss", names, loss, None)


def _loss(given: Any) -> Any:
    """One loss as an Output keeps it."""
    if callable(given) and not isinstance(given, (Value, type)):
        return OwnLoss(function=given)
    return value_of("loss", given, "loss") if is_config(given) else given


def per_output(what: str, names: Sequence[str], given: Any, default: Any) -> list[Any]:
    """A value for each output from a list in their order, a dict by their names, or one value for a single output."""
    if given is None:
        return [default] * len(names)
    if isinstance(given, Mapping):
        unknown = given.keys() - set(names)
        if unknown:
            raise ApiError(
                say(
                    "{what} names {unknown}, but the model's outputs are {names}.",
                    what=what,
                    unknown=", ".join(map(str, sorted(unknown, key=str))),
                    names=", ".join(names),
                )
            )
        return [given.get(name, default) for name in names]
    if isinstance(given, (list, tuple)):
        if len(given) != len(names):
            raise ApiError(
                say(
                    "{what} needs one entry for each of the {n} outputs. Received: {m}.",
                    what=what,
                    n=len(names),
                    m=len(given),
                )
            )
        return list(given)
    if len(names) == 1:
        return [given]
    raise ApiError(
        say(
            "{what} must be a list or a dict for a model with {n} outputs. Received: {given!r}.",
            what=what,
            n=len(names),
            given=given,
        )
    )


def _metrics(what: str, names: Sequence[str], given: Any) -> list[list[Value]]:
    if not given:
        return [[] for _ in names]
    if len(names) == 1:
        if isinstance(given, Mapping) and not is_config(given):
            given = per_output(what, names, given, [])[0]
        given = [given]
        if isinstance(given[0], (list, tuple)):
            given = [[m for group in given for m in _flat(group)]]
        return [_one_output(what, given[0])]
    return [_one_output(what, group) for group in per_output(what, names, given, [])]


def _flat(given: Any) -> list[Any]:
    return [m for item in given for m in _flat(item)] if isinstance(given, (list, tuple)) else [given]


def _one_output(what: str, group: Any) -> list[Value]:
    return [metric_spec(what, m) for m in ([] if group is None else _flat(group)) if m is not None]


def metric_spec(what: str, given: Any) -> Value:
    """A metric's spec; a metric given as a text goes by that text in the history."""
    if isinstance(given, str):
        known = find("metric", given)
        judge = find("loss", given) if known is None else None
        if known is not None and getattr(known, "numbered", False):
            automatic_name(snake(known.kind))  # Keras counts the object that it makes of the name
        return spec_of("metric", given, what).replace(label=given) if judge is None else _mean_of(what, judge(), given)
    if isinstance(given, Loss):
        return _mean_of(what, given, given.object_name or own_label(given))
    if hasattr(given, "update_state"):
        return MetricObject(label=getattr(given, "name", None) or snake(type(given).__name__), metric=given)
    if callable(given) and not isinstance(given, (Value, type)):
        return OwnMetric(label=name_of(given), function=given)
    return metric_of(given) if is_config(given) else spec_of("metric", given, what)


def _mean_of(what: str, loss: Any, label: str) -> Value:
    """The mean of a loss, as a metric; raises ApiError for one that needs more than rows."""
    if loss.whole_batch and (getattr(loss, "axis", None) is not None or loss.numbers == SEQUENCES):
        raise ApiError(
            say(
                "{what}: {loss} can't be a metric here, which compares row by row. Leave it out, or take it as a loss.",
                what=what,
                loss=loss.kind,
            )
        )
    return OwnMetric(label=label, function=lambda y_true, y_pred: loss_of_each(loss, y_true, y_pred))


def is_config(given: Any) -> bool:
    return isinstance(given, Mapping) and "class_name" in given
