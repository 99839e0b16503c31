"""Masking: which steps of a sequence count, told by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, example


@register
@dataclass(frozen=True)
class Masking(Spec):
    caption: ClassVar[str] = "Marks steps whose numbers all are one value as padding that later layers skip."
    formula: ClassVar[str] = "maskₜ = any(xₜ ≠ mask_value)\nyₜ = xₜ where the mask is true, else 0"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3)),
        example((3, 2), dtype="int32", mask_value=1.0),
    )

    mask_value: float = param("float", 0.0, "what padding consists of")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if len(x.shape) < 2:
            raise ShapeError(
                say("Masking expects at least one axis besides the batch. Received: {shape}.", shape=str(x))
            )
        return (TensorType(x.shape, x.dtype, masked=True),)
