"""What can be put on the canvas: every kind of layer and the document's models, each by a key that a drag can carry."""

from __future__ import annotations

from dataclasses import dataclass

from graph.document.digraphs import would_contain_itself
from graph.document.document import Document, Layer, LayerId, ModelId, Point, Source
from graph.document.nesting import ports_of
from graph.editing.edits import add_layer, connect
from graph.editing.rewiring import End, insert, insertable, why_not
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec, TensorType
from gui.translate import sentence

MIME = "application/x-layerloom-kind"
MODEL_PREFIX = "model:"


@dataclass(frozen=True)
class Entry:
    """One thing to add: `key` is a kind of layer, or `model:` and a model's id."""

    key: str
    title: str
    family: str
    caption: str


def entries(document: Document, model: ModelId) -> list[Entry]:
    """Everything that can be added to a model, kinds first."""
    found = [
        Entry(kind, kind, spec.family, sentence(spec.caption)) for kind, spec in layer_kinds().items() if spec.offered
    ]
    for other in document.models.values():
        if not would_contain_itself(document, model, other.id):
            found.append(Entry(MODEL_PREFIX + other.id, other.name, "model", sentence(NestedModel.caption)))
    return found


def spec_of(key: str) -> Spec | None:
    """A fresh spec with its defaults, None for a key that is not known."""
    if key.startswith(MODEL_PREFIX):
        return NestedModel(model=key.removeprefix(MODEL_PREFIX))
    kind = layer_kinds().get(key)
    if kind is None or kind is NestedModel:
        return None
    try:
        return kind()
    except (TypeError, MessageError):
        return None


def takes(document: Document, key: str, given: TensorType | None) -> bool:
    """Whether a fresh layer of that kind accepts this type at its first input."""
    spec = spec_of(key)
    if spec is None:
        return False
    ports = ports_of(document, spec)
    if not ports.inputs or given is None or ports.required != 1 or isinstance(spec, NestedModel):
        return bool(ports.inputs)
    if not ports.outputs:
        return True
    try:
        spec.outputs((given,))
    except MessageError:
        return False
    return True


def gives(document: Document, key: str) -> bool:
    """Whether a layer of that kind has an output."""
    spec = spec_of(key)
    return spec is not None and bool(ports_of(document, spec).outputs)


def added(
    document: Document, model: ModelId, key: str, place: Point, wire: Source | End | None = None
) -> tuple[Document, Layer] | None:
    """A new layer at a place, wired at once to what the wire came from; None for an unknown key. Raises EditError."""
    spec = spec_of(key)
    if spec is None or (isinstance(spec, NestedModel) and spec.model not in document.models):
        return None
    document, layer, call = add_layer(document, model, spec, place)
    if isinstance(wire, Source):
        document = connect(document, model, wire, call, 0)
    elif wire is not None:
        document = connect(document, model, Source(call), wire.call, wire.port)
    return document, document.models[model].layers[layer]


def inserted(document: Document, model: ModelId, layer: LayerId, into: End) -> Document:
    """The document with a fresh layer put into the wire that ends there, unchanged where it doesn't fit."""
    (call,) = document.models[model].calls_of(layer)
    source = document.models[model].calls[into.call].inputs[into.port]
    if source is None or not insertable(document, model, call.id):
        return document
    fits = why_not(document, model, source, End(call.id, 0)) is None
    return insert(document, model, call.id, into) if fits else document
