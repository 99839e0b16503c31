"""Data divided in two."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from runtime.arrays.batched import BatchedData, each, stacked
from runtime.data.errors import bad


def split_dataset(
    dataset: Any,
    left_size: float | None = None,
    right_size: float | None = None,
    shuffle: bool = False,
    seed: int | None = None,
    preferred_backend: str | None = None,
) -> tuple[BatchedData, BatchedData]:
    """Two data sets: so many samples (a whole number), or such a share of all, and the others.

    `dataset` is an array, a list or tuple of arrays of one length, or a data set of this interface. What comes of
    arrays gives single samples, and batches by `batch`; a data set's own batches keep their size. The same seed gives
    the same samples as in Keras on TensorFlow and JAX. Raises DataError.
    """
    if preferred_backend not in (None, "numba"):
        raise bad(
            "split_dataset: data is split here by NumPy alone, without {given!r:.40}. Leave preferred_backend out.",
            given=preferred_backend,
        )
    samples = _samples(dataset)
    order = list(range(len(samples)))
    left, right = _sizes(left_size, right_size, len(samples))
    if shuffle:
        random.Random(random.randint(0, 1_000_000) if seed is None else seed).shuffle(order)
    return _part(samples, order[:left], dataset), _part(samples, order[-right:], dataset)


def _samples(dataset: Any) -> list[Any]:
    if isinstance(dataset, np.ndarray):
        return list(dataset)
    if isinstance(dataset, BatchedData):
        return list(dataset if dataset.batch_size is None else dataset.unbatch())
    if not isinstance(dataset, (list, tuple)) or not all(isinstance(given, np.ndarray) for given in dataset):
        raise bad(
            "split_dataset needs an array, a list of arrays of one length, or a data set. Received: {given!r:.80}.",
            given=dataset,
        )
    if len({len(given) for given in dataset}) != 1:
        raise bad(
            "split_dataset: the arrays must have as many rows each. Received: {rows}.",
            rows=", ".join(str(len(given)) for given in dataset) or "no array",
        )
    return each(tuple(dataset))


def _part(samples: list[Any], rows: list[int], dataset: Any) -> BatchedData:
    whole = stacked([samples[row] for row in rows])
    size = dataset.batch_size if isinstance(dataset, BatchedData) else None
    made = BatchedData(lambda: iter(each(whole)), len(rows), None, getattr(dataset, "class_names", None))
    return made if size is None else made.batch(size)


def _sizes(left: Any, right: Any, total: int) -> tuple[int, int]:
    """How many samples stand left and right; raises DataError."""
    if total == 0:
        raise bad("split_dataset: there are no samples to divide.")
    if left is None and right is None:
        raise bad("split_dataset needs left_size or right_size.")
    for name, given in (("left_size", left), ("right_size", right)):
        whole = type(given) is int and 0 < given < total
        if given is not None and not whole and not (type(given) is float and 0 < given < 1):
            raise bad(
                "split_dataset: {name} must be a whole number from 1 to {most}, or a share between 0 and 1. "
                "Received: {given!r:.40}.",
                name=name,
                most=total - 1,
                given=given,
            )
    sizes = [round(given * total) if type(given) is float else given for given in (left, right)]
    first = total - sizes[1] if sizes[0] is None else sizes[0]
    second = total - sizes[0] if sizes[1] is None else sizes[1]
    if (type(left) is type(right) is float and left + right > 1) or first + second > total:
        raise bad(
            "split_dataset: left_size and right_size ask for {asked} samples, and there are {total}.",
            asked=first + second,
            total=total,
        )
    if not first or not second:
        raise bad(
            "split_dataset: of {total} samples one part would have none. Give it a larger share.",
            total=total,
        )
    return first, second
