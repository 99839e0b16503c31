"""Which rows are trained on and which are kept for validation: the last ones, any, or a share of each class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column
from runtime.data.errors import bad
from runtime.data.rows import Rows

END, SHUFFLED, STRATIFIED = "end", "shuffled", "stratified"


@dataclass(frozen=True)
class Split:
    """The share of the rows kept for validation, and which: `end`, `shuffled` or `stratified`."""

    share: float = 0.0
    how: str = END
    seed: int = 0

    def rows(self, count: int, labels: Column | None) -> tuple[Rows, Rows]:
        """The rows to train on and those to validate with, each in ascending order; raises DataError where one is
        empty, or where classes are wanted and `labels`, the first target, has none."""
        if self.how == END:
            begin = int(count * (1 - self.share))  # as Keras cuts
            return self._checked(range(begin), range(begin, count))
        order = np.random.default_rng(self.seed).permutation(count)
        if self.how == STRATIFIED:
            order = order[np.argsort(_classes(labels)[order], kind="stable")]
        # Evenly spread over an order that goes class by class, so that each class gives its share.
        held = np.diff(np.floor(np.arange(count + 1) * self.share)) > 0
        return self._checked(np.sort(order[~held]), np.sort(order[held]))

    def _checked(self, training: Rows, validation: Rows) -> tuple[Rows, Rows]:
        for part, rows in (("training", training), ("validation", validation)):
            if not len(rows):
                raise bad(
                    "A validation_split of {share} leaves nothing for {part} with {rows} samples.",
                    share=self.share,
                    part=part,
                    rows=len(training) + len(validation),
                )
        return training, validation


def _classes(labels: Column | None) -> NDArray[Any]:
    """One number for each row that tells its class; raises DataError where a target is none of a class."""
    if labels is None:
        raise bad("A stratified split needs an Output with a target to know the classes. Take the shuffled one.")
    values = np.asarray(labels.block(0, len(labels)))
    values = values.reshape(len(values), -1)
    is_whole = values.dtype.kind in "iub" or bool((values == np.floor(values)).all())
    if values.shape[1] > 1 and is_whole and bool((values.sum(axis=1) == 1).all()) and values.min() >= 0:
        return values.argmax(axis=1)  # one-hot
    if values.shape[1] != 1 or not is_whole:
        raise bad(
            "A stratified split needs class numbers, but column {column!r} has other targets. Take the shuffled one.",
            column=labels.name,
        )
    return values[:, 0]
