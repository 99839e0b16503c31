"""From Keras' JSON config to a document. Functional and Sequential models; unknown classes are refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.document.digraphs import cycles
from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.names import fresh_name
from graph.document.nesting import ports_of
from graph.inference.shapes import infer
from graph.keras.calls import Tensor, arguments_of, tensor_of, tensors_in
from graph.keras.compile import with_compile_config
from graph.keras.config import CLASS_KEY, INPUT_KEYS, OUTPUTS_BY_NAME, SEQUENTIAL, KerasConfigError
from graph.keras.inputs import input_spec, sequential_input
from graph.keras.masks import mask_operations
from graph.keras.objects import (
    DEEPEST,
    LAYER_MODULES,
    MODEL_CLASSES,
    MODEL_MODULES,
    check_origin,
    class_of,
    layer_spec,
    trained,
    wrapped,
)
from graph.keras.operations import is_operation, read_operation
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layout.arrange import arrange
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec

BOX = (190.0, 110.0)
"""Room for each layer's box, before anybody has measured it."""


def from_keras(config: Mapping[str, Any], compiled: bool = True) -> Document:
    """The document of a model's config, as `model.to_json()` or a `.keras` file's `config.json` holds it.

    `compiled` also reads optimizer, losses and metrics where the model was compiled. Raises KerasConfigError.
    """
    if not is_model(config):
        name = config.get("class_name") if isinstance(config, Mapping) else config
        raise KerasConfigError(say("This is no functional or sequential Keras model but {name!r:.80}.", name=name))
    build = _Builder()
    root = build.model(config, "The model", 0)
    document = Document(build.models, root, next_id=build.next_id)
    _check_flow(document, build.masked)
    for model in list(document.models.values()):
        places = arrange(model, dict.fromkeys(model.layers, BOX))
        document = document.with_model(replace(model, positions=places))
    given = config.get("compile_config")
    if compiled and isinstance(given, Mapping) and given:
        document = with_compile_config(document, given)
    return document


def is_model(given: Any) -> bool:
    """Whether a serialized object is a model by its class name."""
    return isinstance(given, Mapping) and given.get("class_name") in MODEL_CLASSES


NOT_SETTINGS = ("shared_object_id", "inbound_nodes")


def _settings_of(given: Any) -> Any:
    """What an object says of itself, without where it stands and what else shares it."""
    if isinstance(given, Mapping):
        return {key: _settings_of(value) for key, value in given.items() if key not in NOT_SETTINGS}
    return [_settings_of(item) for item in given] if isinstance(given, (list, tuple)) else given


@dataclass(frozen=True)
class _Entry:
    """One layer of a config: its name, the object that describes it, and its calls."""

    name: str
    given: Mapping[str, Any]
    nodes: list[Any]

    @property
    def is_input(self) -> bool:
        return self.given.get("class_name") == "InputLayer"


class _Builder:
    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.next_id = 1
        self.met: list[tuple[Mapping[str, Any], Layer]] = []
        """Every layer that a config describes, with what it says of it."""
        self.masked: list[tuple[str, str]] = []
        """(model, call) of calls that Keras gives a mask: ours must come by it on their own."""

    def fresh(self, prefix: str) -> str:
        self.next_id += 1
        return f"{prefix}{self.next_id - 1}"

    def earlier(self, given: Mapping[str, Any]) -> Layer | None:
        """The layer that an object with a number stands for: the first of that name with the same settings.

        Keras leaves the number out where it meets a layer for the first time.
        """
        if "shared_object_id" not in given or given.get("class_name") == "InputLayer":
            return None
        alike = _settings_of(given)
        return next((layer for known, layer in self.met if _settings_of(known) == alike), None)

    def model(self, given: Mapping[str, Any], owner: str, depth: int) -> str:
        """Add the model that `given` describes, and those inside it; gives its id."""
        if depth > DEEPEST:
            raise KerasConfigError(say("{owner} lies too deep inside other models.", owner=owner))
        class_name, config = class_of(given, owner)
        check_origin(given, owner, MODEL_MODULES)
        layers = config.get("layers")
        if not isinstance(layers, list):
            raise KerasConfigError(say("{owner} holds no list of layers.", owner=owner))
        model_id = self.fresh("m")
        name = config.get("name")
        build = _ModelBuilder(self, model_id, name if isinstance(name, str) else class_name.lower(), owner, depth)
        if class_name == SEQUENTIAL:
            build.sequential(layers, config)
        else:
            build.functional(layers, config)
        self.models[model_id] = build.finished(config)
        return model_id


class _ModelBuilder:
    """Collects the layers and calls of one model."""

    def __init__(self, builder: _Builder, model_id: str, name: str, owner: str, depth: int) -> None:
        self.builder, self.owner, self.depth = builder, owner, depth
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
        if knots := cycles(model):
            names = ", ".join(model.layer_of(call).name for call in knots[0][:8])
            raise KerasConfigError(
                say("{owner}: these layers feed each other: {names}.", owner=self.owner, names=names)
            )
        return model

    def functional(self, layers: list[Any], config: Mapping[str, Any]) -> None:
        entries = list(self.entries(layers))
        results = config.get("output_layers")
        tensors = self.ends(results, entries)
        ends = {tensor.layer for tensor in tensors}
        masks = mask_operations(((entry.name, entry.given, entry.nodes) for entry in entries), ends)
        named = _naming_identities(entries, tensors, self.owner)
        kept = [entry for entry in entries if entry.name not in masks and entry.name not in named]
        for entry in kept:
            count = max(1, len(entry.nodes)) if entry.is_input else len(entry.nodes)
            for node in range(count):
                self.call_ids[entry.name, node] = self.builder.fresh("c")
        specs = {e.name: self.layer(e.given, e.name) for e in kept if not is_operation(e.given)}
        for entry in kept:
            if entry.name in specs:
                self.connect(entry, specs[entry.name], masks)
            else:
                self.operation(entry)
        for tensor in self.ends(config.get("input_layers"), kept):
            self.inputs.append(self.source(tensor, self.owner).call)
        self.check_inputs()
        names = sorted(results) if isinstance(results, Mapping) else []
        starts = config.get("input_layers")
        extra: dict[str, Any] = {OUTPUTS_BY_NAME: True} if names and len(names) == len(tensors) else {}
        if isinstance(starts, Mapping) and len(starts) == len(self.inputs):
            extra[INPUT_KEYS] = sorted(starts)
        self.target = replace(self.target, extra=extra)
        for number, tensor in enumerate(tensors):
            own = names[number] if len(names) == len(tensors) else tensor.layer if tensor.layer in named else ""
            self.output(self.source(named.get(tensor.layer, tensor), self.owner), own)

    def entries(self, layers: list[Any]) -> Iterator[_Entry]:
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
            yield _Entry(name, given, nodes)

    def layer(self, given: Mapping[str, Any], name: str) -> Layer:
        """Add the layer that `given` describes, without calls; the same as in an earlier model where Keras says so."""
        known = self.builder.earlier(given)
        if known is not None and known.id not in self.layers:
            self.layers[known.id] = known
            return known
        layer = self.new_layer(given, name)
        self.builder.met.append((given, layer))
        return layer

    def new_layer(self, given: Mapping[str, Any], name: str) -> Layer:
        owner = f"The layer {name[:80]}"
        _, config = class_of(given, owner)
        spec: Spec
        if is_model(given):
            spec = NestedModel(self.builder.model(given, owner, self.depth + 1))
        elif given.get("class_name") == "InputLayer":
            spec = input_spec(config, owner)
        elif given.get("class_name") == "TimeDistributed" and is_model(config.get("layer")):
            check_origin(given, owner, LAYER_MODULES)
            spec = NestedModel(self.builder.model(config["layer"], owner, self.depth + 1), each_step=True)
        else:
            spec = layer_spec(given, owner)
        free = is_model(given) or isinstance(spec, NestedModel) or trained(config, owner)
        trainable = (free and config.get("trainable", True) is not False) or isinstance(spec, Input)
        layer = Layer(self.builder.fresh("l"), name, spec, trainable)
        self.layers[layer.id] = layer
        return layer

    def connect(self, entry: _Entry, layer: Layer, masks: Mapping[str, str]) -> None:
        """Add the calls of a layer."""
        owner = f"The layer {entry.name[:80]}"
        if entry.is_input:
            call_id = self.call_ids[entry.name, 0]
            self.calls[call_id] = Call(call_id, layer.id)
            return
        if not entry.nodes:
            raise KerasConfigError(say("{owner} is never called.", owner=owner))
        for number, node in enumerate(entry.nodes):
            call_id = self.call_ids[entry.name, number]
            given = arguments_of(node, layer.spec, owner, masks)
            if given.masked:
                self.builder.masked.append((self.target.id, call_id))
            sources = tuple(None if t is None else self.source(t, owner) for t in given.tensors)
            self.call(call_id, layer, sources, given.arguments)

    def operation(self, entry: _Entry) -> None:
        """Add an operation and its calls: a layer for each that is given other constants than the one before."""
        owner = f"The operation {entry.name[:80]}"
        layer: Layer | None = None
        for number, node in enumerate(entry.nodes):
            spec, tensors = read_operation(entry.given, node, owner)
            if layer is None or spec != layer.spec:
                name = fresh_name(entry.name, {other.name for other in self.layers.values()})
                layer = Layer(self.builder.fresh("l"), name, spec)
                self.layers[layer.id] = layer
            self.call(self.call_ids[entry.name, number], layer, tuple(self.source(t, owner) for t in tensors))

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
            own = dict(layer.spec.called(arguments or {}).call.non_default())
        except MessageError as error:
            raise wrapped(f"The layer {layer.name[:80]}", error.message) from None
        self.calls[call_id] = Call(call_id, layer.id, inputs, own)

    def ports(self, spec: Spec) -> tuple[int, int | None]:
        """The least and the largest number of inputs of a layer."""
        ports = ports_of(Document(self.builder.models, ""), spec)
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

    def ends(self, given: Any, entries: list[_Entry]) -> list[Tensor]:
        """The tensors of `input_layers` or `output_layers`."""
        models = {e.name for e in entries if e.given.get("class_name") in ("Functional", "Model")}
        found = list(_end_tensors(given, self.owner))
        # Keras counts a nested functional model's calls from 1 here, though from 0 among inbound_nodes.
        return [replace(t, node=t.node - 1) if t.layer in models else t for t in found]

    def check_inputs(self) -> None:
        lost = {c.id for c in self.calls.values() if isinstance(self.layers[c.layer].spec, Input)} - set(self.inputs)
        wrong = [
            c
            for c in self.inputs
            if c not in self.calls or not isinstance(self.layers[self.calls[c].layer].spec, Input)
        ]
        if lost or wrong or len(set(self.inputs)) != len(self.inputs) or not self.inputs:
            raise KerasConfigError(say("{owner}: its inputs are not its InputLayers.", owner=self.owner))

    def output(self, source: Source, name: str) -> None:
        layer = Layer(self.builder.fresh("l"), name, Output())
        call = Call(self.builder.fresh("c"), layer.id, (source,))
        self.layers[layer.id], self.calls[call.id] = layer, call
        self.outputs.append(call.id)

    def sequential(self, layers: list[Any], config: Mapping[str, Any]) -> None:
        self.target = replace(self.target, extra={CLASS_KEY: SEQUENTIAL})
        given = list(layers)
        if not given:
            raise KerasConfigError(say("{owner} has no layers.", owner=self.owner))
        if isinstance(given[0], Mapping) and given[0].get("class_name") != "InputLayer":
            given.insert(0, sequential_input(given[0], config, self.owner))
        before: Source | None = None
        for entry in self.entries(given):
            layer = self.layer(entry.given, entry.name)
            call_id = self.builder.fresh("c")
            if entry.is_input and before is None:
                self.calls[call_id] = Call(call_id, layer.id)
                self.inputs.append(call_id)
            elif entry.is_input or before is None:
                raise KerasConfigError(say("{owner}: an InputLayer can only come first.", owner=self.owner))
            else:
                self.call(call_id, layer, (before,))
            before = Source(call_id)
        assert before is not None
        self.output(before, "")


def _naming_identities(entries: list[_Entry], results: list[Tensor], owner: str) -> dict[str, Tensor]:
    """Identity layers that do nothing but name an output, and what feeds them: they become that Output's name."""
    ends = [t.layer for t in results]
    found: dict[str, Tensor] = {}
    for entry in entries:
        if entry.given.get("class_name") == "Identity" and len(entry.nodes) == 1 and ends.count(entry.name) == 1:
            check_origin(entry.given, owner, LAYER_MODULES)
            tensors = arguments_of(entry.nodes[0], Output(), f"The layer {entry.name[:80]}", {}).tensors
            if len(tensors) == 1 and tensors[0] is not None:
                found[entry.name] = tensors[0]
    used = {t.layer for e in entries for t in tensors_in(e.nodes, f"The layer {e.name[:80]}")}
    return {name: tensor for name, tensor in found.items() if name not in used}


def _end_tensors(given: Any, owner: str) -> Iterator[Tensor]:
    """The [layer, node, tensor] triples in a nested structure of them."""
    if isinstance(given, (list, tuple)) and len(given) == 3 and isinstance(given[0], str):
        yield tensor_of(given, owner)
    elif isinstance(given, (list, tuple)):
        for item in given:
            yield from _end_tensors(item, owner)
    elif isinstance(given, Mapping):
        for key in sorted(given, key=str):
            yield from _end_tensors(given[key], owner)
    else:
        raise KerasConfigError(say("{owner} does not say what its inputs and outputs are.", owner=owner))


def _check_flow(document: Document, masked: list[tuple[str, str]]) -> None:
    """Raise KerasConfigError where shapes don't fit, or where a mask that Keras passes would not arrive."""
    for model_id, model in document.models.items():
        shapes = infer(document, model_id)
        for call, error in shapes.failures.items():
            raise wrapped(f"The layer {model.layer_of(call).name[:80]}", error.message)
        for where, call in masked:
            arriving = shapes.inputs_of(model.calls[call]) if where == model_id else ()
            if where == model_id and not any(t is not None and t.masked for t in arriving):
                name = model.layer_of(call).name
                raise KerasConfigError(say("The layer {name:.80} is given a mask of its own making.", name=name))
