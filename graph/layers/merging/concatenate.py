"""Concatenate: its inputs one behind the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.merging.merge import Merge, fits, joined_dtype, known
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, TensorType, example


@register
@dataclass(frozen=True)
class Concatenate(Merge):
    short: ClassVar[tuple[str, ...]] = ("cat", "concat", "拼接")
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
