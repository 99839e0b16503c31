"""Sequences of different lengths, brought to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.errors import bad

SIDES = ("pre", "post")


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: Any = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> NDArray[Any]:
    """An array (sequences, maxlen, …) of these sequences, filled with `value` before ("pre") or after ("post") each.

    Longer ones lose what stands at their beginning ("pre") or end; without `maxlen` the longest says how long they
    become. Raises DataError.
    """
    for name, side in (("padding", padding), ("truncating", truncating)):
        if side not in SIDES:
            raise bad('pad_sequences: {name} must be "pre" or "post". Received: {given!r:.40}.', name=name, given=side)
    if not hasattr(sequences, "__len__"):
        raise bad("pad_sequences needs a list of sequences. Received: {given!r:.80}.", given=sequences)
    wrong = next((given for given in sequences if isinstance(given, str) or not hasattr(given, "__len__")), None)
    if wrong is not None:
        raise bad("pad_sequences needs a list of sequences. One of them is {given!r:.80}.", given=wrong)
    longest = max(map(len, sequences), default=0)
    length = longest if maxlen is None else _whole("maxlen", maxlen)
    try:
        kind = np.dtype(dtype)
    except TypeError:
        raise bad("pad_sequences: dtype must be a type of NumPy's. Received: {given!r:.40}.", given=dtype) from None
    if isinstance(value, str) and kind.kind not in "OUS":
        raise bad(
            "pad_sequences: the value {given!r:.40} can't stand among numbers. For texts of any length give "
            "dtype=object.",
            given=value,
        )
    shape = next((np.shape(given)[1:] for given in sequences if len(given)), ())
    found = np.full((len(sequences), length, *shape), value, kind)
    for row, given in zip(found, sequences):
        if not len(given) or not length:
            continue
        try:
            kept = np.asarray(given[-length:] if truncating == "pre" else given[:length], kind)
        except (TypeError, ValueError):
            raise bad(
                "pad_sequences: the sequence {given!r:.80} holds what is no {dtype}. For texts give dtype=object.",
                given=given,
                dtype=str(kind),
            ) from None
        if kept.shape[1:] != shape:
            raise bad(
                "pad_sequences: all sequences must hold entries of one shape. The first has {want}, another {got}.",
                want=str(shape),
                got=str(kept.shape[1:]),
            )
        row[length - len(kept) if padding == "pre" else 0 :][: len(kept)] = kept
    return found


def _whole(name: str, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, (int, np.integer)) or given < 0:
        raise bad("pad_sequences: {name} must be a whole number. Received: {given!r:.40}.", name=name, given=given)
    return int(given)
