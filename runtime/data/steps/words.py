"""Texts as numbers of their words or characters."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.words import TextToWords
from runtime.data.text_rule import TextRule, occurring
from runtime.data.transforms import Arriving
from runtime.kinds.computes import computes

Array = NDArray[Any]
PUNCTUATION = re.compile(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~']")
"""What Keras strips."""


@computes(TextToWords)
class TextToWordsRule(TextRule):
    """A missing text is an empty one."""

    fills: ClassVar[bool] = True
    learnt: ClassVar[tuple[str, ...]] = ("words",)
    words: list[str]

    def study(self, data: Arriving) -> None:
        counts: Counter[str] = Counter()
        for text, rows in occurring(data):
            for token in self._tokens(text):
                counts[token] += rows
        # Those of the same frequency stand in backward alphabetical order, as in Keras.
        ordered = sorted(counts, key=lambda word: (counts[word], word), reverse=True)
        self.words = ordered[: self.spec.size - 1 - self.spec.unknown]

    def results(self, texts: Sequence[str]) -> Array:
        unknown, length = self.spec.unknown, self.spec.length
        numbers = {word: place + 1 + unknown for place, word in enumerate(self.words)}
        found = np.zeros((len(texts) + 1, length), np.int32)
        for row, text in zip(found, texts, strict=False):
            for place, token in enumerate(self._tokens(text)[:length]):
                number = numbers.get(token)
                if number is None:
                    number = 0 if not unknown else 1 + (zlib.crc32(token.encode()) % unknown if unknown > 1 else 0)
                row[place] = number
        return found

    def _tokens(self, text: str) -> list[str]:
        if self.spec.standardize != "none":
            text = text.lower()
        if self.spec.standardize == "lower_and_strip_punctuation":
            text = PUNCTUATION.sub("", text)
        return list(text) if self.spec.split == "characters" else text.split()
