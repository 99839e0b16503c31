"""Sums over a model: weights and floating-point operations, models inside included."""

from __future__ import annotations

from dataclasses import dataclass

from graph.document import Call, Document, Model, Source
from graph.layers.core import Model as ModelSpec
from graph.shapes import ModelShapes
from graph.spec import TensorType


@dataclass(frozen=True)
class Totals:
    """Numbers that a model learns or keeps, and operations of one forward pass for one sample."""

    weights: int = 0
    flops: int = 0


def totals_of(document: Document, model: Model, shapes: ModelShapes) -> Totals:
    """The totals of one model; what could not be inferred counts nothing."""
    weights = sum(layer_weights(document, model, shapes, layer) for layer in model.layers)
    return Totals(weights, sum(call_flops(document, model, shapes, call) for call in model.calls.values()))


def layer_weights(document: Document, model: Model, shapes: ModelShapes, layer: str) -> int:
    """How many numbers a layer owns, counted once however often it is used."""
    spec = model.layers[layer].spec
    if not isinstance(spec, ModelSpec):
        return sum(weight.size for weight in shapes.weights.get(layer, ()))
    call = next((c.id for c in model.calls_of(layer) if c.id in shapes.nested), None)
    if call is None or spec.model not in document.models:
        return 0
    return totals_of(document, document.models[spec.model], shapes.nested[call]).weights


def call_flops(document: Document, model: Model, shapes: ModelShapes, call: Call) -> int:
    """The operations of one call for one sample; free axes count as 1."""
    spec = model.layers[call.layer].spec
    if isinstance(spec, ModelSpec):
        if call.id not in shapes.nested or spec.model not in document.models:
            return 0
        return totals_of(document, document.models[spec.model], shapes.nested[call.id]).flops
    inputs = tuple(t for t in shapes.inputs_of(call) if t is not None)
    outputs: list[TensorType] = []
    while (found := shapes.types.get(Source(call.id, len(outputs)))) is not None:
        outputs.append(found)
    return spec.flops(inputs, tuple(outputs)) if outputs else 0
