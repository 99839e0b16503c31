"""The compile arguments of a Keras model, to and from the training plan and the Outputs of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.document.document import Document
from graph.keras.config import KerasConfigError, history_names
from graph.keras.metrics import own_label
from graph.keras.objects import value_of
from graph.layers.core.ends import Output
from graph.specs.message import MessageError, say
from graph.specs.spec import Value

IGNORED = {"run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss"}
KNOWN = {"optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", *IGNORED}


def with_compile_config(document: Document, given: Mapping[str, Any]) -> Document:
    """The document with optimizer, losses, weights and metrics of `compile_config`; raises KerasConfigError."""
    unknown = given.keys() - KNOWN
    if unknown:
        raise KerasConfigError(
            say("The compile argument {name:.80} is not supported.", name=", ".join(sorted(map(str, unknown))))
        )
    root = document.main
    names = history_names(root)
    losses = _by_output(given.get("loss"), names, "loss", spread=True)
    weights = _by_output(given.get("loss_weights"), names, "loss_weights")
    metrics = _metrics_by_output(given.get("metrics"), names, "metrics")
    weighted = _metrics_by_output(given.get("weighted_metrics"), names, "weighted_metrics")
    layers = dict(root.layers)
    for number, call in enumerate(root.outputs):
        layer = root.layer_of(call)
        try:
            spec = Output(
                loss=None if losses[number] is None else value_of("loss", losses[number], "The loss"),
                loss_weight=1.0 if weights[number] is None else weights[number],
                metrics=tuple(metric_of(m) for m in metrics[number]),
                weighted_metrics=tuple(metric_of(m) for m in weighted[number]),
            )
        except KerasConfigError:
            raise
        except MessageError as error:
            raise KerasConfigError(error.message) from None
        layers[layer.id] = replace(layer, spec=spec)
    document = document.with_model(replace(root, layers=layers))
    if given.get("optimizer") is None:
        return document
    optimizer = value_of("optimizer", given["optimizer"], "The optimizer")
    return replace(document, training=replace(document.training, optimizer=optimizer))


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
