"""Keras' `PyDataset`: data of one's own, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api import checks
from runtime.api.errors import ApiError


class PyDataset:
    """Base of data sets that are written in Python: `__getitem__(index)` gives a batch, (x,), (x, y) or
    (x, y, sample_weight), and `__len__` says how many there are.

    Batches are asked for one after the other, by the thread that trains; `workers` and `max_queue_size` are kept and
    change nothing.
    """

    workers: int = 1
    use_multiprocessing: bool = False
    max_queue_size: int = 10

    def __init__(self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10) -> None:
        checks.whole("PyDataset", "workers", workers, 0)
        checks.whole("PyDataset", "max_queue_size", max_queue_size)
        only("PyDataset", "use_multiprocessing", use_multiprocessing, False, True)
        self.workers, self.max_queue_size = workers, max_queue_size
        self.use_multiprocessing = use_multiprocessing

    def __getitem__(self, index: int) -> Any:
        raise ApiError(
            say("{name} needs __getitem__(index), which gives batch {index}.", name=type(self).__name__, index=index)
        )

    def __iter__(self) -> Iterator[Any]:
        batches = self.num_batches
        for index in count() if batches is None else range(batches):
            yield self[index]

    @property
    def num_batches(self) -> int | None:
        """How many batches there are, None where they never end."""
        if not hasattr(self, "__len__"):
            raise ApiError(say("{name} needs __len__, the number of its batches.", name=type(self).__name__))
        return len(self)

    def on_epoch_begin(self) -> None:
        """Called before each epoch."""

    def on_epoch_end(self) -> None:
        """Called after each epoch."""
