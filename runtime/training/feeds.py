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
from runtime.training.prefetch import Own, ReadAhead
from runtime.training.resume.attributes import Marks, attributes, marks_of, put_attributes
from runtime.training.resume.dice import dice, set_dice

State = dict[str, Any]

Piece = tuple[Batches, Array]
"""Samples, and the rows of them that are one batch."""


class Feed(ABC):
    """Batches, epoch after epoch. `first` shows what they are like; `steps` says how many an epoch has, None where only
    its end will tell."""

    first: Batches
    steps: int | None
    _passed_over = 0
    _then: Callable[[], None] | None = None

    def mark(self) -> None:
        """Take what the source of the samples holds now for data, which a `state` need not have as long as it stays as
        it is."""

    def state(self) -> State:
        """What an epoch begins from, to be asked between two of them."""
        return {}

    def resume(self, state: State, done: int, then: Callable[[], None]) -> None:
        """Begin the next epoch as another feed of the same data began its own when it gave this state, pass over the
        first `done` batches of it, and call `then`."""
        self._begin_from(state)
        self._passed_over, self._then = done, then

    def _begin_from(self, _state: State) -> None:
        """Let the next epoch begin as a feed did that gave this state."""

    def _done_already(self) -> int:
        """How many batches of this epoch are passed over."""
        done, self._passed_over = self._passed_over, 0
        return done

    def _go_on(self) -> None:
        """Those batches have been passed over."""
        then, self._then = self._then, None
        if then is not None:
            then()

    @abstractmethod
    def epoch(self, number: int) -> Generator[Piece]:
        """The batches of one epoch, to be closed where it is left early."""

    def restart(self) -> None:
        """Begin with the first batch again, whatever the last epoch left."""


class RowFeed(Feed):
    """Rows of arrays, in their order or shuffled; with `steps` an epoch may end before the data does. Of each batch the
    `own` rows are read ahead, where there are such."""

    def __init__(
        self,
        batches: Batches,
        dtypes: Sequence[np.dtype[Any]],
        shuffle: bool | str,
        seed: int,
        steps: int | None,
        own: Own | None = None,
    ) -> None:
        self.first, self.steps, self._own = batches, steps or batches.steps, own
        self._dtypes = dtypes
        self._order = _EndlessRows(batches, shuffle, seed, steps)

    def state(self) -> State:
        return self._order.state()

    def _begin_from(self, state: State) -> None:
        self._order.resume(state)

    def epoch(self, number: int) -> Generator[Piece]:
        order = islice(self._order.epoch(number), self._done_already(), None)
        self._go_on()
        with ReadAhead(self.first, order, self._dtypes, self._own) as ahead:
            for rows in ahead:
                yield ahead.batches, rows


class RowsInOrder(Feed):
    """The rows of arrays from the first on, `limit` batches at most: each pass begins anew."""

    def __init__(
        self, batches: Batches, dtypes: Sequence[np.dtype[Any]], limit: int | None, own: Own | None = None
    ) -> None:
        self.first, self.steps, self._own = batches, limit or batches.steps, own
        self._dtypes, self._limit = dtypes, limit

    def epoch(self, _number: int) -> Generator[Piece]:
        order = islice(self.first.slices(np.arange(self.first.rows)), self._limit)
        with ReadAhead(self.first, order, self._dtypes, self._own) as ahead:
            for rows in ahead:
                yield ahead.batches, rows


class StreamFeed(Feed):
    """Batches that come ready from an iterator.

    `begin` gives the iterator of a pass, which an epoch of `limit` steps may leave under way; `known` is the number of
    batches in a pass, None where nobody knows; `tell` is called with True where an epoch begins and False where it
    ends; `source` is whose attributes may change from epoch to epoch. As in Keras, a pass that ends before its steps
    are done is warned about, and the next epoch begins anew.
    """

    def __init__(
        self,
        first: Batches,
        begin: Callable[[], Iterator[Batches]],
        limit: int | None,
        known: int | None,
        tell: Callable[[bool], None],
        source: Any = None,
    ) -> None:
        self.first, self.steps = first, limit or known
        self._source = source if hasattr(source, "__dict__") else None
        self._marks: Marks = {}
        self._pass_dice: State = {}
        self._begin, self._limit, self._known, self._tell = begin, limit, known, tell
        self._under_way: Iterator[Batches] | None = None
        self._seen = 0

    def restart(self) -> None:
        self._under_way = None

    def mark(self) -> None:
        if self._source is not None:
            self._marks = marks_of(self._source)

    def state(self) -> State:
        goes_on = self._under_way is not None and self._limit is not None
        own = {} if self._source is None else attributes(self._source, marks=self._marks)
        return {"seen": self._seen if goes_on else 0, "pass": self._pass_dice, "dice": dice(), "source": own}

    def _begin_from(self, state: State) -> None:
        if self._source is not None:
            put_attributes(self._source, state["source"])
        self._under_way = None
        if state["seen"]:
            set_dice(state["pass"])
            for _ in islice(self._begin_pass(), state["seen"]):
                self._seen += 1
        set_dice(state["dice"])

    def _begin_pass(self) -> Iterator[Batches]:
        self._pass_dice = dice()
        self._under_way, self._seen = self._begin(), 0
        return self._under_way

    def epoch(self, _number: int) -> Generator[Piece]:
        self._tell(True)
        under_way = self._under_way
        if under_way is None or self._limit is None:
            under_way = self._begin_pass()
        before = self._done_already()
        if not before:
            self._go_on()
        wanted = self._limit or self._known
        done = 0
        while wanted is None or done < wanted:
            batch = None if self._known == self._seen else next(under_way, None)
            if batch is None:
                self._under_way = None
                if self._limit is not None:
                    warnings.warn(RAN_OUT, stacklevel=2)
                break
            self._seen += 1
            done += 1
            if done > before:
                yield batch, np.arange(batch.rows)
            elif done == before:
                self._go_on()
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

    def state(self) -> State:
        """Where the next epoch begins."""
        left = self._left if self._under_way is not None else 0
        return {"seed": self._seed, "passes": self._passes, "left": left}

    def resume(self, state: State) -> None:
        """Begin the next epoch where `state` was asked for."""
        self._seed, self._passes, self._left = state["seed"], state["passes"], state["left"]
        self._under_way = None
        if self._left:
            self._under_way = islice(self._pass(self._passes - 1), self._batches.steps - self._left, None)

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
