"""IntegerLookup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.layers.preprocessing.integer_lookup import IntegerLookup
from runtime.kinds.computes import computes
from runtime.ops.faults import DataFault
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.categories import CategoriesOp
from runtime.ops.preprocessing.learning import Learns, Learnt

NOWHERE = np.iinfo(np.int64).max
"""The place of padding where rows are marked: none."""


@computes(IntegerLookup)
class IntegerLookupOp(CategoriesOp, Learns):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        words = np.array(io.spec.words, np.int64)
        self._words, self._order = words, np.argsort(words, kind="stable")
        self._sorted = words[self._order]

    def find(self, x: Array, found: Array) -> None:
        spec = self.io.spec
        numbers = x.astype(np.int64)
        if not self._words.size and not spec.vocabulary:
            raise DataFault("No vocabulary is known yet. Give one, or call adapt with data.")
        if spec.invert:
            self._words_at(numbers, found)
            return
        at = np.minimum(np.searchsorted(self._sorted, numbers), self._words.size - 1)
        known = self._sorted[at] == numbers
        padding = numbers == spec.mask_token if spec.mask_token is not None else np.zeros(x.shape, np.bool_)
        if not spec.num_oov_indices and not (known | padding).all():
            wrong = numbers[~(known | padding)][0]
            raise DataFault(
                f"{wrong} is not in the vocabulary. Set num_oov_indices to 1 for a place of unknown numbers."
            )
        unknown = spec.unknown + (numbers % spec.num_oov_indices if spec.num_oov_indices else 0)
        np.copyto(found, np.where(known, spec.first + self._order[at], unknown))
        np.copyto(found, 0 if spec.mode == "int" else NOWHERE, where=padding)

    def _words_at(self, places: Array, found: Array) -> None:
        spec = self.io.spec
        at = places - spec.first
        known = (at >= 0) & (at < self._words.size)
        np.copyto(found, np.where(known, self._words[np.where(known, at, 0)], spec.oov_token))
        if spec.mask_token is not None:
            np.copyto(found, spec.mask_token, where=places == 0)

    @classmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """The numbers by how often they are there, larger ones first among equals, as many as max_tokens allows."""
        counts: dict[int, int] = {}
        for batch in batches:
            for number, n in zip(*np.unique(batch.astype(np.int64), return_counts=True)):
                counts[int(number)] = counts.get(int(number), 0) + int(n)
        for special in (spec.mask_token, spec.oov_token):
            counts.pop(special, None)
        words = sorted(counts, key=lambda number: (counts[number], number), reverse=True)
        most = None if spec.max_tokens is None else spec.max_tokens - spec.first
        return Learnt(parameters={"vocabulary": tuple(words[:most])})
