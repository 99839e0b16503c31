"""Dot: products of the vectors, or matrices, of two inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.merging.merge import Merge, fits
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, ShapeError, TensorType, count, example


@register
@dataclass(frozen=True)
class Dot(Merge):
    caption: ClassVar[str] = "Multiplies two inputs along an axis of each and adds up: vectors, matrices, similarities."
    formula: ClassVar[str] = (
        "y[…, …] = Σₖ x₁[…, k, …] · x₂[…, k, …], the axes of x₁ before those of x₂\n"
        "normalize: each vector along k is divided by its length first (cosine similarity)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), (4,), axes=1),
        example((3, 4), (2, 4), axes=2),
        example((4, 3), (3, 2), axes=(2, 1)),
        example((3,), (2, 3), axes=-1, normalize=True),
        example((2, 3, 2), (2, 3, 2), axes=(2, 2), normalize=True),
    )

    axes: tuple[int, ...] = param(
        "ints", (1, 1), "the axis of each input along which to multiply; the batch is axis 0", length=2, always=True
    )
    normalize: bool = param(
        "bool", False, "every vector has length 1 before: the result is how alike they are, -1 to 1"
    )

    def ports(self) -> Ports:
        return Ports(inputs=("input 1", "input 2"), required=2)

    def summed(self, inputs: tuple[TensorType, ...]) -> tuple[int, int]:
        """The axis of each input, counted from the batch; raises ShapeError."""
        found = []
        for x, axis in zip(inputs, self.axes):
            place = axis if axis >= 0 else axis + len(x.shape)
            if not 0 < place < len(x.shape):
                raise ShapeError(
                    say(
                        "Dot: axis {axis} is not one of the axes of {shape} after the batch.",
                        axis=axis,
                        shape=str(x),
                    )
                )
            found.append(place)
        return found[0], found[1]

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        first, second = inputs
        a, b = self.summed(inputs)
        if not fits(first.shape[a], second.shape[b]):
            raise ShapeError(
                say(
                    "Dot multiplies along axis {a} of input 1 and axis {b} of input 2, which must have one size. "
                    "Received: {first} and {second}.",
                    a=a,
                    b=b,
                    first=str(first),
                    second=str(second),
                )
            )
        kept = [n for x, axis in zip(inputs, (a, b)) for i, n in enumerate(x.shape[1:], 1) if i != axis]
        return (TensorType((first.shape[0], *(kept or [1]))),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        first, second = inputs[0].shape, inputs[1].shape
        for a in range(len(first) - 1, 0, -1):
            for b in range(len(second) - 1, 0, -1):
                if fits(first[a], second[b]):
                    return {"axes": a if a == b else (a, b)}
        return {}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        a, _ = self.summed(inputs)
        return 2 * count(outputs[0].shape[1:]) * (inputs[0].shape[a] or 1)
