"""The merging layers that compute number by number; Add, the most used, is in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from graph.layers.merging.merge import Elementwise
from graph.specs.message import say
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, ShapeError, TensorType, example


@register
@dataclass(frozen=True)
class Subtract(Elementwise):
    short: ClassVar[tuple[str, ...]] = ("sub", "minus", "相减")
    caption: ClassVar[str] = "Takes its second input from the first, number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = x₁ − x₂"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((2,), (3, 2)),
    )

    def ports(self) -> Ports:
        return Ports(inputs=("input 1", "input 2"), required=2)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        if all(x.dtype == "bool" for x in inputs):
            raise ShapeError(
                say("{kind} can't subtract yes from no. Received: inputs of dtype bool.", kind=self.kind),
            )
        return super().outputs(inputs)


@register
@dataclass(frozen=True)
class Multiply(Elementwise):
    short: ClassVar[tuple[str, ...]] = ("mul", "times", "相乘")
    caption: ClassVar[str] = "Multiplies its inputs number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = x₁ · x₂ · …\nA step that does not count in one input is left to the others."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
        example((4, 2), (4, 2), masked=True),
    )


@register
@dataclass(frozen=True)
class Average(Elementwise):
    short: ClassVar[tuple[str, ...]] = ("avg", "平均")
    caption: ClassVar[str] = "The mean of its inputs, number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = (x₁ + x₂ + … + xₙ) / n"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
    )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return tuple(t if t.is_float else replace(t, dtype="float32") for t in super().outputs(inputs))


@register
@dataclass(frozen=True)
class Maximum(Elementwise):
    caption: ClassVar[str] = "The largest of its inputs, number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = max(x₁, x₂, …)\nA step that does not count in one input is left to the others."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
        example((4, 2), (4, 2), masked=True),
    )


@register
@dataclass(frozen=True)
class Minimum(Elementwise):
    caption: ClassVar[str] = "The smallest of its inputs, number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = min(x₁, x₂, …)\nA step that does not count in one input is left to the others."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
        example((4, 2), (4, 2), (4, 2), masked=True),
    )
