"""Rules about how weights begin and what holds them: each takes weights of certain shapes."""

from __future__ import annotations

from collections.abc import Iterator

from graph.document.document import Call, Layer, Model, Source
from graph.specs.constraints import Constraint
from graph.specs.initializers import Initializer
from graph.specs.message import say
from graph.specs.regularizers import Regularizer
from graph.specs.spec import Weight
from graph.validate.check import AnyRule, CallRule, Check, LayerRule
from graph.validate.problems import ERROR, Problem


def weights_that_do_not_fit(check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """An initializer, regularizer or constraint that a weight's shape is wrong for."""
    for weight in check.shapes[model.id].weights.get(layer.id, ()):
        yield from _of_weight(model, layer.id, weight)


def _of_weight(model: Model, layer: str, weight: Weight) -> Iterator[Problem]:
    for value in (weight.initializer, weight.regularizer, weight.constraint):
        if isinstance(value, (Constraint, Initializer, Regularizer)):
            fault = value.misfit(weight.shape)
            if fault is not None:
                name = model.layers[layer].name or model.layers[layer].spec.kind
                text = say("The {weight} of {name}: {problem}", weight=weight.name, name=name, problem=fault)
                yield Problem("weight-shape", ERROR, text, model.id, layer, for_training=True)


def outputs_that_do_not_fit(check: Check, model: Model, call: Call) -> Iterator[Problem]:
    """A regularizer of the output that its shape is wrong for."""
    layer = model.layers.get(call.layer)
    regularizer = None if layer is None else getattr(layer.spec, "activity_regularizer", None)
    arriving = check.shapes[model.id].types.get(Source(call.id)) if regularizer is not None else None
    if layer is None or arriving is None or not isinstance(regularizer, Regularizer):
        return
    fault = regularizer.misfit(arriving.shape)
    if fault is not None:
        name = layer.name or layer.spec.kind
        text = say("The output of {name}: {problem}", name=name, problem=fault)
        yield Problem("activity-shape", ERROR, text, model.id, layer.id, call.id, for_training=True)


RULES: tuple[AnyRule, ...] = (
    LayerRule(weights_that_do_not_fit, reads_weights=True),
    CallRule(outputs_that_do_not_fit, reads_shapes=True),
)
