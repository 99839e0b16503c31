"""FreeWeight: a weight that belongs to no kind of layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, Value, Weight, example


@register
@dataclass(frozen=True)
class FreeWeight(Spec):
    """What `add_weight` of a class of one's own makes. Keras has no layer without an input, so this one has an input
    too; nothing of it is used."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "A weight on its own, for operations to compute with: it is the same for every sample."
    formula: ClassVar[str] = "y = weight"
    reads_texts: ClassVar[bool] = True
    reads_whole_numbers: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), shape=(3, 2)),
        example((2, 2), shape=(4,), initializer="ones", regularizer="l2"),
        example((2,), shape=(2, 2), initializer="ones", trained=False),
    )

    shape: tuple[int, ...] = param("ints", help="the sizes of the weight", low=0, always=True)
    initializer: Value = param("spec", "glorot_uniform", "what it begins with", category="initializer")
    regularizer: Value | None = param("spec", None, "a penalty on large numbers in it", category="regularizer")
    constraint: Value | None = param("spec", None, "what holds it back after each step", category="constraint")
    trained: bool = param("bool", True, "whether training changes it")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(self.shape),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return (Weight("weight", self.shape, self.initializer, self.trained, self.regularizer, self.constraint),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return True  # its result has no rows that a batch could be cut by
