"""FixedNumbers: an array that layers are called on, the same for every sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.constants import dtype_of, shape_of
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, example


@register
@dataclass(frozen=True)
class FixedNumbers(Spec):
    """An array in the `call` of a class of one's own, such as the positions that an Embedding is called on. It has an
    input for the same reason as `FreeWeight`."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "Numbers that never change, the same for every sample, for a layer to be called on."
    formula: ClassVar[str] = "y = numbers"
    reads_texts: ClassVar[bool] = True
    reads_whole_numbers: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), numbers=[[0.5, 1.0], [2.0, 3.0]]),
        example((2,), numbers=[0, 1, 2]),
    )

    numbers: Any = param("constant", help="the numbers, as lists in lists", always=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        kind = {"int": "int32", "float": "float32"}.get(dtype_of(self.numbers), dtype_of(self.numbers))
        return (TensorType(shape_of(self.numbers), kind),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return True  # its result has no rows that a batch could be cut by
