"""Layers that stand in several models of a document: one layer, one set of weights, wherever it is called.

An id names one layer in the whole document. A model over layers of another, such as the encoder cut out of an
autoencoder, holds the same ids; an edit of the layer reaches every model that has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.document.document import Document, Layer, LayerId, Model, ModelId


def shared_layers(document: Document) -> frozenset[LayerId]:
    """The ids that stand in more than one model."""
    if len(document.models) < 2:
        return frozenset()
    seen: set[LayerId] = set()
    found: set[LayerId] = set()
    for model in document.models.values():
        found |= seen & model.layers.keys()
        seen |= model.layers.keys()
    return frozenset(found)


def models_with(document: Document, layer: LayerId) -> Iterator[Model]:
    """The models that have a layer."""
    return (model for model in document.models.values() if layer in model.layers)


def with_layer(document: Document, model: ModelId, layer: Layer) -> Document:
    """The document with a layer put, or changed, in a model, and in every other that has it."""
    for target in (document.models[model], *models_with(document, layer.id)):
        document = document.with_model(replace(target, layers={**target.layers, layer.id: layer}))
    return document
