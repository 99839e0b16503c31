"""Edits of whole models: duplicate one, delete one."""

from __future__ import annotations

from dataclasses import replace

from graph.document.document import Document, ModelId
from graph.editing.copying import add_copy
from graph.editing.edits import EditError
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say


def duplicate_model(document: Document, model: ModelId) -> tuple[Document, ModelId]:
    """A copy of a model with weights of its own, under a new name; its order of inputs and outputs is kept."""
    return add_copy(document, document.models[model])


def delete_model(document: Document, model: ModelId) -> Document:
    """Delete a model that nothing uses; raises EditError for the root and for one in use."""
    if model == document.root:
        raise EditError(say("{name} is the main model of the document.", name=document.models[model].name))
    users = users_of(document, model)
    if users:
        raise EditError(
            say("{name} is used in {users}: delete those layers first.", name=document.models[model].name, users=users)
        )
    return replace(document, models={key: value for key, value in document.models.items() if key != model})


def users_of(document: Document, model: ModelId) -> str:
    """Where a model is used as a layer: `model/encoder, model/encoder_1`; empty where it isn't."""
    found = (
        f"{user.name}/{layer.name}"
        for user in document.models.values()
        for layer in user.layers.values()
        if isinstance(layer.spec, NestedModel) and layer.spec.model == model
    )
    return ", ".join(found)
