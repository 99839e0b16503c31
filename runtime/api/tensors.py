"""Symbolic tensors, and the nodes that they come from: the graph that Keras' functional API makes of calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol

from graph.specs.spec import Spec, TensorType
from runtime.weights.variable import Variable


class Called(Protocol):
    """What a node knows of its layer."""

    name: str
    spec: Spec
    held: dict[str, Variable]
    """Its own variables by the names of its weights; of a model's, its layers hold them."""
    nodes: list[Node]

    trainable: bool

    @property
    def acts_in_training(self) -> bool: ...

    def types_for(self, types: tuple[TensorType, ...], spec: Spec) -> tuple[TensorType, ...]:
        """The types of its results for inputs of these types, called as `spec` says; raises ApiError or ShapeError."""


class Node:
    """One call of a layer on tensors; `spec` is the layer's as the call uses it, see `Spec.called`."""

    def __init__(self, layer: Called, spec: Spec, inputs: tuple[Tensor, ...], types: tuple[TensorType, ...]) -> None:
        self.layer, self.spec = layer, spec
        self.inputs = inputs
        self.outputs = tuple(Tensor(self, i, t) for i, t in enumerate(types))


class Tensor:
    """A symbolic tensor: an output of a layer's call, with a shape but no numbers."""

    merged: ClassVar[Callable[[str, Sequence[Any]], Any]]
    """Calls a merging layer of a kind: set by `layer_classes`, which knows every kind of layer."""

    def __init__(self, node: Node, index: int, type: TensorType) -> None:
        self.node, self.index, self.type = node, index, type

    @property
    def shape(self) -> tuple[int | None, ...]:
        return self.type.shape

    @property
    def dtype(self) -> str:
        return self.type.dtype

    @property
    def name(self) -> str:
        return self.node.layer.name

    def __add__(self, other: Any) -> Any:
        return Tensor.merged("Add", [self, other])

    def __radd__(self, other: Any) -> Any:
        return Tensor.merged("Add", [other, self])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError(f"{self!r} is symbolic: it has a shape but no numbers. Call a model on arrays to get numbers.")

    def __bool__(self) -> bool:
        raise TypeError(f"{self!r} is symbolic: it is neither true nor false.")

    def __repr__(self) -> str:
        return f"<Tensor shape={self.shape}, dtype={self.dtype}, name={self.name}>"
