"""Reading a functional model's config: every layer with its calls, fed by what it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph.document.document import Call, Layer
from graph.document.names import fresh_name
from graph.document.own_class import OWN_CLASS
from graph.keras.calls import Tensor, arguments_of, tensor_of, tensors_in
from graph.keras.config import INPUT_KEYS, OUTPUTS_BY_NAME, KerasConfigError
from graph.keras.masks import mask_operations
from graph.keras.model_parts import Entry, ModelParts
from graph.keras.objects import LAYER_MODULES, check_origin
from graph.keras.operations import is_operation, read_operation
from graph.layers.core.ends import Input, Output
from graph.layers.unknown import UnknownSpec
from graph.specs.message import MessageError, say


class FunctionalConfig:
    """Reads one model's config into its parts."""

    def __init__(self, parts: ModelParts) -> None:
        self.parts, self.owner = parts, parts.owner
        self.call_ids = parts.call_ids

    def read(self, layers: list[Any], config: Mapping[str, Any]) -> None:
        entries = list(self.parts.entries(layers))
        results = config.get("output_layers")
        tensors = self.ends(results, entries)
        ends = {tensor.layer for tensor in tensors}
        masks = mask_operations(((entry.name, entry.given, entry.nodes) for entry in entries), ends)
        named = _naming_identities(entries, tensors, self.owner)
        kept = [entry for entry in entries if entry.name not in masks and entry.name not in named]
        for entry in kept:
            count = max(1, len(entry.nodes)) if entry.is_input else len(entry.nodes)
            for node in range(count):
                self.call_ids[entry.name, node] = self.parts.document.fresh("c")
        specs = {e.name: self.parts.layer(e.given, e.name) for e in kept if not is_operation(e.given)}
        for entry in kept:
            if entry.name in specs:
                self.connect(entry, specs[entry.name], masks)
            else:
                self.operation(entry)
        for tensor in self.ends(config.get("input_layers"), kept):
            self.parts.inputs.append(self.parts.source(tensor, self.owner).call)
        self.check_inputs()
        names = sorted(results) if isinstance(results, Mapping) else []
        starts = config.get("input_layers")
        extra: dict[str, Any] = {OUTPUTS_BY_NAME: True} if names and len(names) == len(tensors) else {}
        if isinstance(starts, Mapping) and len(starts) == len(self.parts.inputs):
            extra[INPUT_KEYS] = sorted(starts)
        self.parts.target = replace(self.parts.target, extra=extra)
        for number, tensor in enumerate(tensors):
            own = names[number] if len(names) == len(tensors) else tensor.layer if tensor.layer in named else ""
            self.parts.output(self.parts.source(named.get(tensor.layer, tensor), self.owner), own)

    def connect(self, entry: Entry, layer: Layer, masks: Mapping[str, str]) -> None:
        """Add the calls of a layer."""
        owner = f"The layer {entry.name[:80]}"
        if entry.is_input:
            call_id = self.call_ids[entry.name, 0]
            self.parts.calls[call_id] = Call(call_id, layer.id)
            return
        if not entry.nodes:
            raise KerasConfigError(say("{owner} is never called.", owner=owner))
        for number, node in enumerate(entry.nodes):
            call_id = self.call_ids[entry.name, number]
            if isinstance(layer.spec, UnknownSpec):
                self.call_unknown(call_id, layer, node, owner)
                continue
            given = arguments_of(node, layer.spec, owner, masks)
            if given.masked:
                self.parts.document.masked.append((self.parts.target.id, call_id))
            sources = tuple(None if t is None else self.parts.source(t, owner) for t in given.tensors)
            self.parts.call(call_id, layer, sources, given.arguments)

    def call_unknown(self, call_id: str, layer: Layer, node: Any, owner: str) -> None:
        """Add a call of a layer that can't be read: wires to all tensors in it."""
        sources = tuple(self.parts.source(tensor, owner) for tensor in tensors_in([node], owner))
        self.parts.calls[call_id] = Call(call_id, layer.id, sources)

    def operation(self, entry: Entry) -> None:
        """Add an operation and its calls: a layer for each that is given other constants than the one before."""
        owner = f"The operation {entry.name[:80]}"
        layer: Layer | None = None
        for number, node in enumerate(entry.nodes):
            try:
                spec, tensors = read_operation(entry.given, node, owner)
            except MessageError as error:
                if layer is None or not isinstance(layer.spec, UnknownSpec):
                    layer = Layer(
                        self.parts.document.fresh("l"), entry.name, self.parts.unknown(entry.given, entry.name, error)
                    )
                    self.parts.layers[layer.id] = layer
                self.call_unknown(self.call_ids[entry.name, number], layer, node, owner)
                continue
            if layer is None or spec != layer.spec:
                name = fresh_name(entry.name, {other.name for other in self.parts.layers.values()})
                layer = Layer(self.parts.document.fresh("l"), name, spec)
                self.parts.layers[layer.id] = layer
            sources = tuple(None if t is None else self.parts.source(t, owner) for t in tensors)
            self.parts.call(self.call_ids[entry.name, number], layer, sources)

    def ends(self, given: Any, entries: list[Entry]) -> list[Tensor]:
        """The tensors of `input_layers` or `output_layers`."""
        models = {
            e.name for e in entries if e.given.get("class_name") in ("Functional", "Model") and OWN_CLASS not in e.given
        }
        found = list(_end_tensors(given, self.owner))
        # Keras counts a nested functional model's calls from 1 here, though from 0 among inbound_nodes.
        return [replace(t, node=t.node - 1) if t.layer in models else t for t in found]

    def check_inputs(self) -> None:
        parts = self.parts
        starts = {c.id for c in parts.calls.values() if isinstance(parts.layers[c.layer].spec, Input)}
        if set(parts.inputs) != starts or len(set(parts.inputs)) != len(parts.inputs) or not parts.inputs:
            raise KerasConfigError(say("{owner}: its inputs are not its InputLayers.", owner=self.owner))


def _naming_identities(entries: list[Entry], results: list[Tensor], owner: str) -> dict[str, Tensor]:
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
