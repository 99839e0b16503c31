"""One model as it is read: its layers and their calls, checked against one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.nesting import TRAINING, call_order, ports_of
from graph.keras.calls import Tensor
from graph.keras.config import UNREADABLE, KerasConfigError, UnreadableLayers
from graph.keras.document_parts import DocumentParts
from graph.keras.inputs import input_spec
from graph.keras.objects import (
    LAYER_MODULES,
    MODEL_CLASSES,
    check_origin,
    class_of,
    layer_spec,
    trained,
    wrapped,
)
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.unknown import OF_KERAS, UnknownSpec
from graph.specs.message import Message, MessageError, say
from graph.specs.spec import Spec


def is_model(given: Any) -> bool:
    """Whether a serialized object is a model by its class name."""
    return isinstance(given, Mapping) and given.get("class_name") in MODEL_CLASSES


@dataclass(frozen=True)
class Entry:
    """One layer of a config: its name, the object that describes it, and its calls."""

    name: str
    given: Mapping[str, Any]
    nodes: list[Any]

    @property
    def is_input(self) -> bool:
        return self.given.get("class_name") == "InputLayer"


class ModelParts:
    """Collects the layers and calls of one model."""

    def __init__(self, document: DocumentParts, model_id: str, name: str, owner: str, depth: int) -> None:
        self.document, self.owner, self.depth = document, owner, depth
        self.target = Model(model_id, name)
        self.layers: dict[str, Layer] = {}
        self.calls: dict[str, Call] = {}
        self.inputs: list[str] = []
        self.outputs: list[str] = []
        self.call_ids: dict[tuple[str, int], str] = {}

    def finished(self, config: Mapping[str, Any]) -> Model:
        layers = self.layers
        if config.get("trainable") is False and not self.depth:
            layers = {k: replace(layer, trainable=False) for k, layer in layers.items()}
        model = replace(
            self.target,
            layers=layers,
            calls=self.calls,
            inputs=tuple(self.inputs),
            outputs=tuple(self.outputs),
        )
        if len(call_order(model)) < len(model.calls):
            from graph.document.digraphs import cycles  # nobody else need wait for networkx

            knots = cycles(model)
            names = ", ".join(model.layer_of(call).name for call in knots[0][:8])
            raise KerasConfigError(
                say("{owner}: these layers feed each other: {names}.", owner=self.owner, names=names)
            )
        return model

    def entries(self, layers: list[Any]) -> Iterator[Entry]:
        seen: set[str] = set()
        for given in layers:
            _, config = class_of(given, self.owner)
            name = given.get("name", config.get("name"))
            nodes = given.get("inbound_nodes", [])
            if not isinstance(name, str) or not isinstance(nodes, list) or name in seen:
                raise KerasConfigError(
                    say(
                        "{owner}: a layer has no name, or shares it with another: {name!r:.80}.",
                        owner=self.owner,
                        name=name,
                    )
                )
            seen.add(name)
            yield Entry(name, given, nodes)

    def layer(self, given: Mapping[str, Any], name: str) -> Layer:
        """Add the layer that `given` describes, without calls; the same as in an earlier model where Keras says so."""
        known = self.document.earlier(given)
        if known is not None and known.id not in self.layers:
            self.layers[known.id] = known
            return known
        layer = self.new_layer(given, name)
        self.document.met.append((given, layer))
        return layer

    def new_layer(self, given: Mapping[str, Any], name: str) -> Layer:
        owner = f"The layer {name[:80]}"
        _, config = class_of(given, owner)
        try:
            spec, trainable = self.spec(given, config, owner)
        except UnreadableLayers:
            raise
        except MessageError as error:
            if given.get("class_name") == "InputLayer" or is_model(given):
                raise
            spec, trainable = self.unknown(given, name, error), config.get("trainable", True) is not False
        layer = Layer(self.document.fresh("l"), name, spec, trainable)
        self.layers[layer.id] = layer
        return layer

    def unknown(self, given: Mapping[str, Any], name: str, error: MessageError) -> UnknownSpec:
        """A box in the place of a layer that can't be read, which keeps what the file says of it."""
        self.document.unreadable.append((name, error.message))
        kept = {key: value for key, value in given.items() if key not in (UNREADABLE, "inbound_nodes")}
        kind = str(given.get("class_name"))
        kind = "Unknown" if kind in ("Input", "Output") else kind  # an end of a document it is not
        return UnknownSpec(kind=kind, config={"kind": kind, OF_KERAS: kept}, reason=error.message)

    def spec(self, given: Mapping[str, Any], config: Mapping[str, Any], owner: str) -> tuple[Spec, bool]:
        """What a layer is, and whether it is trained; raises MessageError."""
        spec: Spec
        if isinstance(given.get(UNREADABLE), Message):
            raise KerasConfigError(given[UNREADABLE])
        if is_model(given):
            spec = NestedModel(self.document.read(given, owner, self.depth + 1))
        elif given.get("class_name") == "InputLayer":
            spec = input_spec(config, owner)
        elif given.get("class_name") == "TimeDistributed" and is_model(config.get("layer")):
            check_origin(given, owner, LAYER_MODULES)
            spec = NestedModel(self.document.read(config["layer"], owner, self.depth + 1), each_step=True)
        else:
            spec = layer_spec(given, owner)
        free = is_model(given) or isinstance(spec, NestedModel) or trained(config, owner)
        return spec, (free and config.get("trainable", True) is not False) or isinstance(spec, Input)

    def call(
        self, call_id: str, layer: Layer, inputs: tuple[Source | None, ...], arguments: Mapping[str, Any] | None = None
    ) -> None:
        ports = self.ports(layer.spec)
        if None in inputs[: ports[0]] or len(inputs) < ports[0] or (ports[1] is not None and len(inputs) > ports[1]):
            raise KerasConfigError(
                say(
                    "The layer {name:.80} is called on {n} inputs, but takes {m}.",
                    name=layer.name,
                    n=len(inputs),
                    m=ports[0],
                )
            )
        try:
            given = dict(arguments or {})
            resting = {TRAINING: given.pop(TRAINING)} if TRAINING in given else {}
            own = dict(layer.spec.called(given).call.non_default()) | resting
        except MessageError as error:
            raise wrapped(f"The layer {layer.name[:80]}", error.message) from None
        self.calls[call_id] = Call(call_id, layer.id, inputs, own)

    def ports(self, spec: Spec) -> tuple[int, int | None]:
        """The least and the largest number of inputs of a layer."""
        ports = ports_of(Document(self.document.models, ""), spec)
        return ports.required, None if ports.variadic else len(ports.inputs)

    def source(self, tensor: Tensor, owner: str) -> Source:
        call = self.call_ids.get((tensor.layer, tensor.node))
        if call is None:
            raise KerasConfigError(
                say(
                    "{owner} is fed by {name:.80}, call {n}, which is not there.",
                    owner=owner,
                    name=tensor.layer,
                    n=tensor.node,
                )
            )
        return Source(call, tensor.output)

    def output(self, source: Source, name: str) -> None:
        layer = Layer(self.document.fresh("l"), name, Output())
        call = Call(self.document.fresh("c"), layer.id, (source,))
        self.layers[layer.id], self.calls[call.id] = layer, call
        self.outputs.append(call.id)
