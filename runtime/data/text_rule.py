"""Base of what computes steps on texts: the names of a column's categories, each of which is looked at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from runtime.data.errors import bad
from runtime.data.transforms import Arriving, TransformRule

Array = NDArray[Any]


class TextRule(TransformRule):
    """`table` has a row of results for each text of a column, and a last one for what is missing, numbered -1."""

    table: Array

    def learn(self, data: Arriving) -> None:
        if not data.classes:
            raise bad(
                "{kind} reads texts, but the column holds numbers. List it under the text columns of the data set.",
                kind=self.spec.kind,
            )
        self.study(data)
        self.table = self.results(data.classes)

    def study(self, data: Arriving) -> None:
        """Find out what must be known of the training data; raises DataError."""

    @abstractmethod
    def results(self, texts: Sequence[str]) -> Array:
        """A row for each of some texts, and one for what is missing."""

    def reading(self, texts: Sequence[str]) -> Self:
        """The same step for a column with other texts; raises DataError."""
        other = copy(self)
        other.table = self.results(texts)
        return other

    def __call__(self, values: Array, out: Array) -> None:
        found = self.table[values.reshape(len(values), -1)[:, 0] if values.ndim > 1 else values]
        np.copyto(out, found.reshape(out.shape), casting="unsafe")


def occurring(data: Arriving) -> Iterator[tuple[str, int]]:
    """The texts that stand in the training data, in the order of their numbers, each with the count of its rows."""
    counts = np.zeros(len(data.classes), np.int64)
    for block in data.blocks():
        known = block[block >= 0].reshape(-1)
        counts += np.bincount(known, minlength=len(counts))
    for number in np.flatnonzero(counts).tolist():
        yield data.classes[number], int(counts[number])
