"""Exponentials that compile to vector instructions, where the C library's are called number by number.

Each is a pair: a polynomial for float32, good to about one unit in the last place (eˣ below 2e-38 is zero), and NumPy's
own for float64. The polynomials are additions, multiplications and bit patterns, so that loops around them vectorise;
NaN and infinity pass.
"""

from __future__ import annotations

import math

import numpy as np

from runtime.jit.declare import exact, formula, overload
from runtime.jit.lazy_imports import types

LOG2_E = np.float32(1.4426950408889634)
LN2_HIGH = np.float32(0.693359375)
LN2_LOW = np.float32(-2.1219444005469057e-4)
# Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the sum.
ROUND = np.float32(12582912.0)
LOWEST = np.float32(-87.5)
HIGHEST = np.float32(89.0)
ONE = np.float32(1.0)
TWO = np.float32(2.0)


@exact
def _reduce32(x):
    """x = n·ln 2 + r with |r| ≤ ln 2 / 2: gives r, the bits of n, and eʳ − 1 as r + r²·(Taylor, 7 terms)."""
    z = LOWEST if x < LOWEST else x
    z = HIGHEST if z > HIGHEST else z
    shifted = z * LOG2_E + ROUND
    n = shifted - ROUND
    r = (z - n * LN2_HIGH) - n * LN2_LOW
    p = np.float32(1 / 5040) * r + np.float32(1 / 720)
    p = p * r + np.float32(1 / 120)
    p = p * r + np.float32(1 / 24)
    p = p * r + np.float32(1 / 6)
    p = p * r + np.float32(1 / 2)
    return shifted, p * r * r + r


@exact
def _power32(shifted):
    """2ⁿ⁻¹, built in the exponent's bits: half of what is wanted, so that n = 128 fits."""
    return np.int32((np.float32(shifted).view(np.int32) << np.int32(23)) + np.int32(126 << 23)).view(np.float32)


@exact
def exp32(x):
    shifted, less_one = _reduce32(x)
    return (less_one + ONE) * _power32(shifted) * TWO


@exact
def expm1_32(x):
    shifted, less_one = _reduce32(x)
    half = _power32(shifted)
    return (less_one * half + (half - np.float32(0.5))) * TWO


@exact
def _parts32(x):
    """2ⁿ and eʳ − 1 for x = n·ln 2 + r, |x| ≤ 87; as `_reduce32`, with half as many steps one after the other."""
    shifted = x * LOG2_E + ROUND
    n = shifted - ROUND
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    q = r * r
    high = np.float32(1 / 24) + np.float32(1 / 120) * r + q * (np.float32(1 / 720) + np.float32(1 / 5040) * r)
    p = np.float32(1 / 2) + np.float32(1 / 6) * r + q * high
    power = np.int32((np.float32(shifted).view(np.int32) << np.int32(23)) + np.int32(127 << 23)).view(np.float32)
    return power, p * q + r


@exact
def tanh32(x):
    """(e²ˣ − 1) / (e²ˣ + 1), which keeps its relative precision near zero."""
    z = np.float32(-10.0) if x < np.float32(-10.0) else x
    z = np.float32(10.0) if z > np.float32(10.0) else z
    power, less_one = _parts32(z + z)
    e = less_one * power + (power - ONE)
    return e / (e + TWO)


@exact
def sigmoid32(x):
    """1 / (1 + e⁻ˣ); below x = −87 it stays at 2e-38."""
    z = np.float32(-87.0) if x < np.float32(-87.0) else x
    z = np.float32(87.0) if z > np.float32(87.0) else z
    power, less_one = _parts32(-z)
    return ONE / (less_one * power + (power + ONE))


@exact
def log1p32(u):
    """ln(1 + u) for 0 ≤ u ≤ 1, as 2 artanh(u / (2 + u)): a series in odd powers of at most 1/3."""
    s = u / (u + TWO)
    q = s * s
    p = np.float32(2 / 15) * q + np.float32(2 / 13)
    p = p * q + np.float32(2 / 11)
    p = p * q + np.float32(2 / 9)
    p = p * q + np.float32(2 / 7)
    p = p * q + np.float32(2 / 5)
    p = p * q + np.float32(2 / 3)
    p = p * q + TWO
    return p * s


@exact
def erf32(x):
    return erf_beside32(x, exp32(-x * x))


@exact
def erf_beside32(x, density):
    """Abramowitz and Stegun 7.1.26, error at most 1.5e-7."""
    z = -x if x < np.float32(0.0) else x
    t = ONE / (ONE + np.float32(0.3275911) * z)
    p = np.float32(1.061405429) * t - np.float32(1.453152027)
    p = p * t + np.float32(1.421413741)
    p = p * t - np.float32(0.284496736)
    p = p * t + np.float32(0.254829592)
    y = ONE - p * t * density
    return -y if x < np.float32(0.0) else y


def exp(x):
    return np.exp(x)


def expm1(x):
    return np.expm1(x)


def tanh(x):
    return np.tanh(x)


def log1p(u):
    """ln(1 + u) for 0 ≤ u ≤ 1."""
    return np.log1p(u)


def erf(x):
    return type(x)(math.erf(x))


def erf_beside(x, density):
    """erf(x) where e⁻ˣˣ is known: the larger part of the work."""
    return erf(x)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@formula
def softplus_of(x):
    """ln(1 + eˣ), without overflow."""
    zero = type(x)(0)
    magnitude = -x if x < zero else x
    positive = zero if x < zero else x
    return positive + log1p(exp(-magnitude))


@exact
def sigmoid64(x):
    return 1.0 / (1.0 + np.exp(-x))


def _pair(function, single, double) -> None:
    """Makes `function` compile to `single` for float32 and to `double` for float64."""

    @overload(function)
    def choose(x):  # without types: Numba compares this signature with the lambdas'
        if x == types.float32:
            return lambda x: single(x)
        return lambda x: double(x)


@overload(erf_beside)
def _erf_beside(x, density):
    if x == types.float32:
        return lambda x, density: erf_beside32(x, density)
    # With nothing of the density but that it is a number.
    return lambda x, density: math.erf(x) if density >= 0 else density


_pair(exp, exp32, np.exp)
_pair(expm1, expm1_32, np.expm1)
_pair(tanh, tanh32, np.tanh)
_pair(sigmoid, sigmoid32, sigmoid64)
_pair(log1p, log1p32, np.log1p)
_pair(erf, erf32, math.erf)
