"""Normally distributed numbers by counting, as `random` draws its words: number i depends on a key and i alone."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import exact, kernel
from runtime.kernels.elementwise.exponential import log1p32
from runtime.kernels.elementwise.random import random_word

HALF = 1 << 23
LN2 = np.float32(0.6931471805599453)
ONE = np.float32(1.0)
ROOT2 = np.float32(1.4142135623730951)


@exact
def logarithm32(x):
    """ln x for x of full precision, above 0 and at most 1."""
    bits = np.float32(x).view(np.int32)
    part = np.int32((bits & np.int32(0x7FFFFF)) | np.int32(0x3F800000)).view(np.float32)
    power = np.int32(np.int32(bits >> np.int32(23)) - np.int32(127))
    return np.float32(power) * LN2 + log1p32(part - ONE)


@exact
def normal32(word):
    """√2 · erf⁻¹ of a random word's upper 24 bits, spread evenly and evenly apart from −1 and 1.

    The polynomials are those of M. Giles, Approximating the erfinv function (2011), with an error of some 1e-7.
    """
    step = np.int32(np.int32(np.uint32(word >> np.uint32(8))) - np.int32(HALF))
    x = np.float32(step) * np.float32(1 / HALF) + np.float32(0.5 / HALF)
    w = -logarithm32((ONE - x) * (ONE + x))
    a = w - np.float32(2.5)
    p = np.float32(2.81022636e-08) * a + np.float32(3.43273939e-07)
    p = p * a + np.float32(-3.5233877e-06)
    p = p * a + np.float32(-4.39150654e-06)
    p = p * a + np.float32(0.00021858087)
    p = p * a + np.float32(-0.00125372503)
    p = p * a + np.float32(-0.00417768164)
    p = p * a + np.float32(0.246640727)
    p = p * a + np.float32(1.50140941)
    b = np.sqrt(w) - np.float32(3.0)
    q = np.float32(-0.000200214257) * b + np.float32(0.000100950558)
    q = q * b + np.float32(0.00134934322)
    q = q * b + np.float32(-0.00367342844)
    q = q * b + np.float32(0.00573950773)
    q = q * b + np.float32(-0.0076224613)
    q = q * b + np.float32(0.00943887047)
    q = q * b + np.float32(1.00167406)
    q = q * b + np.float32(2.83297682)
    return ROOT2 * x * (p if w < np.float32(5.0) else q)


@kernel
def add_noise(x, y, factor, term, low, high, add, begin, end) -> None:
    """y (+)= x · (1 + factor · z) + term · z, z being normally distributed."""
    zero, one = y.dtype.type(0), y.dtype.type(1)
    a, b = y.dtype.type(factor), y.dtype.type(term)
    low, high = np.uint32(low), np.uint32(high)
    for i in range(np.uint64(begin), np.uint64(end)):
        z = y.dtype.type(normal32(random_word(low, high, i)))
        y[i] = (y[i] if add else zero) + (x[i] * (one + a * z) + b * z)


@kernel
def drop_to(x, y, limit, factor, term, instead, low, high, begin, end) -> None:
    """y = x · factor + term, but `instead` where the random word i is below `limit` (of 2³²)."""
    a, b, other = y.dtype.type(factor), y.dtype.type(term), y.dtype.type(instead)
    low, high, bound = np.uint32(low), np.uint32(high), np.uint32(limit)
    for i in range(np.uint64(begin), np.uint64(end)):
        y[i] = other if random_word(low, high, i) < bound else x[i] * a + b
