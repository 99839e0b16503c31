"""The calls of a layer in Keras' config (its inbound nodes): which tensors each is given, in the order of our ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.keras.config import KerasConfigError, flat, is_tensor
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.specs.spec import Spec

FIRST_ARGUMENTS = ("inputs", "sequences", "sequence", "x")


@dataclass(frozen=True)
class Tensor:
    """A tensor by its history: the layer, its how-many-th call, and which of that call's results."""

    layer: str
    node: int
    output: int


def tensor_of(given: Any, owner: str) -> Tensor:
    """A tensor from `[layer, node, tensor]` or a serialized symbolic tensor; raises KerasConfigError."""
    history = given
    if is_tensor(given):
        config = given.get("config")
        history = config.get("keras_history") if isinstance(config, Mapping) else None
    if not (
        isinstance(history, (list, tuple))
        and len(history) >= 3
        and isinstance(history[0], str)
        and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in history[1:3])
    ):
        raise KerasConfigError(say("{owner} is fed by something that is no layer's output.", owner=owner))
    return Tensor(history[0], history[1], history[2])


def arguments_of(node: Any, spec: Spec, owner: str, masks: Mapping[str, Any]) -> tuple[list[Tensor], bool]:
    """The tensors that one call is given, and whether it is given a mask; raises KerasConfigError."""
    if isinstance(node, list):
        return _older_arguments(node, owner)
    if not isinstance(node, Mapping):
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    args, kwargs = node.get("args", []), node.get("kwargs", {})
    if not isinstance(args, list) or not isinstance(kwargs, Mapping):
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    tensors = [tensor_of(leaf, owner) for leaf in flat(args)]
    masked = False
    for name, value in kwargs.items():
        if name == "training" and (value is None or isinstance(value, bool)):
            continue  # Symbolic calls record it, and every later call overrules it.
        if name == "mask":
            masked = masked or _given_mask(value, owner, masks)
        elif name in FIRST_ARGUMENTS and not tensors:
            tensors = [tensor_of(leaf, owner) for leaf in flat(value)]
        elif name == "initial_state" and value is not None and not isinstance(spec, NestedModel):
            tensors += [tensor_of(leaf, owner) for leaf in flat(value)]
        elif value is not None and value is not False:
            raise KerasConfigError(
                say(
                    "{owner} is called with the argument {name:.80}, which is not supported.",
                    owner=owner,
                    name=str(name),
                )
            )
    return tensors, masked


def tensors_in(nodes: list[Any], owner: str) -> list[Tensor]:
    """Every well-formed tensor among the calls of a layer, whatever it is used for."""
    found: list[Tensor] = []
    for node in nodes:
        if isinstance(node, Mapping):
            leaves = flat([node.get("args"), node.get("kwargs")])
            found += [tensor_of(leaf, owner) for leaf in leaves if is_tensor(leaf)]
        elif isinstance(node, list):
            found += _older_arguments(node, owner)[0]
    return found


def _given_mask(value: Any, owner: str, masks: Mapping[str, Any]) -> bool:
    leaves = [leaf for leaf in flat(value) if leaf is not None]
    if any(tensor_of(leaf, owner).layer not in masks for leaf in leaves):
        raise KerasConfigError(say("{owner} is given a mask of its own making, which is not supported.", owner=owner))
    return bool(leaves)


def _older_arguments(node: list[Any], owner: str) -> tuple[list[Tensor], bool]:
    """A call as Keras 2 wrote it: `[[layer, node, tensor, {arguments}], …]`, or one such entry by itself."""
    entries = [node] if node and isinstance(node[0], str) else node
    tensors: list[Tensor] = []
    states: list[Tensor] = []
    for entry in entries:
        tensors.append(tensor_of(entry, owner))
        extra = entry[3] if len(entry) > 3 else {}
        for name, value in extra.items() if isinstance(extra, Mapping) else ():
            if name == "initial_state" and isinstance(value, list):
                triples = [value] if value and isinstance(value[0], str) else value
                states += [tensor_of(triple, owner) for triple in triples]
            elif name != "training" and value is not None:
                raise KerasConfigError(
                    say(
                        "{owner} is called with the argument {name:.80}, which is not supported.",
                        owner=owner,
                        name=name,
                    )
                )
    return tensors + states, False
