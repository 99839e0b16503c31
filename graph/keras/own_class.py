"""Classes of one's own in Keras' configs: under their own names, with what they were traced into beside.

Keras finds the class by its registered name, and doesn't look at the rest; without the class this program reads the
model that lies beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.document.own_class import OWN_CLASS
from graph.keras.calls import AT_REST
from graph.keras.config import KerasConfigError, flat, is_tensor
from graph.specs.message import say

TRACED = "layerloom_model"
"""The key under which the model lies that a class was traced into."""
NAMES = ("module", "class_name", "registered_name")
DEEPEST = 60


def own_config(note: Mapping[str, Any], model: Mapping[str, Any]) -> dict[str, Any]:
    """The config of a layer or model of one's own; `model` is what it was traced into."""
    settings = model["config"]
    config = dict(note.get("config") or {})
    for key in ("name", "trainable"):
        if key in config:
            config[key] = settings[key]
    kept = {key: value for key, value in note.items() if key not in (*NAMES, "config", "build_config")}
    return {
        **{key: note.get(key) for key in NAMES},
        "config": config,
        "build_config": note.get("build_config") or {},
        TRACED: {**model, OWN_CLASS: {**kept, **{key: note.get(key) for key in NAMES}}},
    }


def is_own(given: Any) -> bool:
    """Whether a serialized object has a model beside it."""
    return isinstance(given, Mapping) and isinstance(given.get(TRACED), Mapping)


def with_models(given: Any, depth: int = 0) -> Any:
    """A config with each class of one's own replaced by the model beside it, which notes the class."""
    if depth > DEEPEST or not isinstance(given, Mapping):
        return given
    if is_own(given):
        given = _replaced(given)
    config = given.get("config")
    layers = config.get("layers") if isinstance(config, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(layers, list):
        return given
    return {**given, "config": {**config, "layers": [with_models(layer, depth + 1) for layer in layers]}}


def _replaced(given: Mapping[str, Any]) -> dict[str, Any]:
    model = dict(given[TRACED])
    note = model.pop(OWN_CLASS, None)
    note = dict(note) if isinstance(note, Mapping) else {}
    own = given.get("config")
    own = own if isinstance(own, Mapping) else {}
    inner = model.get("config")
    inner = dict(inner) if isinstance(inner, Mapping) else {}
    for key in ("name", "trainable"):
        if key in own:
            inner[key] = own[key]
    note.update({key: given.get(key) for key in NAMES}, config=own, build_config=given.get("build_config"))
    if "inbound_nodes" in given:
        name, nodes = given.get("name", inner.get("name")), given["inbound_nodes"]
        names = [key for key in note.get("arguments") or {} if isinstance(key, str)]
        if isinstance(nodes, list):
            nodes = [flat_node(node, names, f"The layer {str(name)[:80]}") for node in nodes]
        model.update(name=name, inbound_nodes=nodes)
        inner["name"] = name
    rest = {key: given[key] for key in ("shared_object_id", "compile_config") if key in given}
    return {**model, "config": inner, OWN_CLASS: note, **rest}


def flat_node(node: Any, names: Sequence[str], owner: str) -> Any:
    """A call of a class of one's own as one of a model: its tensors in a list, in the order of `call`'s arguments."""
    if not isinstance(node, Mapping) or not isinstance(node.get("args"), list):
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    kwargs = node.get("kwargs")
    given = {**dict(zip(names, node["args"])), **(kwargs if isinstance(kwargs, Mapping) else {})}
    ordered = [*(given[key] for key in names if key in given), *node["args"][len(names) :]]
    resting = {AT_REST: True} if isinstance(kwargs, Mapping) and kwargs.get(AT_REST) is True else {}
    return {"args": [[leaf for leaf in flat(ordered) if is_tensor(leaf)]], "kwargs": resting}


def own_node(note: Mapping[str, Any], tensors: Sequence[Any]) -> dict[str, Any]:
    """The call of a class of one's own on these tensors, as it was called in Python."""
    arguments = note.get("arguments")
    if not isinstance(arguments, Mapping) or not arguments:
        return {"args": list(tensors), "kwargs": {}}
    filled = {key: filled_in(value, tensors) for key, value in arguments.items()}
    first, *rest = filled
    return {"args": [filled[first]], "kwargs": {key: filled[key] for key in rest}}


def filled_in(pattern: Any, tensors: Sequence[Any]) -> Any:
    """What `call` was given: the pattern of a note with a tensor in each place `{"tensor": number}`."""
    if isinstance(pattern, Mapping):
        number = pattern.get("tensor")
        if set(pattern) == {"tensor"} and isinstance(number, int) and 0 <= number < len(tensors):
            return tensors[number]
        return {key: filled_in(value, tensors) for key, value in pattern.items()}
    if isinstance(pattern, (list, tuple)):
        return [filled_in(item, tensors) for item in pattern]
    return pattern
