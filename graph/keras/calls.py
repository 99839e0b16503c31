"""The calls of a layer in Keras' config (its inbound nodes): what each is given, tensors by the order of our ports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph.document.nesting import TRAINING
from graph.keras.config import KerasConfigError, flat, is_tensor
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.spec import Spec, TensorArgument, grouped

FIRST_ARGUMENTS = ("inputs", "sequences", "sequence", "x")

T = TypeVar("T")


@dataclass(frozen=True)
class Tensor:
    """A tensor by its history: the layer, its how-many-th call, and which of that call's results."""

    layer: str
    node: int
    output: int


@dataclass(frozen=True)
class Given:
    """What a call is given: a tensor or None for each port, other arguments by name, and whether a mask too."""

    tensors: tuple[Tensor | None, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    masked: bool = False


def argument_names(spec: Spec) -> tuple[str, ...]:
    """The names of what a call takes by position, in Keras' order."""
    own = tuple(argument.name for argument in spec.tensor_arguments())
    return tuple(name for item in spec.call_order for name in (own if item is ... else (str(item),)))


def tensors_by_argument(spec: Spec, inputs: Sequence[T | None]) -> Iterator[tuple[TensorArgument, T | list[T | None]]]:
    """What stands at the ports of a call, by the arguments that take it; those without any are left out."""
    at = 0
    for argument in spec.tensor_arguments():
        end = len(inputs) if argument.ports is None else at + argument.ports
        found = list(inputs[at:end])
        at = end
        while found and found[-1] is None and (argument.ports is None or all(item is None for item in found)):
            found.pop()
        if found and (argument.listed or len(found) > 1):
            yield argument, grouped(found, argument.groups) if len(found) == sum(argument.groups) else found
        elif found and found[0] is not None:
            yield argument, found[0]


def ports_filled(spec: Spec, given: Mapping[str, Sequence[T | None]]) -> tuple[T | None, ...]:
    """The other way round: what the ports of a call get, from what its tensor arguments were given, flat each.

    More than an argument has ports for is kept, to be counted by whoever knows the ports.
    """
    found: list[T | None] = []
    for argument in spec.tensor_arguments():
        items = list(given.get(argument.name, ()))
        found += items
        if argument.ports is not None:
            found += [None] * (argument.ports - len(items))
    while found and found[-1] is None:
        found.pop()
    return tuple(found)


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


def arguments_of(node: Any, spec: Spec, owner: str, masks: Mapping[str, Any]) -> Given:
    """What one call is given; raises KerasConfigError."""
    names = argument_names(spec)
    if isinstance(node, list):
        args, kwargs = _older_arguments(node, owner)
    elif isinstance(node, Mapping):
        args, kwargs = node.get("args", []), node.get("kwargs", {})
    else:
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    if not isinstance(args, list) or not isinstance(kwargs, Mapping):
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    own = spec.tensor_arguments()
    if own[0].ports is None:
        args = [args] if args else []  # whatever stands there are the inputs, however nested
    given = by_name(names, args, kwargs, owner)
    for alias in FIRST_ARGUMENTS:
        if alias in given and own[0].name not in given:
            given[own[0].name] = given.pop(alias)
    return _sorted(given, spec, owner, masks)


def by_name(names: Sequence[str], args: list[Any], kwargs: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The arguments of a call by name; raises KerasConfigError for one too many, and for one that is given twice."""
    if len(args) > len(names):
        raise KerasConfigError(say("{owner} is called with too many arguments.", owner=owner))
    given = dict(zip(names, args))
    if twice := sorted(given.keys() & kwargs.keys()):
        raise KerasConfigError(say("{owner} is given the argument {name:.80} twice.", owner=owner, name=twice[0]))
    return {**given, **kwargs}


AT_REST = "at_rest"
"""What our files say of a call that computes as after training in any case."""


def _sorted(given: Mapping[str, Any], spec: Spec, owner: str, masks: Mapping[str, Any]) -> Given:
    tensors: dict[str, list[Tensor | None]] = {}
    arguments: dict[str, Any] = {}
    masked = False
    takes, own = params_of(spec.takes), [argument.name for argument in spec.tensor_arguments()]
    for name, value in given.items():
        if name == "training" and (value is None or isinstance(value, bool)):
            continue  # Symbolic calls record it, and every later call overrules it.
        if name == AT_REST and value is True:
            arguments[TRAINING] = False
            continue
        leaves = flat(value)
        if name == "mask" and (name not in own or _all_masks(leaves, owner, masks)):
            masked = _given_mask(leaves, owner, masks) or masked
        elif name in own:
            tensors[name] = [None if leaf is None else tensor_of(leaf, owner) for leaf in leaves]
        elif name in takes:
            arguments[name] = value
        elif value is not None and value is not False:
            raise KerasConfigError(
                say(
                    "{owner} is called with the argument {name:.80}, which is not supported.",
                    owner=owner,
                    name=str(name),
                )
            )
    return Given(ports_filled(spec, tensors), arguments, masked)


def tensors_in(nodes: list[Any], owner: str) -> list[Tensor]:
    """Every well-formed tensor among the calls of a layer, whatever it is used for."""
    found: list[Tensor] = []
    for node in nodes:
        given = _older_arguments(node, owner) if isinstance(node, list) else node
        if isinstance(given, Mapping):
            given = (given.get("args"), given.get("kwargs"))
        found += [tensor_of(leaf, owner) for leaf in flat(given) if is_tensor(leaf)]
    return found


def named_call(node: list[Any], owner: str) -> dict[str, Any]:
    """A call as Keras 2 wrote it in the form of Keras 3; raises KerasConfigError."""
    args, kwargs = _older_arguments(node, owner)
    return {"args": args, "kwargs": kwargs}


def _all_masks(leaves: list[Any], owner: str, masks: Mapping[str, Any]) -> bool:
    """Whether what is given as a mask comes by itself with the tensors that it is for."""
    return all(leaf is None or tensor_of(leaf, owner).layer in masks for leaf in leaves)


def _given_mask(leaves: list[Any], owner: str, masks: Mapping[str, Any]) -> bool:
    if not _all_masks(leaves, owner, masks):
        raise KerasConfigError(say("{owner} is given a mask of its own making, which is not supported.", owner=owner))
    return any(leaf is not None for leaf in leaves)


def _older_arguments(node: list[Any], owner: str) -> tuple[list[Any], dict[str, Any]]:
    """A call as Keras 2 wrote it: `[[layer, node, tensor, {arguments}], …]`, or one such entry by itself."""
    entries = [node] if node and isinstance(node[0], str) else node
    tensors: list[Any] = []
    arguments: dict[str, Any] = {}
    for entry in entries:
        tensors.append(_symbol(entry, owner))
        extra = entry[3] if len(entry) > 3 else {}
        for name, value in extra.items() if isinstance(extra, Mapping) else ():
            if isinstance(value, list) and value and isinstance(value[0], (str, list)):
                triples = [value] if isinstance(value[0], str) else value
                value = [_symbol(triple, owner) for triple in triples]
            arguments[name] = value
    return ([tensors] if len(tensors) > 1 else tensors), arguments


def _symbol(entry: Any, owner: str) -> dict[str, Any]:
    """A tensor of Keras 2 as Keras 3 writes it."""
    tensor = tensor_of(entry, owner)
    history = [tensor.layer, tensor.node, tensor.output]
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}
