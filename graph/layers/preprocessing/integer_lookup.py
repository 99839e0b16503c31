"""IntegerLookup: whole numbers, such as postal codes, as the places of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, MODES
from graph.layers.preprocessing.lookup import Lookup, need_type
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, example


@register
@dataclass(frozen=True)
class IntegerLookup(Lookup):
    arguments: ClassVar[ArgumentOrder] = (
        "max_tokens",
        "num_oov_indices",
        "mask_token",
        "oov_token",
        "vocabulary",
        "vocabulary_dtype",
        "idf_weights",
        "invert",
        "output_mode",
        "sparse",
        "pad_to_max_tokens",
        "oov_method",
        "salt",
        "name",
    )
    caption: ClassVar[str] = "Looks up the place of whole numbers in a list, which is given or found in data (adapt)."
    formula: ClassVar[str] = (
        "y = place of x in the vocabulary, behind 0 for mask_token and the places of unknown numbers\n"
        "invert: y = the number at place x\n" + ENCODED
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), dtype="int64", vocabulary=(7, 3, 5)),
        example((3,), dtype="int32", vocabulary=(7, 3), mask_token=0, num_oov_indices=2),
        example((3,), dtype="int64", vocabulary=(7, 3), output_mode="multi_hot"),
        example((2, 1), dtype="int64", vocabulary=(7, 3), output_mode="one_hot", max_tokens=5, pad_to_max_tokens=True),
        example((3,), dtype="int64", vocabulary=(7, 3), invert=True),
    )

    max_tokens: int | None = param("int", None, "how many places there are at most, special ones included", low=2)
    num_oov_indices: int = param("int", 1, "places that numbers which are not in the list share", low=0)
    mask_token: int | None = param("int", None, "the number that is padding and gets place 0")
    oov_token: int = param("int", -1, "what invert gives for the place of unknown numbers", if_none=-1, advanced=True)
    vocabulary: tuple[int, ...] | None = param("ints", None, "the list; none to find it in data")
    invert: bool = param("bool", False, "the other way round: from places to numbers")
    output_mode: str = param("choice", "int", MODE_HELP, choices=MODES)
    pad_to_max_tokens: bool = param(
        "bool", False, "rows have max_tokens places, however short the list is", advanced=True
    )
    oov_method: str = param("choice", "floormod", choices=("floormod",), advanced=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        need_type(self.kind, inputs[0], texts=False)
        return super().outputs(inputs)
