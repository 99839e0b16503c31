"""Layers that join several inputs into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, Shape, ShapeError, Spec, TensorType, example


@dataclass(frozen=True)
class Merge(Spec):
    """Base of the merging layers: any number of inputs, two at least."""

    family: ClassVar[str] = "merging"

    def ports(self) -> Ports:
        return Ports(inputs=("input 1", "input 2"), required=2, variadic=True)


@register
@dataclass(frozen=True)
class Concatenate(Merge):
    caption: ClassVar[str] = "Puts its inputs one behind the other along an axis."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3,), (4,), (2,)),
        example((2, 3), (4, 3), axis=1),
    )

    axis: int = param("int", -1, "the axis along which they are joined, batch counted as 0")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        first = inputs[0].shape
        axis = self.axis % len(first) if -len(first) <= self.axis < len(first) else None
        if axis in (None, 0):
            raise ShapeError(
                say(
                    "Concatenate: axis {axis} is not one of the axes of {shape} after the batch.",
                    axis=self.axis,
                    shape=str(inputs[0]),
                )
            )
        for number, x in enumerate(inputs[1:], 2):
            if len(x.shape) != len(first) or any(
                not fits(a, b) for i, (a, b) in enumerate(zip(first, x.shape)) if i != axis
            ):
                raise ShapeError(
                    say(
                        "Concatenate joins along axis {axis}, so all other axes must be equal. "
                        "Received: {first} as input 1 and {other} as input {number}.",
                        axis=self.axis,
                        first=str(inputs[0]),
                        other=str(x),
                        number=number,
                    )
                )
        sizes = [x.shape[axis] for x in inputs]
        total = None if None in sizes else sum(n for n in sizes if n is not None)
        shape = tuple(total if i == axis else known(x.shape[i] for x in inputs) for i in range(len(first)))
        return (TensorType(shape, joined_dtype(inputs), any(x.masked for x in inputs)),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        rank = len(inputs[0].shape)
        if any(len(x.shape) != rank for x in inputs):
            return {}
        for axis in range(rank - 1, 0, -1):
            if all(fits(a, b) for x in inputs for i, (a, b) in enumerate(zip(inputs[0].shape, x.shape)) if i != axis):
                return {"axis": -1 if axis == rank - 1 else axis}
        return {}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Add(Merge):
    caption: ClassVar[str] = "Adds its inputs number by number; sizes of 1 stretch."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
    )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        shape = inputs[0].shape
        for number, x in enumerate(inputs[1:], 2):
            merged = broadcast(shape, x.shape)
            if merged is None:
                raise ShapeError(
                    say(
                        "{kind} works number by number, so its inputs must have one shape, or sizes of 1 that stretch. "
                        "Received: {first} as input 1 and {other} as input {number}.",
                        kind=self.kind,
                        first=str(inputs[0]),
                        other=str(x),
                        number=number,
                    )
                )
            shape = merged
        return (TensorType(shape, joined_dtype(inputs), all(x.masked for x in inputs)),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return super().flops(inputs, outputs) * (len(inputs) - 1)


def fits(a: int | None, b: int | None) -> bool:
    return a is None or b is None or a == b


def known(sizes: Any) -> int | None:
    """The first size that is known."""
    return next((n for n in sizes if n is not None), None)


def joined_dtype(inputs: tuple[TensorType, ...]) -> str:
    return inputs[0].dtype if len({x.dtype for x in inputs}) == 1 else "float32"


def broadcast(a: Shape, b: Shape) -> Shape | None:
    """The shape of two merged tensors as Keras merges them: the shorter is padded with 1 behind the batch axis."""
    short, long = sorted((a, b), key=len)
    short = (short[0], *(1,) * (len(long) - len(short)), *short[1:])
    merged: list[int | None] = []
    for m, n in zip(short, long):
        if m == 1 or n == 1:
            merged.append(n if m == 1 else m)
        elif fits(m, n):
            merged.append(n if m is None else m)
        else:
            return None
    return tuple(merged)
