"""Data sets that give batches, and can be gone through as often as one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from runtime.data.errors import bad


class BatchedData:
    """Batches, or single samples, one after the other; each pass begins anew, in another order where it is shuffled.

    A batch is x, or (x, y); `fit`, `evaluate` and `predict` take the whole as x. Batches are read when they are asked
    for. `class_names` and `file_paths` say what came from where in data sets of folders.
    """

    def __init__(
        self,
        begin: Callable[[], Iterator[Any]],
        length: int | None,
        batch_size: int | None = None,
        class_names: Sequence[str] | None = None,
        file_paths: Sequence[str] | None = None,
    ) -> None:
        self._begin, self._length, self.batch_size = begin, length, batch_size
        self.class_names = None if class_names is None else list(class_names)
        self.file_paths = None if file_paths is None else list(file_paths)

    @classmethod
    def of_rows(
        cls,
        count: int,
        read: Callable[[np.ndarray[Any, Any]], Any],
        batch_size: int | None,
        order: Callable[[], np.ndarray[Any, Any]] | None = None,
        **facts: Any,
    ) -> BatchedData:
        """Batches that `read` makes of row numbers; `order` gives those of one pass."""
        size = batch_size or 1

        def begin() -> Iterator[Any]:
            rows = np.arange(count) if order is None else order()
            for start in range(0, count, size):
                found = read(rows[start : start + size])
                yield found if batch_size else each(found)[0]

        return cls(begin, -(-count // size), batch_size, **facts)

    def __iter__(self) -> Iterator[Any]:
        return self._begin()

    def __len__(self) -> int:
        if self._length is None:
            raise TypeError("How many batches there are shows only when all are gone through.")
        return self._length

    def cardinality(self) -> int:
        """How many batches or samples there are, −2 where that isn't known."""
        return -2 if self._length is None else self._length

    def as_numpy_iterator(self) -> Iterator[Any]:
        """The same as going through it: all is NumPy arrays."""
        return iter(self)

    def take(self, count: int) -> BatchedData:
        """The first batches or samples, all for −1."""
        return self if count < 0 else self._like(lambda: islice(iter(self), count), self._least(count))

    def skip(self, count: int) -> BatchedData:
        """What follows the first batches or samples."""
        left = None if self._length is None else max(0, self._length - count)
        return self._like(lambda: islice(iter(self), count, None), left)

    def map(self, map_func: Callable[..., Any]) -> BatchedData:
        """What a function makes of each; it gets x and y as two arguments where there are both."""

        def begin() -> Iterator[Any]:
            return (map_func(*item) if isinstance(item, tuple) else map_func(item) for item in self)

        return self._like(begin, self._length)

    def unbatch(self) -> BatchedData:
        """The samples of the batches one by one."""
        if self.batch_size is None:
            raise bad("This data set gives single samples already: there is nothing to unbatch.")
        return BatchedData(
            lambda: (sample for batch in self for sample in each(batch)), None, None, self.class_names, self.file_paths
        )

    def batch(self, batch_size: int, drop_remainder: bool = False) -> BatchedData:
        """Batches of so many samples; with `drop_remainder` only whole ones."""
        if isinstance(batch_size, bool) or not isinstance(batch_size, (int, np.integer)) or batch_size < 1:
            raise bad("batch needs a whole number from 1. Received: {given!r:.40}.", given=batch_size)
        size = int(batch_size)

        def begin() -> Iterator[Any]:
            samples = iter(self)
            while found := list(islice(samples, size)):
                if len(found) == size or not drop_remainder:
                    yield stacked(found)

        length = None
        if self._length is not None:
            length = self._length // size if drop_remainder else -(-self._length // size)
        return BatchedData(begin, length, size, self.class_names, self.file_paths)

    def _like(self, begin: Callable[[], Iterator[Any]], length: int | None) -> BatchedData:
        return BatchedData(begin, length, self.batch_size, self.class_names, self.file_paths)

    def _least(self, count: int) -> int | None:
        return None if self._length is None else min(count, self._length)

    def __getattr__(self, name: str) -> Any:
        known = "take, skip, map, batch, unbatch, cardinality and as_numpy_iterator"
        raise AttributeError(f"A data set here has no {name}: there are {known}, and it can be gone through.")

    def __repr__(self) -> str:
        many = "some" if self._length is None else str(self._length)
        return f"<BatchedData of {many} {'samples' if self.batch_size is None else 'batches'}>"


def each(batch: Any) -> list[Any]:
    """The samples of a batch, in its form."""
    if isinstance(batch, (tuple, list)):
        return [type(batch)(parts) for parts in zip(*map(each, batch))]
    if isinstance(batch, dict):
        return [dict(zip(batch, parts)) for parts in zip(*map(each, batch.values()))]
    return list(batch)


def stacked(samples: list[Any]) -> Any:
    """One batch of samples, in their form; raises DataError where they differ in shape."""
    first = samples[0]
    if isinstance(first, (tuple, list)):
        return type(first)(stacked(list(parts)) for parts in zip(*samples))
    if isinstance(first, dict):
        return {key: stacked([sample[key] for sample in samples]) for key in first}
    if isinstance(first, str):
        return np.array(samples, object)
    try:
        return np.stack(samples)
    except ValueError:
        raise bad(
            "Samples of a batch must have one shape. The first has {want}, and another has another.",
            want=str(np.shape(first)),
        ) from None
