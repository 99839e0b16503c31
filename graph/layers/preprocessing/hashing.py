"""Hashing: any whole numbers, brought to a few categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, MODES, Categories
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, example


@register
@dataclass(frozen=True)
class Hashing(Categories):
    arguments: ClassVar[ArgumentOrder] = ("num_bins", "mask_value", "salt", "output_mode", "sparse")
    reads_texts: ClassVar[bool] = True
    own_dtypes: ClassVar[tuple[str, ...]] = ("int32", "int64")
    caption: ClassVar[str] = "Shares out any whole numbers or texts over a few categories, always in the same way."
    formula: ClassVar[str] = (
        "y = hash(x as text) mod num_bins: FarmHash's fingerprint, or SipHash with a salt for its key\n"
        "mask_value: 0 is its own, and all others share the rest\n" + ENCODED
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), dtype="int64", num_bins=3),
        example((3,), dtype="int32", num_bins=4, mask_value=2, salt=(133, 137)),
        example((3,), dtype="int64", num_bins=4, output_mode="count"),
        example((3,), dtype="string", num_bins=4, mask_value=""),
    )

    num_bins: int = param("int", 16, "how many categories there are", low=1, always=True)
    mask_value: Any = param("any", None, "a number, or text, that has category 0 for itself")
    salt: tuple[int, ...] | None = param(
        "ints", None, "two numbers that make the sharing out another one", length=2, advanced=True
    )
    output_mode: str = param("choice", "int", MODE_HELP, choices=MODES)

    def check(self) -> None:
        if self.mask_value is not None and not isinstance(self.mask_value, (int, str)):
            raise SpecError(
                say(
                    "Hashing: mask_value must be a whole number or a text. Received: {given!r:.80}.",
                    given=self.mask_value,
                )
            )

    @property
    def policy(self) -> str:
        """The type that Keras' files name for the layer."""
        return self.whole if self.output_mode == "int" else "float32"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (self.encoded(inputs[0], self.num_bins),)
