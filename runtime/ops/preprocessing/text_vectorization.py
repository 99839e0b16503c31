"""TextVectorization."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.layers.preprocessing.text_vectorization import TextVectorization
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.learning import Learnt
from runtime.ops.preprocessing.string_lookup import StringLookupOp
from runtime.ops.texts import numbers_of, text_of

PUNCTUATION = str.maketrans("", "", "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'")
SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
SPACE = re.compile(r"[ \t\n\r\f\v]+")


def words_of(spec: TextVectorization, texts: Iterable[str]) -> list[str]:
    """The words of a sample's texts, as TensorFlow cuts them: only the letters of ASCII become small."""
    found: list[str] = []
    for text in texts:
        if spec.standardize in ("lower", "lower_and_strip_punctuation"):
            text = text.translate(SMALL)
        if spec.standardize in ("strip_punctuation", "lower_and_strip_punctuation"):
            text = text.translate(PUNCTUATION)
        parts = [text] if spec.split is None else list(text) if spec.split == "character" else SPACE.split(text)
        found += parts if spec.split is None else [part for part in parts if part]
    if spec.ngrams is None:
        return found
    return [" ".join(found[i : i + n]) for n in spec.widths for i in range(len(found) - n + 1)]


@computes(TextVectorization)
class TextVectorizationOp(StringLookupOp):
    """Each text that a batch holds is cut once, and remembered."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._known: dict[tuple[int, ...], Array] = {}

    def prepare(self, io: StepArrays) -> None:
        """Rows are filled text by text."""

    def forward(self, training: bool) -> None:
        y, mode = self.io.outputs[0], self.io.spec.mode
        y.fill(0)
        for row, texts in zip(y, self.io.inputs[0].reshape(len(y), -1).tolist()):
            places = self._places(tuple(texts))
            if mode == "int":
                row[: len(places)] = places[: len(row)]
            elif mode == "count":
                np.add.at(row, places, 1)
            else:
                row[places] = 1

    def _places(self, texts: tuple[int, ...]) -> Array:
        found = self._known.get(texts)
        if found is None:
            words = numbers_of(words_of(self.io.spec, map(text_of, texts)))
            found = np.zeros(words.shape, np.int64)
            self.find(words, found)
            if self.io.spec.mode != "int":
                found = found[found < self.io.outputs[0].shape[-1]]
            if len(self._known) < REMEMBERED:
                self._known[texts] = found
        return found

    @classmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """The words of all texts, as StringLookup learns them."""
        return super().learn(spec, (cls._words(spec, batch) for batch in batches))

    @staticmethod
    def _words(spec: Any, batch: Array) -> Array:
        rows = batch.reshape(len(batch), -1).tolist()
        return numbers_of(word for row in rows for word in words_of(spec, map(text_of, row)))


REMEMBERED = 1 << 16
"""Texts whose words an op remembers."""
