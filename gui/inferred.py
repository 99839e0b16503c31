"""Shapes of the document in view, inferred once per edit for everyone who shows them."""

from __future__ import annotations

from graph.document import Document, ModelId
from graph.shapes import ModelShapes, infer

_document: Document | None = None
_shapes: dict[ModelId, ModelShapes] = {}


def shapes_of(document: Document, model: ModelId) -> ModelShapes:
    """The shapes of a model of the document, seen from its own Inputs. Only the last document's are kept."""
    global _document
    if document is not _document:
        _document = document
        _shapes.clear()
    if model not in _shapes:
        _shapes[model] = infer(document, model)
    return _shapes[model]
