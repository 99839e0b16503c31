"""From models of the Keras-like interface to documents, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.nesting import call_order
from graph.inference.program import LayerPath
from graph.layers.core import Input as InputSpec
from graph.layers.core import Model as ModelSpec
from graph.layers.core import Output as OutputSpec
from graph.specs.message import say
from runtime.api import functional
from runtime.weights.weights import Variable


@dataclass
class Built:
    """A document made from a model, with the variables of its layers and, by model id, the layer objects by layer
    id."""

    document: Document
    variables: dict[tuple[LayerPath, str], Variable]
    layers: dict[str, dict[str, functional.Layer]] = field(default_factory=dict)


def to_document(model: Any, outputs: tuple[OutputSpec, ...] = ()) -> Built:
    """The document of a model; `outputs` are the specs of its results (losses, metrics), in order."""
    build = _Build()
    root = build.model(model, outputs)
    document = Document(build.models, root, next_id=build.next)
    built = Built(document, {}, build.layers)
    _collect(built, model, root, ())
    return built


def _collect(built: Built, model: Any, model_id: str, path: LayerPath) -> None:
    for layer_id, layer in built.layers[model_id].items():
        spec = built.document.models[model_id].layers[layer_id].spec
        if isinstance(spec, ModelSpec):
            _collect(built, layer, spec.model, (*path, layer_id))
        for name, variable in layer.variables.items():
            built.variables[(*path, layer_id), name] = variable


class _Build:
    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.layers: dict[str, dict[str, functional.Layer]] = {}
        self.ids: dict[int, str] = {}
        self.next = 1

    def fresh(self, prefix: str) -> str:
        self.next += 1
        return f"{prefix}{self.next - 1}"

    def model(self, model: Any, outputs: tuple[OutputSpec, ...] = ()) -> str:
        """The id of a model in the document, which is extended where it is new."""
        if id(model) in self.ids:
            return self.ids[id(model)]
        model_id = self.ids[id(model)] = self.fresh("m")
        layers: dict[str, Layer] = {}
        calls: dict[str, Call] = {}
        objects: dict[str, functional.Layer] = {}
        layer_ids: dict[int, str] = {}
        call_ids: dict[int, str] = {}
        for node in model.nodes_in_order:
            holder = node.layer
            if id(holder) not in layer_ids:
                layer_id = layer_ids[id(holder)] = self.fresh("l")
                layers[layer_id] = Layer(layer_id, holder.name, self._spec(holder), holder.trainable)
                objects[layer_id] = holder
            call_id = call_ids[id(node)] = self.fresh("c")
            sources = tuple(Source(call_ids[id(t.node)], t.index) for t in node.inputs)
            calls[call_id] = Call(call_id, layer_ids[id(holder)], sources)
        ends: list[str] = []
        for i, tensor in enumerate(model.output_tensors):
            layer_id, call_id = self.fresh("l"), self.fresh("c")
            layers[layer_id] = Layer(layer_id, "", outputs[i] if outputs else OutputSpec())
            calls[call_id] = Call(call_id, layer_id, (Source(call_ids[id(tensor.node)], tensor.index),))
            ends.append(call_id)
        starts = tuple(call_ids[id(t.node)] for t in model.input_tensors)
        self.models[model_id] = Model(model_id, model.name, layers, calls, starts, tuple(ends), extra=model.extra)
        self.layers[model_id] = objects
        return model_id

    def _spec(self, holder: Any) -> Any:
        return ModelSpec(model=self.model(holder)) if hasattr(holder, "nodes_in_order") else holder.spec


def nodes_feeding(inputs: list[functional.Tensor], outputs: list[functional.Tensor]) -> list[functional.Node]:
    """Every node that the outputs need, sources first; raises ApiError where one depends on no given input."""
    ends = {id(t.node) for t in inputs}
    order: list[functional.Node] = [t.node for t in inputs]
    done = set(ends)
    stack = [(t.node, False) for t in reversed(outputs)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif id(node) not in done:
            if isinstance(node.layer, functional.InputLayer):
                raise functional.ApiError(
                    say(
                        "The outputs depend on the input {name}, which is not among the model's inputs.",
                        name=node.layer.name,
                    )
                )
            done.add(id(node))
            stack.append((node, True))
            stack.extend((t.node, False) for t in reversed(node.inputs))
    return order


def from_document(document: Document, model_id: str | None = None, made: dict[str, Any] | None = None) -> Any:
    """A model of the Keras-like interface with the layers, names and calls of a document; its weights are new."""
    from runtime.api.model import Model as ApiModel

    model = document.models[model_id or document.root]
    objects: dict[str, Any] = {}
    tensors: dict[Source, functional.Tensor] = {}
    for call_id in call_order(model):
        call, layer = model.calls[call_id], model.layer_of(call_id)
        if isinstance(layer.spec, OutputSpec):
            continue
        if layer.id not in objects:
            objects[layer.id] = _layer_object(document, layer)
        inputs = tuple(tensors[s] for s in call.inputs if s is not None)
        node = objects[layer.id].connect(inputs) if not isinstance(layer.spec, InputSpec) else _input(objects[layer.id])
        tensors.update((Source(call_id, t.index), t) for t in node.outputs)
    starts = [tensors[Source(c)] for c in model.inputs]
    ends = [tensors[s] for c in model.outputs for s in model.calls[c].inputs if s is not None]
    found = ApiModel(starts, ends, name=model.name)
    found.extra = model.extra
    return found


def _input(layer: functional.Layer) -> functional.Node:
    node = functional.Node(layer, (), layer.spec.outputs(()))
    layer.nodes.append(node)
    return node


def _layer_object(document: Document, layer: Layer) -> Any:
    from runtime.api.layer_classes import layer_class

    if isinstance(layer.spec, ModelSpec):
        inner = from_document(document, layer.spec.model)
        inner.name, inner._trainable = layer.name, layer.trainable  # what is frozen inside stays as the document says
        return inner
    cls = functional.InputLayer if isinstance(layer.spec, InputSpec) else layer_class(layer.spec.kind)
    found: functional.Layer = cls.__new__(cls)
    found.spec, found.name, found.trainable = layer.spec, layer.name, layer.trainable
    found.nodes, found.variables, found.built = [], {}, isinstance(layer.spec, InputSpec)
    return found
