"""From models of the Keras-like interface to documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.nesting import RESTING
from graph.document.own_class import OWN_CLASS, structure_print
from graph.document.sharing import shared_layers
from graph.inference.program import LayerPath, layer_path
from graph.keras.config import INPUT_KEYS, OUTPUTS_BY_NAME
from graph.layers.core.ends import Output as OutputSpec
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import Operation
from graph.specs.message import say
from graph.specs.spec import Spec
from graph.specs.working_type import DOUBLE, SINGLE
from runtime.api.errors import ApiError
from runtime.api.functional import Functional, goes_deeper
from runtime.api.inputs import InputLayer
from runtime.api.tensors import Called
from runtime.api.time_distributed import EachStep
from runtime.ops.memory import Memory, is_stateful
from runtime.weights.variable import Variable


@dataclass
class Built:
    """A document made from a model, with the variables of its layers and, by model id, the layer objects by layer
    id."""

    document: Document
    variables: dict[tuple[LayerPath, str], Variable]
    layers: dict[str, dict[str, Called]] = field(default_factory=dict)
    memories: dict[LayerPath, Memory] = field(default_factory=dict)
    """What its layers keep from batch to batch."""


def to_document(model: Functional, outputs: tuple[OutputSpec, ...] = ()) -> Built:
    """The document of a model; `outputs` are the specs of its results (losses, metrics), in order."""
    build = _Build()
    root = build.model(model, outputs)
    if not model.trainable:
        build.freeze(root)
    document = Document(build.models, root, next_id=build.next)
    built = Built(document, {}, build.layers)
    _collect(built, root, (), shared_layers(document))
    return built


def one_type(name: str, layers: Mapping[str, Mapping[str, Called]], of_none: str) -> str:
    """The type that all layers of a model compute in, whatever its Inputs take; raises ApiError where these are two."""
    inside = [layer for model in layers.values() for layer in model.values() if not isinstance(layer, InputLayer)]
    found = {layer.dtype: layer.name for layer in inside if not isinstance(layer.spec, (NestedModel, Operation))}
    if len(found) > 1:
        raise ApiError(
            say(
                "{name}: a model computes in one type. {single} was made to compute in float32, {double} in float64: "
                "give both the same dtype, or make both after the same set_floatx.",
                name=name,
                single=found[SINGLE],
                double=found[DOUBLE],
            )
        )
    return next(iter(found), of_none)


def _collect(built: Built, model_id: str, path: LayerPath, shared: frozenset[str]) -> None:
    for layer_id, layer in built.layers[model_id].items():
        spec, here = built.document.models[model_id].layers[layer_id].spec, layer_path(path, layer_id, shared)
        if isinstance(spec, NestedModel):
            _collect(built, spec.model, here, shared)
        for name, variable in layer.held.items():
            built.variables[here, name] = variable
        if is_stateful(spec):
            built.memories[here] = layer._memory


def named_ends(model: Functional) -> dict[str, Any]:
    """What a document notes of inputs and outputs that are dicts; of deeper nestings it keeps the order alone."""
    starts, ends = model.input, model.output
    found: dict[str, Any] = {}
    if isinstance(starts, Mapping) and not goes_deeper(starts):
        found[INPUT_KEYS] = sorted(map(str, starts))
    if isinstance(ends, Mapping) and not goes_deeper(ends):
        found[OUTPUTS_BY_NAME] = True
    return found


def at_ports(spec: Spec, sources: Sequence[Source]) -> tuple[Source | None, ...]:
    """The sources of a call in the places of their ports."""
    if spec.wired is None:
        return tuple(sources)
    found = dict(zip(spec.wired, sources, strict=True))
    return tuple(found.get(port) for port in range(max(spec.wired, default=-1) + 1))


def trains(holder: Called) -> bool:
    """Whether a document's layer is trained: in a model that froze all its layers, those freed since count."""
    if holder.trainable or holder.frozen_whole:
        return holder.trainable
    return any(trains(part) for part in holder.parts())


class _Build:
    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.layers: dict[str, dict[str, Called]] = {}
        self.ids: dict[int, str] = {}
        self.layer_ids: dict[int, str] = {}
        """Of layers by object: one that stands in several models is one layer of the document. Inputs have ids of each
        model's own."""
        self.next = 1

    def fresh(self, prefix: str) -> str:
        self.next += 1
        return f"{prefix}{self.next - 1}"

    def model(self, model: Functional, outputs: tuple[OutputSpec, ...] = ()) -> str:
        """The id of a model in the document, which is extended where it is new."""
        if id(model) in self.ids:
            return self.ids[id(model)]
        model_id = self.ids[id(model)] = self.fresh("m")
        layers: dict[str, Layer] = {}
        calls: dict[str, Call] = {}
        objects: dict[str, Called] = {}
        inputs: dict[int, str] = {}
        call_ids: dict[int, str] = {}
        for node in model.nodes_in_order:
            holder = node.layer
            ids = inputs if isinstance(holder, InputLayer) else self.layer_ids
            layer_id = ids.setdefault(id(holder), "") or self.fresh("l")
            if layer_id not in layers:
                ids[id(holder)] = layer_id
                layers[layer_id] = Layer(layer_id, holder.name, self._spec(holder), trains(holder))
                objects[layer_id] = holder
            call_id = call_ids[id(node)] = self.fresh("c")
            sources = at_ports(node.spec, [Source(call_ids[id(t.node)], t.index) for t in node.inputs])
            arguments = dict(node.spec.call.non_default()) | (RESTING if node.at_rest else {})
            calls[call_id] = Call(call_id, layer_id, sources, arguments)
        ends: list[str] = []
        for i, tensor in enumerate(model.output_tensors):
            layer_id, call_id = self.fresh("l"), self.fresh("c")
            name = model.output_labels[i]
            layers[layer_id] = Layer(layer_id, name, outputs[i] if outputs else OutputSpec())
            calls[call_id] = Call(call_id, layer_id, (Source(call_ids[id(tensor.node)], tensor.index),))
            ends.append(call_id)
        starts = tuple(call_ids[id(t.node)] for t in model.input_tensors)
        extra = {**model.extra, **named_ends(model)}
        made = Model(model_id, model.name, layers, calls, starts, tuple(ends), extra=extra)
        note = None if model.traced_from is None else model.traced_from.own_note()
        if note is not None:
            note["print"] = structure_print(Document(self.models, ""), made)
            made = replace(made, extra={**extra, OWN_CLASS: note})
        self.models[model_id] = made
        self.layers[model_id] = objects
        return model_id

    def freeze(self, model_id: str) -> None:
        """Nothing of the root is trained, whichever of its layers were freed since it was frozen, as in Keras."""
        root = self.models[model_id]
        held = {key: replace(root.layers[key], trainable=False) for key in self.layers[model_id]}
        self.models[model_id] = replace(root, layers={**root.layers, **held})

    def _spec(self, holder: Called) -> Spec:
        if isinstance(holder, EachStep):
            return NestedModel(model=self.model(holder.inner), each_step=True)
        if isinstance(holder, Functional):
            return NestedModel(model=self.model(holder))
        own: Functional | None = getattr(holder, "_own_model", None)  # a layer of one's own has been traced into it
        return holder.spec if own is None else NestedModel(model=self.model(own))
