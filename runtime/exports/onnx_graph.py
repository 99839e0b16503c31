"""A graph in ONNX as it grows: nodes, constants, and tensors with their channels last, first, or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.specs.message import Message, say
from graph.specs.registry import find
from graph.specs.spec import Spec, TensorType
from runtime.exports.channel_orders import ChannelOrders, Tensor
from runtime.ops.op import Array

OPSET = 18
BEGIN, END = -(1 << 31) + 1, (1 << 31) - 1
"""How far a Slice goes that goes as far as it can, backwards and forwards."""

MASKED = say("steps that are masked can't be told there")


class Unsayable(Exception):
    """One layer that ONNX can't say, with the reason; the caller knows which."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason


@dataclass
class Graph(ChannelOrders):
    """Nodes and constants so far; names are numbered by what they come from."""

    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Array] = field(default_factory=dict)
    prefix: str = ""
    _counts: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[int, ...], bytes], str] = field(default_factory=dict)

    def fresh(self, name: str) -> str:
        name = f"{self.prefix}/{name}" if self.prefix else name
        number = self._counts[name] = self._counts.get(name, -1) + 1
        return f"{name}_{number}" if number else name

    def node(self, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node of one output; gives that."""
        return self.several(op, 1, *inputs, **attributes)[0]

    def several(self, op: str, outputs: int, *inputs: str, **attributes: Any) -> list[str]:
        """Add a node of several outputs."""
        from onnx import helper

        name = self.fresh(op)
        results = [name if outputs == 1 else f"{name}:{i}" for i in range(outputs)]
        given = {k: v for k, v in attributes.items() if v is not None}
        self.nodes.append(helper.make_node(op, list(inputs), results, name=name, **given))
        return results

    def constant(self, value: Any, name: str = "constant") -> str:
        """An array as an initializer; floats in 32 bits. The same numbers are kept once."""
        array = np.ascontiguousarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        array = array.reshape(np.shape(value))
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._known:
            self._known[key] = found = self.fresh(name)
            self.constants[found] = array
        return self._known[key]

    def ints(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64), "ints")

    def number(self, value: float) -> str:
        return self.constant(np.float32(value), "number")

    def transposed(self, name: str, order: Sequence[int]) -> str:
        return name if list(order) == list(range(len(order))) else self.node("Transpose", name, perm=list(order))

    def cast(self, name: str, dtype: str) -> str:
        return self.node("Cast", name, to=element_type(dtype))

    def floats(self, name: str, type: TensorType) -> str:
        """A value of this type as floats."""
        return name if type.is_float else self.cast(name, "float32")

    def as_said(self, name: str, type: TensorType) -> str:
        """Floats as the type that a layer's result has."""
        return name if type.is_float else self.cast(name, type.dtype)


def element_type(dtype: str) -> int:
    """ONNX's number for a dtype; what computes here in other floats computes in 32 bits there."""
    from onnx import TensorProto

    known = {"bool": TensorProto.BOOL, "float64": TensorProto.FLOAT, "float16": TensorProto.FLOAT}
    return int(known.get(dtype) or getattr(TensorProto, {"float32": "FLOAT"}.get(dtype, dtype.upper())))


@dataclass(frozen=True)
class Said:
    """One step to be said: the spec as the call uses it, its inputs with their types, the types of its outputs, and
    its weights by name."""

    spec: Any
    tensors: tuple[Tensor, ...]
    types: tuple[TensorType, ...]
    results: tuple[TensorType, ...]
    weights: Mapping[str, Array]


Sayer = Callable[[Graph, Said], Any]
SAYERS: dict[type[Spec], Sayer] = {}
MASKED_TOO: set[type[Spec]] = set()


def says(*kinds: type[Spec], masked: bool = True) -> Callable[[Sayer], Sayer]:
    """Declares who says these kinds in ONNX: a function of the graph and the step, which gives a name (channels last),
    a Tensor, or a list of them. Without `masked` it can't where an input comes with a mask."""

    def declared(sayer: Sayer) -> Sayer:
        for kind in kinds:
            SAYERS[kind] = sayer
            if masked:
                MASKED_TOO.add(kind)
        return sayer

    return declared


def sayer_of(kind: type[Spec]) -> Sayer | None:
    """Who says a kind, or the sort that it is of."""
    found = _said_as(kind)
    return None if found is None else SAYERS[found]


def takes_masks(kind: type[Spec]) -> bool:
    return _said_as(kind) in MASKED_TOO


def _said_as(kind: type[Spec]) -> type[Spec] | None:
    """Never another kind that it is made of, which may compute otherwise."""
    return next((c for c in kind.__mro__ if c in SAYERS and (c is kind or find("layer", c.__name__) is not c)), None)


def known_shape(type: TensorType) -> tuple[int, ...]:
    """The sizes behind the batch; raises Unsayable where one is free."""
    sizes = type.shape[1:]
    if None in sizes:
        raise free_size(type)
    return tuple(size for size in sizes if size is not None)


def free_size(type: TensorType) -> Unsayable:
    return Unsayable(say("its sizes must be known, and one is free in {shape}", shape=str(type)))
