"""The reciprocal square root without the processor's divider, which makes a vector wait twenty cycles for each root."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import exact, overload
from runtime.jit.lazy_imports import types

GUESS = np.int32(0x5F375A86)
"""C. Lomont's constant: halving the bits of a float and taking them from it gives 1/√x to 3.5 %."""

LARGEST = np.float32(3.4028235e38)
INFINITY = np.float32(np.inf)
NAN = np.float32(np.nan)
ZERO = np.float32(0.0)
HALF = np.float32(0.5)
THREE_HALVES = np.float32(1.5)


@exact
def _inverse_root32(x):
    """Three of Newton's steps from a guess: an error of at most 2e-7 of 1/√x. Infinity counts as LARGEST.

    NaN passes, what has no root gives it, and zero infinity.
    """
    x = LARGEST if x > LARGEST else x
    half = x * HALF
    none = NAN if x < ZERO else INFINITY
    y = np.int32(GUESS - (np.float32(x).view(np.int32) >> np.int32(1))).view(np.float32)
    y = y * (THREE_HALVES - half * y * y)
    y = y * (THREE_HALVES - half * y * y)
    y = y * (THREE_HALVES - half * y * y)
    return none if x <= ZERO else y


def inverse_root(x):
    """1/√x for x > 0."""
    return 1 / np.sqrt(x)


@overload(inverse_root)
def _choose(x):  # without types: Numba compares this signature with the lambdas'
    if x == types.float32:
        return lambda x: _inverse_root32(x)
    return lambda x: 1 / np.sqrt(x)
