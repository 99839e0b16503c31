"""Rules about models inside models."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from graph.document.digraphs import uses
from graph.document.document import Layer, Model
from graph.editing.edits import remove
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import Message, say
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, Mend, Problem


def missing_models(check: Check) -> Iterator[Problem]:
    """A layer that stands for a model which the document doesn't have."""
    for model, layer, used in _model_layers(check):
        if used not in check.document.models:
            text = say("{name} stands for a model that is not in this document: {model}.", name=layer.name, model=used)
            yield _deletable(model, layer, "missing-model", text)


def models_in_themselves(check: Check) -> Iterator[Problem]:
    """A model that contains itself, directly or through others: it would never end."""
    if not any(True for _ in _model_layers(check)):
        return
    knots = {
        model: number
        for number, knot in enumerate(nx.strongly_connected_components(nx.DiGraph(uses(check.document))))
        for model in knot
    }
    for model, layer, used in _model_layers(check):
        if used in check.document.models and knots[used] == knots[model.id]:
            text = say("{name} puts the model {model} into itself, without end.", name=layer.name, model=model.name)
            yield _deletable(model, layer, "model-in-itself", text)


def _model_layers(check: Check) -> Iterator[tuple[Model, Layer, str]]:
    for model in check.document.models.values():
        for layer in check.layers_of_kind(model, NestedModel):
            if isinstance(layer.spec, NestedModel):
                yield model, layer, layer.spec.model


def _deletable(model: Model, layer: Layer, code: str, text: Message) -> Problem:
    mend = Mend(say("Delete {name}", name=layer.name), lambda document: remove(document, model.id, [layer.id]))
    return Problem(code, ERROR, text, model.id, layer.id, mend=mend)


RULES: tuple[Rule, ...] = (missing_models, models_in_themselves)
