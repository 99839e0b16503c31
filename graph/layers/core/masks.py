"""ReadMask and GivenMask: time masks as tensors, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, ShapeError, Spec, TensorType, example


@register
@dataclass(frozen=True)
class ReadMask(Spec):
    """What the `mask` of a `call` of one's own is."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "Which steps of its input count, as yes and no: the mask that goes along with it."
    formula: ClassVar[str] = "y = mask of x"
    reads_whole_numbers: ClassVar[bool] = True
    reads_texts: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (example((4, 3), masked=True), example((4, 3)))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if len(x.shape) < 2:
            raise ShapeError(
                say("ReadMask expects at least one axis besides the batch. Received: {shape}.", shape=str(x))
            )
        return (TensorType(x.shape[:-1], "bool"),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class GivenMask(Spec):
    """A mask that was given with a call, put onto the tensor that it is for."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = (
        "Lets its second input pass; the first, true where a step counts, is its mask from then on."
    )
    formula: ClassVar[str] = "y = input\nmask of y = mask"
    reads_whole_numbers: ClassVar[bool] = True
    reads_texts: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, (TensorType((None, 4), "bool"), TensorType((None, 4, 3)))),
        Example({}, (TensorType((None, 4), "bool"), TensorType((None, 4, 2, 3)))),
    )

    def ports(self) -> Ports:
        return Ports(inputs=("mask", "input"), required=2)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        mask, x = inputs
        n = len(mask.shape)
        known = zip(mask.shape[1:], x.shape[1:])
        if mask.dtype != "bool" or not 2 <= n < len(x.shape) or any(None not in (a, b) and a != b for a, b in known):
            raise ShapeError(
                say(
                    "A mask holds true or false for each step of {shape}, samples and steps. Received: {dtype}, "
                    "{mask}.",
                    shape=str(x),
                    dtype=mask.dtype,
                    mask=str(mask),
                )
            )
        return (TensorType(x.shape, x.dtype, masked=True),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
