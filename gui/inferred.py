"""Shapes and totals of the document in view, worked out once per edit for everyone who shows them.

Kept from one document to the next, so that only what lies behind an edit is looked at again.
"""

from __future__ import annotations

from graph.document.document import Document, ModelId
from graph.inference.following import Inference
from graph.inference.shapes import ModelShapes
from graph.inference.totals import Counting, Totals

_inference, _counting = Inference(), Counting()


def shapes_of(document: Document, model: ModelId) -> ModelShapes:
    """The shapes of a model of the document, seen from its own Inputs."""
    return _inference.of(document, model)


def totals_of(document: Document, model: ModelId) -> Totals:
    """Weights, work and memory of a model of the document."""
    return totals_with(document, model, shapes_of(document, model))


def totals_with(document: Document, model: ModelId, shapes: ModelShapes) -> Totals:
    """The same for other shapes, such as those inside one call of a model."""
    return _counting.of(document, document.models[model], shapes)
