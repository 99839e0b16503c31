"""From documents to models of the Keras-like interface."""

from __future__ import annotations

from typing import Any, TypeVar

from graph.document.document import Document, Layer, Source
from graph.document.document import Model as DocumentModel
from graph.document.nesting import at_rest, call_order, spec_of_call
from graph.document.sharing import shared_layers
from graph.keras.config import INPUT_KEYS, OUTPUTS_BY_NAME, input_keys, is_sequential, output_keys
from graph.layers.core.ends import Input as InputSpec
from graph.layers.core.ends import Output as OutputSpec
from graph.layers.core.nested_model import NestedModel
from runtime.api.functional import Functional
from runtime.api.inputs import Input, InputLayer
from runtime.api.layer import Layer as ApiLayer
from runtime.api.layer_classes import class_of_spec
from runtime.api.structures import one
from runtime.api.tensors import Tensor
from runtime.api.time_distributed import EachStep

ModelClass = TypeVar("ModelClass", bound=Functional)


def from_document(document: Document, kind: type[ModelClass], model_id: str | None = None) -> ModelClass:
    """A model of that class with the layers, names and calls of a document; its weights are new."""
    shared = dict.fromkeys(shared_layers(document))
    root = document.models[model_id or document.root]
    own = _of_own_class(document, kind, root)
    if own is not None:
        types = [root.layer_of(call).spec.outputs(())[0] for call in root.inputs]
        inputs = [Input(batch_shape=t.shape, dtype=t.dtype) for t in types]
        own.name = root.name
        own.take_tensors(tuple(inputs))
        return own
    return _model(document, kind, root.id, shared)


def _of_own_class(document: Document, kind: type[Functional], model: DocumentModel) -> Any:
    """The object of the class of one's own that a model was traced from, where that is known."""
    revived = getattr(kind, "revived", None)
    return None if revived is None else revived(document, model)


def _model(document: Document, kind: type[ModelClass], model_id: str, shared: dict[str, ApiLayer | None]) -> ModelClass:
    """One model; `shared` are the objects of layers that stand in several, as far as there are any."""
    model = document.models[model_id]
    objects: dict[str, ApiLayer] = {}
    tensors: dict[Source, Tensor] = {}
    for call_id in call_order(model):
        call, layer = model.calls[call_id], model.layer_of(call_id)
        if isinstance(layer.spec, OutputSpec):
            continue
        if layer.id not in objects:
            objects[layer.id] = shared.get(layer.id) or _layer_object(document, kind, layer, shared)
            if layer.id in shared:
                shared[layer.id] = objects[layer.id]
        holder = objects[layer.id]
        inputs = tuple(tensors[s] for s in call.inputs if s is not None)
        node = holder.begin() if isinstance(holder, InputLayer) else holder.connect(inputs, spec_of_call(model, call))
        node.at_rest = at_rest(call)
        tensors.update((Source(call_id, t.index), t) for t in node.outputs)
    starts = [tensors[Source(c)] for c in model.inputs]
    ends = [tensors[s] for c in model.outputs for s in model.calls[c].inputs if s is not None]
    given = dict(zip(keys, starts)) if (keys := input_keys(model)) else one(starts)
    results = dict(zip(names, ends)) if (names := output_keys(model)) else one(ends)
    found = kind(given, results, name=model.name)
    found.extra = {key: value for key, value in model.extra.items() if key not in (INPUT_KEYS, OUTPUTS_BY_NAME)}
    stacked = vars(kind).get("stacked")
    return stacked(found) if stacked is not None and is_sequential(model) else found


def _layer_object(
    document: Document, kind: type[Functional], layer: Layer, shared: dict[str, ApiLayer | None]
) -> ApiLayer:
    if isinstance(layer.spec, NestedModel):
        own = None if layer.spec.each_step else _of_own_class(document, kind, document.models[layer.spec.model])
        if own is not None:
            own.name = layer.name
            own.freeze_outside(layer.trainable)
            return own
        inner = _model(document, kind, layer.spec.model, shared)
        if layer.spec.each_step:
            return EachStep(inner, layer.name, layer.trainable)
        inner.name = layer.name
        inner.freeze_outside(layer.trainable)  # what is frozen inside stays as the document says
        return inner
    cls = InputLayer if isinstance(layer.spec, InputSpec) else class_of_spec(type(layer.spec))
    found: ApiLayer = cls.of_spec(layer.spec, layer.name, layer.trainable)
    return found
