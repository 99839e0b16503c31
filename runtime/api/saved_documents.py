"""Documents as files can hold them: without functions and objects of one's own, which only the program knows."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace

from graph.document.document import Document
from graph.layers.core.ends import Output
from graph.specs.params import params_of
from graph.specs.spec import Spec, Value, coerced_default
from runtime.training.own_functions import MetricObject, OwnLoss, OwnMetric, OwnSchedule, name_of
from runtime.weights.own_values import OwnArray, OwnConstraint, OwnInitializer, OwnRegularizer, called

OWN_OF_LAYERS = (OwnInitializer, OwnRegularizer, OwnConstraint, OwnArray)


def as_files_hold(document: Document) -> Document:
    """The document without what is one's own; warns with the names of what that leaves out.

    Losses and metrics are left out, parameters of layers get their defaults: how weights began is past anyway.
    """
    lost: list[str] = []
    for model in document.models.values():
        layers = {key: replace(layer, spec=_plain(layer.spec, lost)) for key, layer in model.layers.items()}
        if any(layers[key].spec is not layer.spec for key, layer in model.layers.items()):
            document = document.with_model(replace(model, layers=layers))
    optimizer = document.training.optimizer
    if isinstance(rate := getattr(optimizer, "learning_rate", None), OwnSchedule):
        lost.append(name_of(rate.function))
        plain = optimizer.replace(learning_rate=coerced_default(type(optimizer), "learning_rate"))
        document = replace(document, training=replace(document.training, optimizer=plain))
    if lost:
        names = ", ".join(dict.fromkeys(lost))
        warnings.warn(f"Functions of one's own are not saved with a model: {names} not saved.", stacklevel=5)
    return document


def _plain(spec: Spec, lost: list[str]) -> Spec:
    if isinstance(spec, Output):
        return _plain_output(spec, lost)
    own = {name: value for name, value in _values_of(spec) if isinstance(value, OWN_OF_LAYERS)}
    if not own:
        return spec
    lost.extend(called(value.function) for value in own.values() if not isinstance(value, (OwnInitializer, OwnArray)))
    return spec.replace(**{name: coerced_default(type(spec), name) for name in own})


def _values_of(spec: Value) -> Iterator[tuple[str, Value]]:
    for name in params_of(spec):
        value = getattr(spec, name)
        if isinstance(value, Value):
            yield name, value


def _plain_output(spec: Output, lost: list[str]) -> Output:
    kept = spec
    if isinstance(kept.loss, OwnLoss):
        lost.append(name_of(kept.loss.function))
        kept = kept.replace(loss=None)
    for group in ("metrics", "weighted_metrics"):
        own = [m for m in getattr(kept, group) if isinstance(m, (OwnMetric, MetricObject))]
        if own:
            lost.extend(m.label for m in own)
            kept = kept.replace(**{group: tuple(m for m in getattr(kept, group) if m not in own)})
    return kept
