"""Where a training or an evaluation takes its batches from: rows of arrays, or what somebody's code hands over."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from runtime.ops.op import Array
from runtime.training.batches import Batches
from runtime.training.prefetch import ReadAhead

Piece = tuple[Batches, Array]
"""Samples, and the rows of them that are one batch."""


class Feed(ABC):
    """Batches, epoch after epoch. `first` shows what they are like; `steps` says how many an epoch has, None where only
    its end will tell."""

    first: Batches
    steps: int | None

    @abstractmethod
    def epoch(self, number: int) -> Generator[Piece]:
        """The batches of one epoch, to be closed where it is left early."""

    def restart(self) -> None:
        """Begin with the first batch again, whatever the last epoch left."""


class RowFeed(Feed):
    """Rows of arrays, in their order or shuffled; with `steps` an epoch may end before the data does."""

    def __init__(
        self, batches: Batches, dtypes: Sequence[np.dtype[Any]], shuffle: bool | str, seed: int, steps: int | None
    ) -> None:
        self.first, self.steps = batches, steps or batches.steps
        self._dtypes = dtypes
        self._order = _EndlessRows(batches, shuffle, seed, steps)

    def epoch(self, number: int) -> Generator[Piece]:
        with ReadAhead(self.first, self._order.epoch(number), self._dtypes) as ahead:
            for rows in ahead:
                yield ahead.batches, rows


class RowsInOrder(Feed):
    """The rows of arrays from the first on, `limit` batches at most: each pass begins anew."""

    def __init__(self, batches: Batches, dtypes: Sequence[np.dtype[Any]], limit: int | None) -> None:
        self.first, self.steps = batches, limit or batches.steps
        self._dtypes, self._limit = dtypes, limit

    def epoch(self, _number: int) -> Generator[Piece]:
        order = islice(self.first.slices(np.arange(self.first.rows)), self._limit)
        with ReadAhead(self.first, order, self._dtypes) as ahead:
            for rows in ahead:
                yield ahead.batches, rows


class StreamFeed(Feed):
    """Batches that come ready from an iterator.

    `begin` gives the iterator of a pass, which an epoch of `limit` steps may leave under way; `known` is the number of
    batches in a pass, None where nobody knows; `tell` is called with True where an epoch begins and False where it
    ends. As in Keras, a pass that ends before its steps are done is warned about, and the next epoch begins anew.
    """

    def __init__(
        self,
        first: Batches,
        begin: Callable[[], Iterator[Batches]],
        limit: int | None,
        known: int | None,
        tell: Callable[[bool], None],
    ) -> None:
        self.first, self.steps = first, limit or known
        self._begin, self._limit, self._known, self._tell = begin, limit, known, tell
        self._under_way: Iterator[Batches] | None = None
        self._seen = 0

    def restart(self) -> None:
        self._under_way = None

    def epoch(self, _number: int) -> Generator[Piece]:
        self._tell(True)
        if self._under_way is None or self._limit is None:
            self._under_way, self._seen = self._begin(), 0
        wanted = self._limit or self._known
        done = 0
        while wanted is None or done < wanted:
            batch = None if self._known == self._seen else next(self._under_way, None)
            if batch is None:
                self._under_way = None
                if self._limit is not None:
                    warnings.warn(RAN_OUT, stacklevel=2)
                break
            self._seen += 1
            done += 1
            yield batch, np.arange(batch.rows)
        if self._known == self._seen:
            self._under_way = None
        self._tell(False)


RAN_OUT = (
    "The data ran out before the epoch had all its steps. It must have steps_per_epoch * epochs batches, or begin "
    "again by itself."
)


class _EndlessRows:
    """The row numbers of every batch, epoch after epoch; with `steps` an epoch may end before the data does."""

    def __init__(self, batches: Batches, shuffle: bool | str, seed: int, steps: int | None) -> None:
        self._batches, self._shuffle, self._seed, self._steps = batches, shuffle, seed, steps
        self._under_way: Iterator[Array] | None = None
        self._left = self._passes = 0

    def epoch(self, epoch: int) -> Iterator[Array]:
        """The batches of one epoch. Keras goes on where the last epoch ended, and begins anew after a short one."""
        if self._steps is None:
            yield from self._pass(epoch)
            return
        for _ in range(self._steps):
            if self._under_way is None:
                self._under_way, self._left = self._pass(self._passes), self._batches.steps
                self._passes += 1
            if self._left == 0:
                break
            self._left -= 1
            yield next(self._under_way)
        if self._left == 0:
            self._under_way = None

    def _pass(self, number: int) -> Iterator[Array]:
        rows = self._batches.rows
        if self._shuffle == "batch":
            return self._shuffled_batches(number)
        if self._shuffle:
            return self._batches.slices(np.random.default_rng([self._seed, number]).permutation(rows))
        return self._batches.slices(np.arange(rows))

    def _shuffled_batches(self, number: int) -> Iterator[Array]:
        generator = np.random.default_rng([self._seed, number])
        batches = list(self._batches.slices(np.arange(self._batches.rows)))
        for i in generator.permutation(len(batches)):
            yield generator.permutation(batches[i])
