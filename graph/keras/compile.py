"""The compile arguments of a Keras model, to and from the training plan and the Outputs of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from graph.document.document import Document
from graph.keras.config import KerasConfigError, history_names
from graph.keras.metrics import own_label
from graph.keras.objects import value_of
from graph.layers.core.ends import Output
from graph.specs.message import Message, MessageError, say
from graph.specs.spec import Value

IGNORED = {"run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss"}
T = TypeVar("T")
LOSS_SCALES = ("LossScaleOptimizer", "LossScaleOptimizerV3")
"""What scales the loss around another optimizer, in Keras 3 and 2."""
KNOWN = {"optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", *IGNORED}


def with_compile_config(
    document: Document, given: Mapping[str, Any], left_out: list[Message] | None = None
) -> Document:
    """The document with optimizer, losses, weights and metrics of `compile_config`.

    What can't be read raises KerasConfigError, or is named in `left_out` where that is given, and left out.
    """
    attempt = _Attempt(left_out)
    unknown = given.keys() - KNOWN
    if unknown:
        attempt.fail(
            say("The compile argument {name:.80} is not supported.", name=", ".join(sorted(map(str, unknown))))
        )
    root = document.main
    names = history_names(root)
    none: list[Any] = [None] * len(names)
    losses = attempt(partial(_by_output, given.get("loss"), names, "loss", spread=True), none)
    weights = attempt(partial(_by_output, given.get("loss_weights"), names, "loss_weights"), none)
    metrics, weighted = (
        attempt(partial(_metrics_by_output, given.get(key), names, key), [list[Any]() for _ in names])
        for key in ("metrics", "weighted_metrics")
    )
    layers = dict(root.layers)
    for number, call in enumerate(root.outputs):
        layer = root.layer_of(call)
        loss = losses[number]
        spec = Output(
            loss=None if loss is None else attempt(partial(value_of, "loss", loss, "The loss"), None),
            metrics=attempt.each(metric_of, metrics[number]),
            weighted_metrics=attempt.each(metric_of, weighted[number]),
        )
        if weights[number] is not None:
            spec = attempt(partial(spec.replace, loss_weight=weights[number]), spec)
        layers[layer.id] = replace(layer, spec=spec)
    document = document.with_model(replace(root, layers=layers))
    if given.get("optimizer") is None:
        return document
    optimizer: Any = attempt(partial(optimizer_of, given["optimizer"], attempt), None)
    if optimizer is None:
        instead = document.training.optimizer.kind
        attempt.fail(say("The optimizer stands as {kind} instead: choose one before training.", kind=instead))
        return document
    return replace(document, training=replace(document.training, optimizer=optimizer))


def can_be_trained_as_before(given: Mapping[str, Any]) -> bool:
    """Whether the optimizer that a model was compiled with can be read."""
    try:
        return given.get("optimizer") is None or bool(optimizer_of(given["optimizer"], _Attempt([])))
    except MessageError:
        return False


def without_loss_scale(given: Mapping[str, Any]) -> tuple[Mapping[str, Any], Message | None]:
    """The compile arguments with the optimizer that a LossScaleOptimizer holds in its place, and a word on it."""
    optimizer = given.get("optimizer")
    if not isinstance(optimizer, Mapping) or optimizer.get("class_name") not in LOSS_SCALES:
        return given, None
    config = optimizer.get("config")
    inner = config.get("inner_optimizer") if isinstance(config, Mapping) else None
    if not isinstance(inner, Mapping):
        return given, None
    note = say(
        "It was trained with a scaled loss (LossScaleOptimizer), which float32 has no need of: the optimizer within, "
        "{kind!r:.60}, trains it on alone.",
        kind=inner.get("class_name"),
    )
    return {**given, "optimizer": inner}, note


class _Attempt:
    """Reads one part after the other: what can't be read is named in `left_out`, or raises where that is None."""

    def __init__(self, left_out: list[Message] | None) -> None:
        self.left_out = left_out

    def fail(self, message: Message) -> None:
        if self.left_out is None:
            raise KerasConfigError(message)
        if message not in self.left_out:
            self.left_out.append(message)

    def __call__(self, read: Callable[[], Any], otherwise: T) -> T:
        try:
            found: T = read()
            return found
        except MessageError as error:
            self.fail(error.message)
            return otherwise

    def each(self, read: Callable[[Any], Value], items: list[Any]) -> tuple[Value, ...]:
        found: list[Value | None] = [self(partial(read, item), None) for item in items]
        return tuple(value for value in found if value is not None)


def optimizer_of(given: Any, attempt: _Attempt) -> Any:
    """An optimizer; where only its schedule can't be read, with the rate that it has of its own."""
    config = given.get("config") if isinstance(given, Mapping) else None
    rate = config.get("learning_rate") if isinstance(config, Mapping) else None
    if isinstance(given, Mapping) and isinstance(config, Mapping) and isinstance(rate, Mapping):
        schedule = attempt(partial(value_of, "schedule", rate, "The schedule"), None)
        if schedule is None:
            given = {**given, "config": {k: v for k, v in config.items() if k != "learning_rate"}}
    return value_of("optimizer", given, "The optimizer")


def _by_output(given: Any, names: tuple[str, ...], what: str, spread: bool = False) -> list[Any]:
    """One entry for each output, from one value, a list, or a mapping by output name."""
    if isinstance(given, Mapping) and "class_name" not in given:
        if given.keys() - set(names):
            raise KerasConfigError(
                say(
                    "{what} names an output that is not there: {names!r:.200}.",
                    what=what,
                    names=sorted(map(str, given)),
                )
            )
        return [given.get(name) for name in names]
    if isinstance(given, (list, tuple)):
        items = list(given)
        if len(items) != len(names):
            raise KerasConfigError(
                say("{what} has {n} entries for {m} outputs.", what=what, n=len(items), m=len(names))
            )
        return items
    return [given] * len(names) if spread or len(names) == 1 else [given, *[None] * (len(names) - 1)]


def _metrics_by_output(given: Any, names: tuple[str, ...], what: str) -> list[list[Any]]:
    if given is None:
        return [[] for _ in names]
    if isinstance(given, (list, tuple)) and len(names) == 1 and not any(isinstance(m, (list, tuple)) for m in given):
        return [[m for m in given if m is not None]]
    if isinstance(given, Mapping) and "class_name" not in given:
        entries = _by_output(dict.fromkeys(given), names, what) and [given.get(name) for name in names]
    elif isinstance(given, (list, tuple)) and len(given) == len(names):
        entries = list(given)
    else:
        raise KerasConfigError(say("{what} has no entry for each of the {n} outputs.", what=what, n=len(names)))
    return [
        [] if e is None else [m for m in e if m is not None] if isinstance(e, (list, tuple)) else [e] for e in entries
    ]


def metric_of(given: Any) -> Value:
    """A metric with the label under which Keras shows it: the text it was given by, or its name."""
    shown = given if isinstance(given, str) else None
    if isinstance(given, Mapping) and isinstance(given.get("config"), Mapping):
        shown = given["config"].get("name")
    value: Value = value_of("metric", given, "The metric")
    own = own_label(value)
    return value if not isinstance(shown, str) or shown == own else value.replace(label=shown)
