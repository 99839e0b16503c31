"""What IntegerLookup and StringLookup share: places in a sorted list."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from runtime.ops.faults import DataFault
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.categories import CategoriesOp
from runtime.ops.preprocessing.learning import Learns, Learnt

NOWHERE = np.iinfo(np.int64).max
"""The place of padding where rows are marked: none."""


class LookupOp(CategoriesOp, Learns):
    """Base: entries of the list, and what arrives, as numbers of 64 bits."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._entries = self.numbers_of(io.spec.words)
        self._order = np.argsort(self._entries, kind="stable")
        self._sorted = self._entries[self._order]
        mask = io.spec.mask_token
        self._padding = None if mask is None else self.numbers_of([mask])[0]

    @classmethod
    @abstractmethod
    def numbers_of(cls, words: Sequence[Any]) -> Array:
        """The entries of a list as numbers."""

    @classmethod
    @abstractmethod
    def word_of(cls, number: int) -> Any:
        """The other way round."""

    @abstractmethod
    def shared_places(self, numbers: Array) -> Array:
        """Which of the several places of unknown entries each has."""

    def need_list(self) -> None:
        if not self.io.spec.vocabulary:
            raise DataFault("No vocabulary is known yet. Give one, or call adapt with data.")

    def find(self, x: Array, found: Array) -> None:
        self.need_list()
        spec, numbers = self.io.spec, x.astype(np.int64)
        known, places = np.zeros(x.shape, np.bool_), np.zeros(x.shape, np.int64)
        if self._entries.size:
            at = np.minimum(np.searchsorted(self._sorted, numbers), self._entries.size - 1)
            known, places = self._sorted[at] == numbers, spec.first + self._order[at]
        padding = numbers == self._padding if self._padding is not None else np.zeros(x.shape, np.bool_)
        if not spec.num_oov_indices and not (known | padding).all():
            wrong = self.word_of(int(numbers[~(known | padding)][0]))
            raise DataFault(f"{wrong} is not in the vocabulary. Set num_oov_indices to 1 for a place of unknown ones.")
        shared = self.shared_places(numbers) if spec.num_oov_indices > 1 else 0
        np.copyto(found, np.where(known, places, spec.unknown + shared))
        np.copyto(found, 0 if spec.mode == "int" else NOWHERE, where=padding)

    @classmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """The entries by how often they are there, larger ones first among equals, as many as max_tokens allows."""
        counts: Counter[Any] = Counter()
        for batch in batches:
            for number, n in zip(*np.unique(batch, return_counts=True)):
                counts[cls.word_of(int(number))] += int(n)
        for special in (spec.mask_token, spec.oov_token):
            counts.pop(special, None)
        words = sorted(counts, key=lambda word: (counts[word], cls.rank(word)), reverse=True)
        most = None if spec.max_tokens is None else spec.max_tokens - spec.first
        return Learnt(parameters={"vocabulary": tuple(words[:most])})

    @classmethod
    def rank(cls, word: Any) -> Any:
        """What decides between words that are there as often as each other."""
        return word
