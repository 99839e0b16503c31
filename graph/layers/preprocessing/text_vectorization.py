"""TextVectorization: texts cut into words, and the words looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import MODES
from graph.layers.preprocessing.lookup import Lookup, need_type
from graph.specs.arrays import TextsParam
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, example

STANDARDS = ("lower_and_strip_punctuation", "lower", "strip_punctuation")
AB = ("a", "b")


@register
@dataclass(frozen=True)
class TextVectorization(Lookup):
    reads_texts: ClassVar[bool] = True
    mask_token: ClassVar[str] = ""
    oov_token: ClassVar[str] = "[UNK]"
    num_oov_indices: ClassVar[int] = 1
    arguments: ClassVar[ArgumentOrder] = (
        "max_tokens",
        "standardize",
        "split",
        "ngrams",
        "output_mode",
        "output_sequence_length",
        "pad_to_max_tokens",
        "vocabulary",
        "idf_weights",
        "sparse",
        "ragged",
        "encoding",
        "name",
    )
    caption: ClassVar[str] = (
        "Cuts texts into words and looks them up in a list, which is given or found in data (adapt)."
    )
    formula: ClassVar[str] = (
        "words = ngrams of split of standardize of x\n"
        "int: yₜ = place of word t in the vocabulary, behind 0 for none and 1 for unknown words\n"
        "multi_hot, count: y = 1, or how often it is there, at the place of every word, behind 0 for unknown ones"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((1,), dtype="string", vocabulary=AB, output_sequence_length=3),
        example((), dtype="string", vocabulary=AB, output_mode="multi_hot", ngrams=(1, 2)),
        example((1,), dtype="string", vocabulary=AB, output_mode="count", split="character"),
    )

    max_tokens: int | None = param("int", None, "how many places there are at most, special ones included", low=2)
    standardize: str | None = param(
        "choice",
        STANDARDS[0],
        "what is done to texts before: small letters, no punctuation",
        choices=STANDARDS,
        nullable=True,
    )
    split: str | None = param(
        "choice", "whitespace", "where texts are cut", choices=("whitespace", "character"), nullable=True
    )
    ngrams: tuple[int, ...] | None = param(
        "ints", None, "groups of so many neighbouring words are looked up; one number stands for all up to it", low=1
    )
    output_mode: str = param(
        "choice", "int", "int: a row of words' numbers; multi_hot, count: one row with a place for each", choices=MODES
    )
    output_sequence_length: int | None = param("int", None, "words of a text that are kept, filled up by 0", low=1)
    pad_to_max_tokens: bool = param(
        "bool", False, "rows have max_tokens places, however short the list is", advanced=True
    )
    vocabulary: TextsParam | None = param("texts", None, "the list; none to find it in data")

    def check(self) -> None:
        super().check()
        if self.output_mode != "int" and self.output_sequence_length is not None:
            raise SpecError(say('TextVectorization: output_sequence_length is for output_mode "int" alone.'))

    @property
    def widths(self) -> tuple[int, ...]:
        """How many neighbouring words are looked up as one."""
        given = self.ngrams or (1,)
        return tuple(range(1, given[0] + 1)) if len(given) == 1 else given

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_type(self.kind, x, texts=True)
        if self.split is not None and x.shape[1:] not in ((), (1,)):
            raise ShapeError(
                say(
                    "TextVectorization cuts one text a sample, so it expects shape (None, 1). Received: {shape}.",
                    shape=str(x),
                )
            )
        if self.output_mode == "int":
            if self.output_sequence_length is None:
                raise ShapeError(
                    say(
                        "TextVectorization needs output_sequence_length: how many words of a text are kept. Here all "
                        "sizes are known before a text is read."
                    )
                )
            return (TensorType((x.shape[0], self.output_sequence_length), self.whole),)
        if self.output_mode == "one_hot":
            raise ShapeError(
                say('TextVectorization gives a row a text: use output_mode "multi_hot", "count" or "int".')
            )
        return (self.encoded(TensorType((x.shape[0], 1)), self.depth),)
