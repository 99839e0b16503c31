"""Rescaling: numbers brought to another range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.arrays import ArrayParam, shape_of
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, example


@register
@dataclass(frozen=True)
class Rescaling(Spec):
    family: ClassVar[str] = "preprocessing"
    reads_whole_numbers: ClassVar[bool] = True
    caption: ClassVar[str] = "Multiplies and shifts every number, as 1/255 for the bytes of images."
    formula: ClassVar[str] = "y = x · scale + offset"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3,), scale=0.5, offset=-1.0),
        example((2, 3), scale=(2.0, 0.5, 1.0), offset=((1.0,), (0.0,))),
        example((2, 2), dtype="uint8", scale=0.5),
    )

    scale: ArrayParam = param(
        "array",
        1 / 255,
        "what every number is multiplied by; a list has one for each place of the last axis",
        always=True,
    )
    offset: ArrayParam = param("array", 0.0, "what is added then")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        for name in ("scale", "offset"):
            shape = shape_of(getattr(self, name))
            sizes = x.shape[len(x.shape) - len(shape) :] if len(shape) < len(x.shape) else None
            if sizes is None or not all(n in (1, m) or m is None for n, m in zip(shape, sizes)):
                raise ShapeError(
                    say(
                        "Rescaling: {name} has the shape {given}, which doesn't stretch to {shape}.",
                        name=name,
                        given=str(shape),
                        shape=str(x),
                    )
                )
        return (TensorType(x.shape, masked=x.masked),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * super().flops(inputs, outputs)
