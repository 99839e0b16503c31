"""Random numbers by counting: number i of a stream is a hash of its key and i, so that threads never matter.

The hash is the 32-bit mixer "lowbias32" of C. Wellons with half of a 64-bit key before each of two passes.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula, kernel

WORD = (1 << 64) - 1


def stream_key(*parts: int) -> tuple[int, int]:
    """Two words of 32 bits that depend on every bit of the given whole numbers: SplitMix64 (Steele et al., 2014)."""
    state = 0
    for part in parts:
        state = (state + (part & WORD) + 0x9E3779B97F4A7C15) & WORD
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & WORD
        state ^= state >> 31
    return state & 0xFFFFFFFF, state >> 32


@formula
def _mix(word):
    word = np.uint32(word ^ (word >> np.uint32(16)))
    word = np.uint32(word * np.uint32(0x7FEB352D))
    word = np.uint32(word ^ (word >> np.uint32(15)))
    word = np.uint32(word * np.uint32(0x846CA68B))
    return np.uint32(word ^ (word >> np.uint32(16)))


@formula
def random_word(low, high, index):
    """32 random bits."""
    return _mix(np.uint32(_mix(np.uint32(np.uint32(index) + low)) ^ high))


@kernel
def drop_factors(target, limit, factor, low, high, begin, end) -> None:
    """target[i] = 0 where the random word i is below `limit` (of 2³²), else `factor`."""
    zero, keep = target.dtype.type(0), target.dtype.type(factor)
    low, high, bound = np.uint32(low), np.uint32(high), np.uint32(limit)
    for i in range(np.uint64(begin), np.uint64(end)):
        target[i] = zero if random_word(low, high, i) < bound else keep


@kernel
def drop(x, y, limit, factor, low, high, add, begin, end) -> None:
    """y (+)= x times the factors of `drop_factors`, which need not be stored: the backward pass draws them again."""
    zero, keep = y.dtype.type(0), y.dtype.type(factor)
    low, high, bound = np.uint32(low), np.uint32(high), np.uint32(limit)
    if add:
        for i in range(np.uint64(begin), np.uint64(end)):
            y[i] += zero if random_word(low, high, i) < bound else x[i] * keep
    else:
        for i in range(np.uint64(begin), np.uint64(end)):
            y[i] = zero if random_word(low, high, i) < bound else x[i] * keep


@kernel
def spread_evenly(y, first, width, low, high, begin, end) -> None:
    """y[i] = first + width · u, u from 0 up to and without 1 being the upper 24 bits of random word i."""
    a, b = y.dtype.type(first), y.dtype.type(width * (1 / (1 << 24)))
    low, high = np.uint32(low), np.uint32(high)
    for i in range(np.uint64(begin), np.uint64(end)):
        y[i] = a + b * y.dtype.type(np.int32(random_word(low, high, i) >> np.uint32(8)))


def drop_limit(rate: float) -> tuple[int, float]:
    """What the kernels need for a rate below 1: the bound of the random words, and 1 / (1 − rate)."""
    return min(round(rate * 2**32), 2**32 - 1), 1 / (1 - rate)
