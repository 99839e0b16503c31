"""Texts as numbers of their words or characters, all of one length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

WORDS = '''\
def tokens(text, split, standardize):
    """The words or characters of a text."""
    if standardize != "none":
        text = text.lower()
    if standardize == "lower_and_strip_punctuation":
        text = re.sub(r"[!\\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']", "", text)
    return list(text) if split == "characters" else text.split()


def vocabulary(texts, size, split, standardize):
    """The most frequent words, those of the same frequency in backward alphabetical order as in Keras."""
    counts = {}
    for text in texts:
        for word in tokens(text, split, standardize):
            counts[word] = counts.get(word, 0) + 1
    ordered = sorted([(count, word) for word, count in counts.items()], reverse=True)
    return [word for _, word in ordered[:size]]


def numbered(array, words, length, unknown, split, standardize):
    """Rows of word numbers: 0 fills up, then come `unknown` numbers for words that aren't known, then the words."""
    numbers = {word: place + 1 + unknown for place, word in enumerate(words)}
    found = np.zeros((len(array), length), "int32")
    for row, text in zip(found, array):
        for place, word in enumerate(tokens(text, split, standardize)[:length]):
            other = 1 + (zlib.crc32(word.encode()) % unknown if unknown > 1 else 0)
            row[place] = numbers.get(word, other if unknown else 0)
    return found'''


@register
@dataclass(frozen=True)
class TextToWords(Transform):
    """Texts become rows of numbers, one for each word or character, cut or filled up with 0 to one length.

    The vocabulary are the most frequent words of the training set. 0 fills up, the numbers behind it stand for words
    that are not in the vocabulary, then come the words, the most frequent first, as in Keras' TextVectorization. For
    an Embedding with `size` rows.
    """

    caption: ClassVar[str] = "Words or characters of a text as numbers, for an Embedding"
    reads_texts: ClassVar[bool] = True
    function: ClassVar[str] = WORDS
    imports: ClassVar[tuple[str, ...]] = ("import re", "import zlib")
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"split": "characters", "length": 5, "size": 12, "unknown": 2, "standardize": "lower"},
    )
    split: str = param("choice", "words", "What gets a number.", choices=("words", "characters"))
    size: int = param(
        "int", 10_000, "The most different numbers, those for filling up and unknown words among them.", low=2
    )
    length: int = param(
        "int", 100, "How many words of each text there are; longer ones are cut, shorter filled up.", low=1
    )
    unknown: int = param(
        "int", 1, "How many numbers stand for words that are not in the vocabulary; 0: left as 0.", low=0
    )
    standardize: str = param(
        "choice",
        "lower_and_strip_punctuation",
        "What is done to a text before.",
        choices=("lower_and_strip_punctuation", "lower", "none"),
    )

    def check(self) -> None:
        if self.size <= self.unknown + 1:
            raise SpecError(
                say(
                    "TextToWords: a size of {size} leaves no place for words beside 0 and {unknown} for unknown ones.",
                    size=self.size,
                    unknown=self.unknown,
                )
            )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return (self.length,), "int32"

    def code(self, array: str, fitted: str) -> str:
        how = f'"{self.split}", "{self.standardize}"'
        words = f"vocabulary({fitted}, {self.size - 1 - self.unknown}, {how})"
        return f"numbered({array}, {words}, {self.length}, {self.unknown}, {how})"
