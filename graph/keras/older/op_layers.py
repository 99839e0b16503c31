"""Layers that Keras 2 made of functions of TensorFlow: TFOpLambda, SlicingOpLambda and TensorFlowOpLayer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from graph.keras.config import KerasConfigError
from graph.keras.older.functions import NODES, SECOND, Function, function_of
from graph.layers.operations.operation import KERAS, known_operations
from graph.specs.message import say
from graph.specs.registry import find

CLASSES = ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer")
CONSTANT = "_CONSTANT_VALUE"
IN_TEXT = re.compile(r'^\s*(op|name):\s*"?([\w/.-]+)"?\s*$', re.MULTILINE)


def is_op_layer(given: Mapping[str, Any]) -> bool:
    return given.get("class_name") in CLASSES


def operation(given: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The operation that such a layer is, with its calls in the older form turned into Keras 3's; raises
    KerasConfigError for a function without an operation, or with an argument that none has."""
    config = given.get("config")
    config = config if isinstance(config, Mapping) else {}
    owner = f"The layer {str(given.get('name', config.get('name')))[:80]}"
    if given.get("class_name") == "TensorFlowOpLayer":
        name, calls = _graph_node(config, given.get("inbound_nodes"), names)
    else:
        name = str(config.get("function"))
        calls = [_call(node, names) for node in given.get("inbound_nodes") or ()]
    function = function_of(name)
    kind = known_operations().get(function.operation) if function is not None else None
    if function is None or kind is None:
        raise KerasConfigError(
            say("{owner} computes the TensorFlow function tf.{name:.60}, which can't be read.", owner=owner, name=name)
        )
    settings: dict[str, Any] = {}
    nodes = [_node(function, args, kwargs, settings, kind.called_with, owner) for args, kwargs in calls]
    if function.operation == "Squeeze" and isinstance(settings.get("axis"), list) and len(settings["axis"]) == 1:
        settings["axis"] = settings["axis"][0]
    own = config.get("name", given.get("name"))
    return {
        "module": KERAS + kind.module,
        "class_name": function.operation,
        "config": {"name": own, **settings},
        "registered_name": function.operation,
        "name": given.get("name", own),
        "inbound_nodes": nodes,
    }


def _call(node: Any, names: Collection[str]) -> tuple[list[Any], dict[str, Any]]:
    """What one call is given: tensors and constants in order, the rest by name; a list of tensors is one argument."""
    if not isinstance(node, list) or not node:
        return [], {}
    listed = isinstance(node[0], list)
    entries = node if listed else [node]
    extra = entries[0][3] if len(entries[0]) > 3 and isinstance(entries[0][3], Mapping) else {}
    firsts = [_argument(entry[:3], names) for entry in entries]
    return [firsts if listed else firsts[0]], {key: _argument(value, names) for key, value in extra.items()}


def _argument(value: Any, names: Collection[str]) -> Any:
    if isinstance(value, list) and len(value) >= 3 and value[0] == CONSTANT:
        return value[2]
    if isinstance(value, list) and len(value) >= 3 and isinstance(value[0], str) and value[0] in names:
        return tensor(value)
    if isinstance(value, list):
        return [_argument(item, names) for item in value]
    return value


def tensor(entry: list[Any]) -> dict[str, Any]:
    """A symbolic tensor as Keras 3 writes it."""
    return {"class_name": "__keras_tensor__", "config": {"keras_history": list(entry[:3])}}


def _node(
    function: Function,
    args: list[Any],
    kwargs: Mapping[str, Any],
    settings: dict[str, Any],
    called_with: tuple[str, ...],
    owner: str,
) -> dict[str, Any]:
    """A call of the operation; what belongs to the operation itself goes to the settings."""
    given = {**dict(zip(function.tensors, args)), **kwargs}
    given.pop("name", None)
    ordered: list[Any] = []
    for name in function.tensors:
        if name in given:
            ordered.append(given.pop(name))
    if function.listed:
        ordered = [ordered[0] if ordered and isinstance(ordered[0], list) else ordered]
    for name, value in given.items():
        own = function.settings.get(name)
        if own is None:
            if value not in function.fixed.get(name, (None, False)):
                raise KerasConfigError(
                    say(
                        "{owner} is called with the argument {name:.80}, which is not supported.",
                        owner=owner,
                        name=name,
                    )
                )
        elif own in called_with:
            ordered.append(_slices(value))
        elif settings.setdefault(own, value) != value:
            raise KerasConfigError(say("{owner} is called twice with other arguments.", owner=owner))
    return {"args": ordered, "kwargs": {}}


def _slices(value: Any) -> Any:
    """What stood between brackets, as Keras 3 writes it."""
    if isinstance(value, Mapping) and value.keys() == {"start", "stop", "step"}:
        return {"class_name": "__slice__", "config": dict(value)}
    if isinstance(value, Mapping) and value.get("type") == "builtins.ellipsis":
        return {"class_name": "__ellipsis__", "config": {}}
    return [_slices(item) for item in value] if isinstance(value, list) else value


def _graph_node(
    config: Mapping[str, Any], nodes: Any, names: Collection[str]
) -> tuple[str, list[tuple[list[Any], dict[str, Any]]]]:
    """The function of a node of a TensorFlow graph, and its calls; constants stand apart, by place."""
    given = config.get("node_def")
    text = given.get("op") if isinstance(given, Mapping) else dict(IN_TEXT.findall(str(given))).get("op")
    name = NODES.get(str(text), str(text))
    constants = config.get("constants")
    constants = constants if isinstance(constants, Mapping) else {}
    attributes = given.get("attr") if isinstance(given, Mapping) else None
    kept = isinstance(attributes, Mapping) and isinstance(attributes.get("keep_dims"), Mapping)
    calls = []
    for node in nodes if isinstance(nodes, list) else ():
        entries = node if node and isinstance(node[0], list) else [node]
        rest = [_argument(list(entry[:3]), names) for entry in entries]
        total = len(rest) + len(constants)
        args = [constants[str(n)] if str(n) in constants else rest.pop(0) if rest else None for n in range(total)]
        kwargs: dict[str, Any] = {}
        if name in SECOND and len(args) > 1:
            kwargs[SECOND[name]] = args.pop(1)
        if kept and isinstance(attributes, Mapping) and attributes["keep_dims"].get("b"):
            kwargs["keepdims"] = True
        calls.append((args, kwargs))
    return name, calls


def with_module(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """An operation that Keras 3 wrote into HDF5, where objects lose their modules, with its own again.

    What is called otherwise than a layer is, on one tensor or on a list of them, is an operation of that name.
    """
    nodes, cls = given.get("inbound_nodes"), known_operations().get(str(given.get("class_name")))
    if cls is None or given.get("module") is not None or not isinstance(nodes, list) or not nodes:
        return given
    args, kwargs = (nodes[0].get("args"), nodes[0].get("kwargs")) if isinstance(nodes[0], Mapping) else (None, None)
    if not isinstance(args, list) or not isinstance(kwargs, Mapping):
        return given
    like_a_layer = len(args) == 1 and not kwargs.keys() - {"mask", "training"}
    if like_a_layer and find("layer", str(given["class_name"])) is not None:
        return given
    return {**given, "module": KERAS + cls.module}


__all__ = ["is_op_layer", "operation", "tensor", "with_module"]
