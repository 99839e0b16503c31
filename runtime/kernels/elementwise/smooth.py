"""Activation functions made of exponentials and roots, each with its slope; conventions as in `piecewise`."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula
from runtime.kernels.elementwise import exponential
from runtime.kernels.elementwise.exponential import erf, erf_beside, exp, expm1, softplus_of

SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


@formula
def sigmoid(x, a, b):
    return exponential.sigmoid(x)


@formula
def sigmoid_slope(y, a, b):
    return y * (type(y)(1) - y)


@formula
def tanh(x, a, b):
    return exponential.tanh(x)


@formula
def tanh_slope(y, a, b):
    return type(y)(1) - y * y


@formula
def tanh_shrink(x, a, b):
    return x - exponential.tanh(x)


@formula
def tanh_shrink_slope(x, a, b):
    t = exponential.tanh(x)
    return t * t


@formula
def elu(x, a, b):
    zero = type(x)(0)
    return a * expm1(x) if x < zero else x


@formula
def elu_slope(y, a, b):
    return type(y)(1) if y > type(y)(0) else y + a


@formula
def selu(x, a, b):
    return type(x)(SELU_SCALE) * elu(x, type(x)(SELU_ALPHA), b)


@formula
def selu_slope(y, a, b):
    scale = type(y)(SELU_SCALE)
    return scale if y > type(y)(0) else y + scale * type(y)(SELU_ALPHA)


@formula
def celu(x, a, b):
    zero = type(x)(0)
    return a * expm1(x / a) if x < zero else x


@formula
def celu_slope(y, a, b):
    one = type(y)(1)
    return one if y > type(y)(0) else y / a + one


@formula
def exponential_(x, a, b):
    return exp(x)


@formula
def exponential_slope(y, a, b):
    return y


@formula
def gelu(x, a, b):
    """x · Φ(x), Φ being the normal distribution."""
    half = type(x)(0.5)
    return half * x * (type(x)(1) + erf(x * type(x)(0.5**0.5)))


@formula
def gelu_slope(x, a, b):
    half, one = type(x)(0.5), type(x)(1)
    density = exp(-half * x * x)
    whole = half * (one + erf_beside(x * type(x)(0.5**0.5), density))
    return whole + x * (type(x)(0.3989422804014327) * density)


@formula
def silu(x, a, b):
    one = type(x)(1)
    return x / (one + exp(-x))


@formula
def silu_slope(x, a, b):
    one = type(x)(1)
    s = one / (one + exp(-x))
    return s * (one + x * (one - s))


@formula
def softplus(x, a, b):
    return softplus_of(x)


@formula
def softplus_slope(y, a, b):
    return -expm1(-y)


@formula
def log_sigmoid(x, a, b):
    return -softplus_of(-x)


@formula
def log_sigmoid_slope(y, a, b):
    return -expm1(y)


@formula
def softsign(x, a, b):
    return x / (type(x)(1) + abs(x))


@formula
def softsign_slope(y, a, b):
    rest = type(y)(1) - abs(y)
    return rest * rest


@formula
def _square_less_one(x):
    """(1 + eˣ)² − 1; beyond x = 20 it exceeds 1 so far that nothing below depends on it."""
    limit = type(x)(20)
    e = exp(limit if x > limit else x)
    return e * (e + type(x)(2))


@formula
def mish(x, a, b):
    """x · tanh(softplus(x)), and tanh(ln z) = (z² − 1) / (z² + 1)."""
    n = _square_less_one(x)
    return x * (n / (n + type(x)(2)))


@formula
def mish_slope(x, a, b):
    one, two = type(x)(1), type(x)(2)
    n = _square_less_one(x)
    t = n / (n + two)
    return t + x * (one + t) * (two / (n + two)) / (one + exp(-x))


@formula
def squareplus(x, a, b):
    return type(x)(0.5) * (x + np.sqrt(x * x + a))


@formula
def squareplus_slope(y, a, b):
    return y * y / (y * y + type(y)(0.25) * a)


@formula
def gelu_tanh(x, a, b):
    """gelu by tanh: x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³)))."""
    inner = type(x)(0.7978845608028654) * (x + type(x)(0.044715) * x * x * x)
    return type(x)(0.5) * x * (type(x)(1) + exponential.tanh(inner))


@formula
def gelu_tanh_slope(x, a, b):
    one, root = type(x)(1), type(x)(0.7978845608028654)
    t = exponential.tanh(root * (x + type(x)(0.044715) * x * x * x))
    inner = root * (one + type(x)(3 * 0.044715) * x * x)
    return type(x)(0.5) * ((one + t) + x * (one - t * t) * inner)


@formula
def erf_(x, a, b):
    return erf(x)


@formula
def erf_slope(x, a, b):
    return type(x)(1.1283791670955126) * exp(-x * x)
