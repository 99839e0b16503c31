"""Where Keras' weight files keep each weight: `layers/<class in snake case>[_n]/vars/<i>`, counted by class, not name.

`.keras` archives (`model.weights.h5` inside) and files of `save_weights("….weights.h5")` have the same layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.document.document import Document, Layer, LayerId, Model, ModelId
from graph.document.nesting import is_input, is_output
from graph.document.own_class import class_name_of, in_own_order, note_of
from graph.document.sharing import shared_layers
from graph.inference.following import infer
from graph.inference.program import LayerPath, feeding, layer_order, layer_path
from graph.inference.shapes import ModelShapes
from graph.keras.config import added_identities, is_sequential
from graph.layers.core.free_weight import FreeWeight
from graph.layers.core.nested_model import NestedModel
from graph.specs.registry import snake

H5Path = str
FREE = "?"
"""Begins the place of a weight by itself in a class of one's own: it is a data set there, not a group."""


def h5_paths(document: Document, model: ModelId | None = None) -> list[tuple[LayerPath, str, H5Path]]:
    """(layer path, weight name, path of the data set) of every weight, in the order of `graph.program.flatten`."""
    found: dict[tuple[LayerPath, str], H5Path] = {}
    for layer, name, path in every_h5_path(document, model):
        found.setdefault((layer, name), path)
    return [(layer, name, path) for (layer, name), path in found.items()]


def every_h5_path(document: Document, model: ModelId | None = None) -> list[tuple[LayerPath, str, H5Path]]:
    """The same with all places of a weight whose layer stands in several models, or that two parts of a layer hold:
    Keras reads a copy in each."""
    root = document.models[model or document.root]
    return list(_weights(document, shared_layers(document), root, infer(document, root.id), (), ""))


def h5_groups(document: Document, model: ModelId | None = None) -> list[tuple[H5Path, str]]:
    """(path of the group `…/vars`, its attribute `name`) of every layer, with weights or without, as Keras has it."""
    root = document.models[model or document.root]
    return [("vars", root.name), *_groups(document, root, "")]


def top_folders(document: Document) -> dict[LayerId, H5Path]:
    """The group of each layer of the root that has one."""
    return dict(_folders(document, document.main, ""))


def _weights(
    document: Document,
    shared: frozenset[LayerId],
    model: Model,
    shapes: ModelShapes,
    path: LayerPath,
    prefix: H5Path,
) -> Iterator[tuple[LayerPath, str, H5Path]]:
    for layer_id, folder in _folders(document, model, prefix):
        layer = model.layers[layer_id]
        here = layer_path(path, layer_id, shared)
        if isinstance(layer.spec, NestedModel):
            nested = next((shapes.nested[c.id] for c in model.calls_of(layer_id) if c.id in shapes.nested), None)
            if nested is not None:
                inner = document.models[layer.spec.model]
                inside = f"{folder}/layer/" if layer.spec.each_step else f"{folder}/"
                yield from _weights(document, shared, inner, nested, here, inside)
        else:
            numbers: dict[str, int] = {}
            if isinstance(layer.spec, FreeWeight) and FREE in folder:
                yield here, "weight", folder.replace(FREE, "")
                continue
            for weight in shapes.weights.get(layer_id, ()):
                for group in (weight.group, *(() if weight.also is None else (weight.also,))):
                    number = numbers[group] = numbers.get(group, -1) + 1
                    yield here, weight.name, f"{folder}/{group}{'/' if group else ''}vars/{number}"


def _groups(document: Document, model: Model, prefix: H5Path) -> Iterator[tuple[H5Path, str]]:
    for layer_id, folder in _folders(document, model, prefix):
        layer = model.layers[layer_id]
        if FREE not in folder:
            yield f"{folder}/vars", layer.name
        for group, name in layer.spec.parts():
            yield f"{folder}/{group}/vars", name
        if isinstance(layer.spec, NestedModel) and layer.spec.model in document.models:
            inner, inside = document.models[layer.spec.model], f"{folder}/"
            if layer.spec.each_step:
                inside = f"{folder}/layer/"
                yield f"{inside}vars", inner.name
            yield from _groups(document, inner, inside)
    for number, name in enumerate(added_identities(model).values()):
        yield f"{prefix}layers/identity{f'_{number}' if number else ''}/vars", name


def _folders(document: Document, model: Model, prefix: H5Path) -> Iterator[tuple[LayerId, H5Path]]:
    """Every layer that Keras saves, in the order of the model's weights, with its group; a Sequential's input is not
    among them."""
    found = dict(_counted_folders(document, model, prefix))
    return ((layer, found[layer]) for layer in in_own_order(model, list(found)))


def _counted_folders(document: Document, model: Model, prefix: H5Path) -> Iterator[tuple[LayerId, H5Path]]:
    note = note_of(document, model)
    own = note.get("folders") if note is not None else None
    counts: dict[str, int] = {}
    needed = {model.calls[c].layer for c in feeding(model) | set(model.inputs)}
    chain = is_sequential(model)
    for layer_id in layer_order(model):
        layer = model.layers[layer_id]
        left_out = is_output(layer) or layer.spec.family == "operations" or (chain and is_input(layer))
        if layer_id not in needed or left_out:
            continue
        if isinstance(own, Mapping):
            place = own.get(layer.name)
            if isinstance(place, str) and not is_input(layer):
                yield layer_id, f"{prefix}{place}"
            continue
        kind = class_name(document, layer)
        number = counts[kind] = counts.get(kind, -1) + 1
        yield layer_id, f"{prefix}layers/{kind}{f'_{number}' if number else ''}"


def class_name(document: Document, layer: Layer) -> str:
    """The snake case of the class that Keras has for a layer."""
    if isinstance(layer.spec, NestedModel) and layer.spec.each_step:
        return "time_distributed"
    if isinstance(layer.spec, NestedModel):
        inner = document.models.get(layer.spec.model)
        own = class_name_of(document, layer.spec.model)
        if own is not None:
            return snake(own)
        return "sequential" if inner is not None and is_sequential(inner) else "functional"
    return "input_layer" if is_input(layer) else snake(layer.spec.keras_class or layer.spec.kind)
