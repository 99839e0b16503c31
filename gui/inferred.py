"""Shapes and totals of the document in view, worked out once per edit for everyone who shows them."""

from __future__ import annotations

from graph.document.document import Document, ModelId
from graph.inference.shapes import ModelShapes, infer
from graph.inference.totals import Totals, totals

_document: Document | None = None
_shapes: dict[ModelId, ModelShapes] = {}
_totals: dict[ModelId, Totals] = {}


def shapes_of(document: Document, model: ModelId) -> ModelShapes:
    """The shapes of a model of the document, seen from its own Inputs. Only the last document's are kept."""
    _follow(document)
    if model not in _shapes:
        _shapes[model] = infer(document, model)
    return _shapes[model]


def totals_of(document: Document, model: ModelId) -> Totals:
    """Weights, work and memory of a model of the document. Only the last document's are kept."""
    shapes = shapes_of(document, model)
    if model not in _totals:
        _totals[model] = totals(document, model, shapes)
    return _totals[model]


def _follow(document: Document) -> None:
    global _document
    if document is not _document:
        _document = document
        _shapes.clear()
        _totals.clear()
