"""What the merging layers share: how arrays, masks and gradients of different shapes meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from runtime.ops.op import Array

CHUNK = 1 << 17
"""Numbers a thread takes at a time."""


def either(masks: Sequence[Array | bool], joined: Array) -> None:
    """joined = whether any of the masks is true, as in Keras."""
    joined[...] = masks[0]
    for mask in masks[1:]:
        np.logical_or(joined, mask, out=joined)


def aligned(array: Array, rank: int) -> Array:
    """The array with axes of size 1 behind the batch, up to the rank."""
    return array.reshape(array.shape[0], *(1,) * (rank - array.ndim), *array.shape[1:])


def give(target: Array, source: Array, add: bool) -> None:
    """target (+)= source."""
    if add:
        np.add(target, source, out=target)
    else:
        np.copyto(target, source)
