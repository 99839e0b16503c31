"""Windows that slide over a series."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.arrays.batched import BatchedData
from runtime.data.errors import bad

OWNER = "timeseries_dataset_from_array"


def timeseries_dataset_from_array(
    data: Any,
    targets: Any,
    sequence_length: int,
    sequence_stride: int = 1,
    sampling_rate: int = 1,
    batch_size: int | None = 128,
    shuffle: bool = False,
    seed: int | None = None,
    start_index: int | None = None,
    end_index: int | None = None,
    format: str = "tf",
) -> BatchedData:
    """A data set of windows of `sequence_length` steps, every `sampling_rate`-th step of `data` from every
    `sequence_stride`-th on, each with the target of its first step: (windows, targets), or windows alone.

    Shuffled windows come in another order in every pass; a seed makes it the same in every program. Raises DataError.
    """
    checked_form(OWNER, format)
    series, aims = _series(data), None if targets is None else _series(targets)
    _check(len(series), sequence_length, sequence_stride, sampling_rate, start_index, end_index, batch_size)
    first, last = start_index or 0, len(series) if end_index is None else end_index
    count = last - first - (sequence_length - 1) * sampling_rate
    if aims is not None:
        count = min(count, len(aims))
    begins = np.arange(0, max(count, 0), sequence_stride)
    steps = np.arange(sequence_length) * sampling_rate
    inside, inside_aims = series[first:last], None if aims is None else aims[first:last]
    if inside_aims is not None and len(begins) and begins[-1] >= len(inside_aims):
        raise bad(
            "{owner}: there are {n} targets from start_index on, and windows begin up to step {last}.",
            owner=OWNER,
            n=len(inside_aims),
            last=int(begins[-1]),
        )

    def read(rows: np.ndarray[Any, Any]) -> Any:
        windows = inside[begins[rows][:, None] + steps]
        return windows if inside_aims is None else (windows, inside_aims[begins[rows]])

    order = shuffled(len(begins), seed) if shuffle else None
    return BatchedData.of_rows(len(begins), read, batch_size, order)


def shuffled(count: int, seed: int | None) -> Any:
    """What gives the order of each pass, another one every time."""
    generator = np.random.default_rng(np.random.randint(1_000_000) if seed is None else seed)
    return lambda: generator.permutation(count)


def checked_form(owner: str, given: Any) -> None:
    """Takes "tf", Keras' default; raises DataError."""
    if given != "tf":
        raise bad(
            '{owner}: data sets are Layerloom\'s own, for which format="tf", the default, stands. Grain is not used. '
            "Received: {given!r:.40}.",
            owner=owner,
            given=given,
        )


def _series(given: Any) -> np.ndarray[Any, Any]:
    array = np.asarray(given)
    if array.ndim == 0:
        raise bad("{owner} needs an array of steps. Received: {given!r:.80}.", owner=OWNER, given=given)
    if not isinstance(given, np.ndarray) and array.dtype in (np.float64, np.int64):
        return array.astype(np.float32 if array.dtype == np.float64 else np.int32)  # as TensorFlow reads lists
    return array


def _check(total: int, length: Any, stride: Any, rate: Any, first: Any, last: Any, batch_size: Any) -> None:
    def whole(name: str, given: Any, least: int, most: int | None = None) -> None:
        fits = isinstance(given, (int, np.integer)) and not isinstance(given, bool) and given >= least
        if not fits and most is None:
            raise bad(
                "{owner}: {name} must be a whole number from {least}. Received: {given!r:.40}.",
                owner=OWNER,
                name=name,
                least=least,
                given=given,
            )
        if most is not None and (not fits or given > most):
            raise bad(
                "{owner}: {name} must be a whole number from {least} to {most}, for there are {total} steps. "
                "Received: {given!r:.40}.",
                owner=OWNER,
                name=name,
                least=least,
                most=most,
                total=total,
                given=given,
            )

    whole("sequence_length", length, 1)
    whole("sequence_stride", stride, 1, total - 1)
    whole("sampling_rate", rate, 1, total - 1)
    if batch_size is not None:
        whole("batch_size", batch_size, 1)
    if first:
        whole("start_index", first, 0, total - 1)
    if last is not None and last != 0:
        whole("end_index", last, (first or 0) + 1, total - 1)
