"""Softmax: numbers made into shares of 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, ShapeError, Spec, TensorArgument, TensorType, example


@register
@dataclass(frozen=True)
class Softmax(Spec):
    family: ClassVar[str] = "activation"
    caption: ClassVar[str] = "Makes the numbers along an axis positive and add up to 1; a mask leaves some out."
    formula: ClassVar[str] = (
        "yᵢ = e^xᵢ / Σₖ e^xₖ, along the axes\nmask: yᵢ = 0 where it is false, and xᵢ is not in the sum"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 4), axis=1),
        example((2, 3, 2), axis=(1, 2)),
        example((2, 3), (2, 3)),
        example((2, 3), (1, 3), axis=(-2, -1)),
    )

    axis: tuple[int, ...] = param("ints", (-1,), "the axis, or axes, along which they add up to 1; the batch is axis 0")

    def check(self) -> None:
        if not self.axis:
            raise SpecError(say("Softmax needs an axis at least."))

    def ports(self) -> Ports:
        return Ports(inputs=("input", "mask"), required=1)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return (TensorArgument("inputs"), TensorArgument("mask"))

    def axes(self, x: TensorType) -> tuple[int, ...]:
        """The axes, counted from the batch; raises ShapeError."""
        rank = len(x.shape)
        found = sorted({a % rank for a in self.axis})
        if any(not -rank <= a < rank for a in self.axis) or found[0] == 0:
            raise ShapeError(
                say(
                    "Softmax: axis {axis} is not one of the axes of {shape} after the batch.",
                    axis=", ".join(map(str, self.axis)),
                    shape=str(x),
                )
            )
        return tuple(found)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, *mask = inputs
        self.axes(x)
        if x.masked:
            raise ShapeError(
                say(
                    "Softmax would take the mask of the steps for one of its numbers, and Keras refuses it. "
                    'Use Activation with activation="softmax", which passes the mask on.'
                )
            )
        if mask and not _stretches(mask[0], x):
            raise ShapeError(
                say(
                    "Softmax: the mask must have the shape of the input, or sizes of 1 that stretch. "
                    "Received: {mask} for {shape}.",
                    mask=str(mask[0]),
                    shape=str(x),
                )
            )
        return (TensorType(x.shape),)


def _stretches(mask: TensorType, x: TensorType) -> bool:
    """Whether the mask has the shape of x, but for sizes of 1."""
    pairs = zip(mask.shape[1:], x.shape[1:])
    return len(mask.shape) == len(x.shape) and all(m is None or m == 1 or n is None or m == n for m, n in pairs)
