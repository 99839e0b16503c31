"""Hashing: any whole numbers, brought to a few categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, MODES, Categories
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, example


@register
@dataclass(frozen=True)
class Hashing(Categories):
    arguments: ClassVar[ArgumentOrder] = ("num_bins", "mask_value", "salt", "output_mode", "sparse")
    own_dtypes: ClassVar[tuple[str, ...]] = ("int32", "int64")
    caption: ClassVar[str] = "Shares out any whole numbers over a few categories, always in the same way."
    formula: ClassVar[str] = (
        "y = hash(x as text) mod num_bins: FarmHash's fingerprint, or SipHash with a salt for its key\n"
        "mask_value: 0 is its own, and all others share the rest\n" + ENCODED
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), dtype="int64", num_bins=3),
        example((3,), dtype="int32", num_bins=4, mask_value=2, salt=(133, 137)),
        example((3,), dtype="int64", num_bins=4, output_mode="count"),
    )

    num_bins: int = param("int", 16, "how many categories there are", low=1, always=True)
    mask_value: int | None = param("int", None, "a number that has category 0 for itself")
    salt: tuple[int, ...] | None = param(
        "ints", None, "two numbers that make the sharing out another one", length=2, advanced=True
    )
    output_mode: str = param("choice", "int", MODE_HELP, choices=MODES)

    @property
    def policy(self) -> str:
        """The type that Keras' files name for the layer."""
        return self.whole if self.output_mode == "int" else "float32"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (self.encoded(inputs[0], self.num_bins),)
