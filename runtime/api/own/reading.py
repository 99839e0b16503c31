"""Files with classes of one's own, where these are known: each class says again what it computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.document.document import Document, Model
from graph.document.own_class import OWN_CLASS, note_of
from graph.keras.calls import AT_REST
from graph.keras.config import is_tensor
from graph.keras.own_class import TRACED
from graph.keras.to_keras import to_keras
from graph.keras.types_of_layers import type_of_config
from graph.specs.working_type import computing_in
from runtime.api.building import to_document
from runtime.api.custom_objects import get_registered_object
from runtime.api.inputs import Input
from runtime.api.model import Model as AnyModel
from runtime.api.own.owner import Owner
from runtime.api.own.rnn import OwnRNN
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor

DEEPEST = 60


def known_class(given: Mapping[str, Any]) -> type[Owner] | None:
    """The class of one's own that a config or note names, where it is known."""
    for key in ("registered_name", "class_name"):
        name = given.get(key)
        found = get_registered_object(name) if isinstance(name, str) else None
        if isinstance(found, type) and issubclass(found, Owner):
            return found
    config = given.get("config")
    cell = config.get("cell") if isinstance(config, Mapping) else None
    own_cell = given.get("class_name") == "RNN" and isinstance(cell, Mapping) and known_class(cell) is not None
    return OwnRNN if own_cell else None


def with_traces(given: Any, depth: int = 0) -> Any:
    """A config with each known class of one's own traced anew, whether or not a model lies beside it."""
    if depth == 0:
        with computing_in(type_of_config(given)):
            return with_traces(given, 1)
    if not isinstance(given, Mapping) or depth > DEEPEST:
        return given
    config = given.get("config")
    kind: Any = known_class(given)
    if kind is not None and isinstance(config, Mapping):
        made = kind.from_config(dict(config))
        model = _traced(made, given)
        if model is not None:
            written = to_keras(to_document(model).document)
            return {**given, TRACED: written[TRACED]} if TRACED in written else given
    layers = config.get("layers") if isinstance(config, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(layers, list):
        return given
    return {**given, "config": {**config, "layers": [with_traces(layer, depth + 1) for layer in layers]}}


def _traced(made: Any, given: Mapping[str, Any]) -> AnyModel | None:
    """The model that it makes of inputs such as its config was called on, or built for; None where none are told."""
    nodes = given.get("inbound_nodes")
    node = nodes[0] if isinstance(nodes, list) and nodes and isinstance(nodes[0], Mapping) else None
    if node is not None:
        args, kwargs = _read(node.get("args", [])), _read(node.get("kwargs", {}))
        kwargs = {key: value for key, value in kwargs.items() if key != AT_REST}
    else:
        built = given.get("build_config")
        shapes = built.get("input_shape", built.get("shapes_dict")) if isinstance(built, Mapping) else None
        if shapes is None:
            return None
        args, kwargs = [_inputs(shapes)], {}
    _mark(given, args, kwargs)
    made(*args, **kwargs)
    found: AnyModel = made if isinstance(made, AnyModel) else made._own_model
    return found


def _mark(given: Mapping[str, Any], args: list[Any], kwargs: dict[str, Any]) -> None:
    """Let masks go along with the inputs that had some: our files say so; in Keras' own, what is called with a mask is
    given it."""
    beside = given.get(TRACED)
    note = beside.get(OWN_CLASS) if isinstance(beside, Mapping) else None
    told = note.get("masked") if isinstance(note, Mapping) else None
    mask = kwargs.pop("mask", None)
    inputs = [x for x in leaves([*args, *kwargs.values()]) if isinstance(x, Tensor)]
    masked = told if isinstance(told, list) else [isinstance(m, Tensor) for m in leaves(mask)]
    for tensor, has_mask in zip(inputs, masked):
        if has_mask is True:
            tensor.type = replace(tensor.type, masked=True)


def _read(given: Any) -> Any:
    """What a call was given, with an Input in the place of each tensor."""
    if is_tensor(given):
        config = given["config"]
        return Input(batch_shape=tuple(config["shape"]), dtype=config.get("dtype"))
    if isinstance(given, Mapping):
        return {key: _read(value) for key, value in given.items()}
    return [_read(item) for item in given] if isinstance(given, list) else given


def _inputs(shapes: Any) -> Any:
    if isinstance(shapes, (list, tuple)) and all(n is None or isinstance(n, int) for n in shapes):
        return Input(batch_shape=(None, *shapes[1:]))
    if isinstance(shapes, Mapping):
        return {key: _inputs(value) for key, value in shapes.items()}
    return [_inputs(item) for item in shapes]


def revived(document: Document, model: Model) -> Any:
    """The layer or model of one's own that a document's model was traced from, not called yet; None where its class is
    not known, or the model is another by now."""
    note = note_of(document, model)
    kind: Any = None if note is None else known_class(note)
    config = None if note is None else note.get("config")
    if note is None or kind is None or not isinstance(config, Mapping):
        return None
    made: Any = kind.from_config(dict(config))
    vars(made)["_own_pattern"] = note.get("arguments")
    return made


AnyModel.revived = revived
