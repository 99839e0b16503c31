"""Numbers in order as whole numbers: the largest of many by vector instructions.

A loop that keeps the larger of two floats runs number by number, since NaN forbids to change the order. Whole numbers
have no such case: `rank` grows with x, and `ranked` leads back. NaN of the usual sign ranks above infinity, so that it
is found; one of the other sign below everything, and shows in the sum that follows.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import exact, overload
from runtime.jit.lazy_imports import types


@exact
def rank32(x):
    bits = np.float32(x).view(np.int32)
    return np.int32(bits ^ ((bits >> np.int32(31)) & np.int32(0x7FFFFFFF)))


@exact
def ranked32(key):
    return np.int32(key ^ ((key >> np.int32(31)) & np.int32(0x7FFFFFFF))).view(np.float32)


@exact
def rank64(x):
    bits = np.float64(x).view(np.int64)
    return np.int64(bits ^ ((bits >> np.int64(63)) & np.int64(0x7FFFFFFFFFFFFFFF)))


@exact
def ranked64(key):
    return np.int64(key ^ ((key >> np.int64(63)) & np.int64(0x7FFFFFFFFFFFFFFF))).view(np.float64)


def rank(x):
    """A whole number that is larger for a larger x."""
    return rank32(x) if isinstance(x, np.float32) else rank64(x)


def ranked(key):
    """The number whose rank this is: a float32 where it is an int32."""
    return ranked32(key) if isinstance(key, np.int32) else ranked64(key)


@overload(rank)
def _rank(x):
    return (lambda x: rank32(x)) if x == types.float32 else (lambda x: rank64(x))


@overload(ranked)
def _ranked(key):
    return (lambda key: ranked32(key)) if key == types.int32 else (lambda key: ranked64(key))
