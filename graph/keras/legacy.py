"""A document as the JSON that lies in a whole-model HDF5 file, as Keras 3 writes it: objects without their modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.document.document import Document, LayerId
from graph.inference.program import LayerPath, flatten, layer_order
from graph.keras.config import keras_names
from graph.keras.paths import FREE, every_h5_path, top_folders
from graph.keras.to_keras import to_keras
from graph.layers.operations.operation import KERAS
from graph.specs.registry import snake

MODELS = ("Functional", "Sequential")
OF_CLASSES = {"GroupQueryAttention": "GroupedQueryAttention"}
"""Public names of layers whose classes are called otherwise: here Keras goes by the class."""
TAKEN_FOR_FUNCTIONS = {"score_mode": "dot"}
"""Settings that Keras misreads here as one of its functions: they are left to their defaults, which mean the same."""
LEFT_OUT = ("module", "registered_name", "build_config", "shared_object_id", "compile_config")


def legacy_config(document: Document) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """`model_config` and `training_config` of the root, None where it was not compiled; raises KerasConfigError."""
    whole = to_keras(document)
    return _object(whole), _training(whole["compile_config"])


def _object(given: Mapping[str, Any]) -> dict[str, Any]:
    """A model or layer; an operation keeps its module, since its class alone would name a layer."""
    is_operation = str(given.get("module")).startswith(KERAS)
    kept = {k: v for k, v in given.items() if is_operation or k not in LEFT_OUT}
    config = _inside(given["config"])
    if given["class_name"] in MODELS:
        config["layers"] = [_object(layer) for layer in given["config"]["layers"]]
    kind = given["class_name"]
    return {**kept, "class_name": kind if is_operation else OF_CLASSES.get(kind, kind), "config": config}


def _inside(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a layer: only the models among them are told in the older way."""
    return {
        key: {**value, "config": _object(value)["config"]}
        if isinstance(value, Mapping) and value.get("class_name") in MODELS
        else value
        for key, value in config.items()
        if TAKEN_FOR_FUNCTIONS.get(key) != value
    }


def _training(compiled: Mapping[str, Any]) -> dict[str, Any] | None:
    if not compiled:
        return None
    optimizer = compiled["optimizer"]
    kind = optimizer["class_name"]
    return {
        **{key: value for key, value in compiled.items() if key != "optimizer"},
        "optimizer_config": {"class_name": kind, "config": {"name": snake(kind), **optimizer["config"]}},
    }


@dataclass(frozen=True)
class LayerWeights:
    """A layer of the root with all weights in it as (layer path, name), the trainable ones first, as Keras has them."""

    name: str
    weights: tuple[tuple[LayerPath, str], ...]


def layers_with_weights(document: Document) -> Iterator[LayerWeights]:
    """The layers of the root in Keras' order, those without weights as well."""
    root = document.main
    names, folders = keras_names(root), top_folders(document)
    free = {(w.layer, w.name): w.trainable for w in flatten(document).weights}
    inside: dict[LayerId, list[tuple[LayerPath, str]]] = {layer: [] for layer in folders}
    of_folder = {folder.replace(FREE, ""): layer for layer, folder in folders.items()}
    for path, name, place in every_h5_path(document):
        folder = place
        while folder not in of_folder:
            folder = folder.rpartition("/")[0]
        found = inside[of_folder[folder]]
        if (path, name) not in found:
            found.append((path, name))
    for layer in layer_order(root):
        if layer in names and root.layers[layer].spec.family != "operations":
            weights = sorted(inside.get(layer, ()), key=lambda key: not free[key])
            yield LayerWeights(names[layer], tuple(weights))
