"""Symbolic tensors, and the nodes that they come from: the graph that Keras' functional API makes of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Protocol

from graph.layers.operations.indexing import key_text
from graph.specs.message import say
from graph.specs.params import SpecError
from graph.specs.spec import Spec, TensorType
from graph.specs.working_type import SINGLE
from runtime.ops.memory import Memory
from runtime.weights.variable import Variable


class Called(Protocol):
    """What a node knows of its layer."""

    name: str
    spec: Spec
    held: dict[str, Variable]
    """Its own variables by the names of its weights; of a model's, its layers hold them."""
    _memory: Memory
    """What it keeps from batch to batch, if it is stateful."""
    nodes: list[Node]

    trainable: bool
    frozen_whole: bool
    """Nothing in it is trained, whatever its parts say: a document said so."""

    def parts(self) -> Iterable[Any]:
        """The layers that it is made of, each with a `trainable` of its own."""

    @property
    def dtype(self) -> str:
        """The type it computes in."""

    def weight_losses(self) -> list[Any]:
        """What its weights add to the loss as they are."""

    def losses_inside(self) -> list[Any]:
        """The same of those in it that are trained, its own flag being older than theirs."""

    @property
    def acts_in_training(self) -> bool: ...

    @property
    def acts_when_called(self) -> bool: ...

    def types_for(self, types: tuple[TensorType, ...], spec: Spec) -> tuple[TensorType, ...]:
        """The types of its results for inputs of these types, called as `spec` says; raises ApiError or ShapeError."""


class Node:
    """One call of a layer on tensors; `spec` is the layer's as the call uses it, see `Spec.called`."""

    def __init__(self, layer: Called, spec: Spec, inputs: tuple[Tensor, ...], types: tuple[TensorType, ...]) -> None:
        self.layer, self.spec = layer, spec
        self.inputs = inputs
        self.at_rest = False
        """Whether it computes as after training, also while it is trained: `training=False` in a call of one's own."""
        self.outputs = tuple(Tensor(self, i, t) for i, t in enumerate(types))
        self.then: Tensor | None = None
        """What an activation of one's own made of the only output."""

    @property
    def results(self) -> tuple[Tensor, ...]:
        """What the call gave."""
        return self.outputs if self.then is None else (self.then,)


class Tensor:
    """A symbolic tensor: an output of a layer's call, with a shape but no numbers."""

    operated: ClassVar[Callable[..., Any]]
    """An operation on terms, `operated("Add", (x, 1))`: set by `operations`, which knows them all."""

    __array_ufunc__ = None
    """Arrays on the left of a sign leave it to the tensor on the right."""

    def __init__(self, node: Node, index: int, type: TensorType) -> None:
        self.node, self.index, self.type = node, index, type

    @property
    def shape(self) -> tuple[int | None, ...]:
        return self.type.shape

    @property
    def dtype(self) -> str:
        return self.node.layer.dtype if self.type.dtype == SINGLE else self.type.dtype

    @property
    def name(self) -> str:
        return self.node.layer.name

    @property
    def ndim(self) -> int:
        return len(self.shape)

    sparse = ragged = False
    """All numbers are held, and all rows are as long."""
    ragged_rank = row_splits_dtype = None

    def reshape(self, newshape: Any) -> Any:
        """The same numbers in another shape, batch included."""
        return Tensor.operated("Reshape", (self,), newshape=newshape)

    def squeeze(self, axis: Any = None) -> Any:
        """Without axes of size 1."""
        return Tensor.operated("Squeeze", (self,), axis=axis)

    def __getitem__(self, key: Any) -> Any:
        try:
            text = key_text(key if isinstance(key, tuple) else (key,))
        except ValueError:
            raise SpecError(
                say(
                    "A slice of a tensor is made of numbers, slices such as 1:3, None and ..., separated by commas. "
                    "Received: {given!r:.80}. See ops.take.",
                    given=key,
                )
            ) from None
        return Tensor.operated("GetItem", (self,), key=text)

    def __iter__(self) -> Any:
        raise TypeError(f"{self!r} is symbolic: there is nothing to go through. Take slices of it, or ops.unstack.")

    def __neg__(self) -> Any:
        return Tensor.operated("Negative", (self,))

    def __abs__(self) -> Any:
        return Tensor.operated("Absolute", (self,))

    def __invert__(self) -> Any:
        return Tensor.operated("LogicalNot", (self,))

    def __round__(self, ndigits: int | None = None) -> Any:
        return Tensor.operated("Round", (self,), decimals=ndigits or 0)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError(f"{self!r} is symbolic: it has a shape but no numbers. Call a model on arrays to get numbers.")

    def __len__(self) -> int:
        raise TypeError(f"{self!r} is symbolic: it has no length. Its axes are in shape, such as shape[0].")

    def __float__(self) -> float:
        raise TypeError(f"{self!r} is symbolic: it is no number. Compute with it by keras.ops.")

    def __int__(self) -> int:
        raise TypeError(f"{self!r} is symbolic: it is no number. Compute with it by keras.ops.")

    def __bool__(self) -> bool:
        raise TypeError(f"{self!r} is symbolic: it is neither true nor false.")

    def __repr__(self) -> str:
        return f"<Tensor shape={self.shape}, dtype={self.dtype}, name={self.name}>"


SIGNS = {
    "add": "Add",
    "sub": "Subtract",
    "mul": "Multiply",
    "truediv": "TrueDivide",
    "floordiv": "FloorDivide",
    "mod": "Mod",
    "pow": "Power",
    "matmul": "Matmul",
    "and": "LogicalAnd",
    "or": "LogicalOr",
    "xor": "LogicalXor",
}
COMPARISONS = {"lt": "Less", "le": "LessEqual", "gt": "Greater", "ge": "GreaterEqual", "ne": "NotEqual"}
"""Python's signs and the operations they stand for, as in Keras; `==` asks whether it is the same tensor."""


def _sign(operation: str) -> tuple[Callable[[Tensor, Any], Any], Callable[[Tensor, Any], Any]]:
    """What a sign does with a tensor on its left, and with one on its right."""

    def left(tensor: Tensor, other: Any) -> Any:
        return Tensor.operated(operation, (tensor, other))

    def right(tensor: Tensor, other: Any) -> Any:
        return Tensor.operated(operation, (other, tensor))

    return left, right


for _name, _operation in {**SIGNS, **COMPARISONS}.items():
    _left, _right = _sign(_operation)
    setattr(Tensor, f"__{_name}__", _left)
    if _name in SIGNS:
        setattr(Tensor, f"__r{_name}__", _right)
