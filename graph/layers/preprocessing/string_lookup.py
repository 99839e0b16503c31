"""StringLookup: texts as the places of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, MODES
from graph.layers.preprocessing.lookup import Lookup, need_type
from graph.specs.arrays import TextsParam
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, example


@register
@dataclass(frozen=True)
class StringLookup(Lookup):
    reads_texts: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (
        "max_tokens",
        "num_oov_indices",
        "mask_token",
        "oov_token",
        "vocabulary",
        "idf_weights",
        "invert",
        "output_mode",
        "pad_to_max_tokens",
        "sparse",
        "encoding",
        "name",
        "salt",
    )
    caption: ClassVar[str] = "Looks up the place of texts in a list, which is given or found in data (adapt)."
    formula: ClassVar[str] = (
        "y = place of x in the vocabulary, behind 0 for mask_token and the places of unknown texts\n" + ENCODED
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), dtype="string", vocabulary=("a", "b")),
        example((3,), dtype="string", vocabulary=("a", "b"), mask_token="", num_oov_indices=2),
        example((3,), dtype="string", vocabulary=("a", "b"), output_mode="multi_hot"),
    )

    max_tokens: int | None = param("int", None, "how many places there are at most, special ones included", low=2)
    num_oov_indices: int = param("int", 1, "places that texts which are not in the list share", low=0)
    mask_token: str | None = param("text", None, "the text that is padding and gets place 0")
    oov_token: str = param("text", "[UNK]", "what stands for unknown texts in a list", advanced=True)
    vocabulary: TextsParam | None = param("texts", None, "the list; none to find it in data")
    output_mode: str = param("choice", "int", MODE_HELP, choices=MODES)
    pad_to_max_tokens: bool = param(
        "bool", False, "rows have max_tokens places, however short the list is", advanced=True
    )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        need_type(self.kind, inputs[0], texts=True)
        return super().outputs(inputs)
