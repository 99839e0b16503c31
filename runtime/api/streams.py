"""Data that comes batch by batch, from generators, `PyDataset`s and what else can be gone through, brought to feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import chain, count, islice
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api import seeds
from runtime.api.errors import ApiError
from runtime.api.foreign_arrays import is_foreign
from runtime.api.py_dataset import PyDataset
from runtime.training.batches import Batches
from runtime.training.feeds import StreamFeed

Read = Callable[[tuple[Any, ...]], Batches]
"""What makes a batch for the model of (x, y, sample_weight)."""

LOOKED_AT = 2
"""Batches that are taken from a generator at once and given again at the beginning of each pass, as in Keras."""


def is_stream(x: Any) -> bool:
    """Whether data is to be gone through batch by batch, being no array nor a nesting of arrays."""
    if isinstance(x, PyDataset):
        return True
    if isinstance(x, (list, tuple, Mapping, Set, str, bytes, np.ndarray)) or hasattr(x, "gather"):
        return False
    return isinstance(x, Iterable) and not is_foreign(x)


def refuse_beside(owner: str, **others: Any) -> None:
    """Raise ApiError for arguments that would say again what the batches hold."""
    for name, given in others.items():
        if given is not None and not (name == "validation_split" and given == 0):
            raise ApiError(
                say(
                    "{owner}: {name} can't be given beside x as a generator or data set, whose batches are "
                    "(x, y) or (x, y, sample_weight).",
                    owner=owner,
                    name=name,
                )
            )


def parts(owner: str, batch: Any) -> tuple[Any, Any, Any]:
    """x, y and sample weights of a batch; raises ApiError where it is no such tuple."""
    if not isinstance(batch, tuple) or not 1 <= len(batch) <= 3:
        raise ApiError(
            say(
                "{owner}: each batch must be a tuple, (x,), (x, y) or (x, y, sample_weight). Received: {given}.",
                owner=owner,
                given=f"a tuple of {len(batch)}" if isinstance(batch, tuple) else type(batch).__name__,
            )
        )
    x, y, weights = (*batch, None, None)[:3]
    return x, y, weights


def plain_batches(owner: str, x: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The batches of one pass, each as (x, y, sample_weight)."""
    batch = None
    for batch in x:
        yield parts(owner, _as_tuple(x, batch))
    if batch is None:
        raise ApiError(say("{owner}: x gives no batch at all.", owner=owner))


def stream_feed(owner: str, x: Any, read: Read, limit: int | None, *, shuffle: bool = False) -> StreamFeed:
    """A feed of the batches of a generator or data set; raises ApiError where it has none."""
    if isinstance(x, PyDataset):
        return _of_data_set(owner, x, read, limit, shuffle)
    if iter(x) is not x:  # something that can be gone through again
        first = next(iter(x), None)
        known = _length(x)
        begin = lambda: iter(x)  # noqa: E731 - a name would say no more
    else:
        looked_at = list(islice(x, LOOKED_AT))
        first, known = (looked_at or [None])[0], None
        begin = lambda: chain(looked_at, x)  # noqa: E731
    if first is None:
        raise ApiError(say("{owner}: x gives no batch at all.", owner=owner))

    def batches() -> Iterator[Batches]:
        return (read(parts(owner, _as_tuple(x, batch))) for batch in begin())

    return StreamFeed(read(parts(owner, _as_tuple(x, first))), batches, limit, known, _nothing)


def _of_data_set(owner: str, x: PyDataset, read: Read, limit: int | None, shuffle: bool) -> StreamFeed:
    known = x.num_batches
    if known == 0:
        raise ApiError(say("{owner}: x gives no batch at all.", owner=owner))

    def batches() -> Iterator[Batches]:
        order: Iterable[int] = count() if known is None else range(known)
        if shuffle and known is not None:
            order = map(int, seeds.generator().permutation(known))
        return (read(parts(owner, _as_tuple(x, x[index]))) for index in order)

    def tell(begins: bool) -> None:
        (x.on_epoch_begin if begins else x.on_epoch_end)()

    return StreamFeed(read(parts(owner, _as_tuple(x, x[0]))), batches, limit, known, tell, x)


def _as_tuple(x: Any, batch: Any) -> Any:
    """A data set may also give lists, or x alone; a generator's batches are tuples, as in Keras."""
    if not isinstance(x, PyDataset) and iter(x) is x:
        return batch
    alone = isinstance(batch, (np.ndarray, Mapping)) or is_foreign(batch)
    return tuple(batch) if isinstance(batch, list) else (batch,) if alone else batch


def _length(x: Any) -> int | None:
    """How many batches there are, None where nobody says: some have a length that they only deny."""
    try:
        return len(x) if hasattr(x, "__len__") else None
    except TypeError:
        return None


def _nothing(_begins: bool) -> None:
    """Nobody wants to know where epochs begin and end."""
