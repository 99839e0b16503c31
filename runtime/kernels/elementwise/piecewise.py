"""Activation functions made of straight lines and parabolas, each with its slope.

Every function takes a number and the parameters `a` and `b`, which most ignore; a slope takes the function's output, or
its input where the table in `activations` says so. Comparisons are written so that NaN passes.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import formula


@formula
def linear(x, a, b):
    return x


@formula
def linear_slope(y, a, b):
    return type(y)(1)


@formula
def relu(x, a, b):
    zero = type(x)(0)
    return zero if x < zero else x


@formula
def relu_slope(y, a, b):
    return type(y)(1) if y > type(y)(0) else type(y)(0)


@formula
def relu6(x, a, b):
    zero, six = type(x)(0), type(x)(6)
    x = zero if x < zero else x
    return six if x > six else x


@formula
def relu6_slope(y, a, b):
    return type(y)(1) if (y > type(y)(0)) & (y < type(y)(6)) else type(y)(0)


@formula
def leaky_relu(x, a, b):
    return a * x if x < type(x)(0) else x


@formula
def leaky_relu_slope(y, a, b):
    zero = type(y)(0)
    return type(y)(1) if (y > zero) | ((y == zero) & (a > zero)) else a


@formula
def rectified(x, a, b):
    """x above b, a (x − b) below."""
    return x if x > b else a * (x - b)


@formula
def rectified_slope(x, a, b):
    return type(x)(1) if x > b else (a if x < b else type(x)(0))


@formula
def hard_sigmoid(x, a, b):
    zero, six = type(x)(0), type(x)(6)
    x = x + type(x)(3)
    x = zero if x < zero else x
    return (six if x > six else x) * type(x)(1 / 6)


@formula
def hard_sigmoid_slope(y, a, b):
    return type(y)(1 / 6) if (y > type(y)(0)) & (y < type(y)(1)) else type(y)(0)


@formula
def hard_silu(x, a, b):
    return x * hard_sigmoid(x, a, b)


@formula
def hard_silu_slope(x, a, b):
    three = type(x)(3)
    inside = (x + x + three) * type(x)(1 / 6)
    return type(x)(0) if x <= -three else (type(x)(1) if x >= three else inside)


@formula
def hard_tanh(x, a, b):
    one = type(x)(1)
    x = -one if x < -one else x
    return one if x > one else x


@formula
def hard_tanh_slope(x, a, b):
    return type(x)(1) if (x >= type(x)(-1)) & (x <= type(x)(1)) else type(x)(0)


@formula
def hard_shrink(x, a, b):
    return type(x)(0) if (x >= -a) & (x <= a) else x


@formula
def soft_shrink(x, a, b):
    return x - a if x > a else (x + a if x < -a else x * type(x)(0))


@formula
def shrink_slope(y, a, b):
    return type(y)(0) if y == type(y)(0) else type(y)(1)


@formula
def threshold(x, a, b):
    return b if x <= a else x


@formula
def threshold_slope(x, a, b):
    return type(x)(1) if x > a else type(x)(0)


@formula
def sparse_plus(x, a, b):
    one = type(x)(1)
    inside = type(x)(0.25) * (x + one) * (x + one)
    return type(x)(0) if x <= -one else (x if x >= one else inside)


@formula
def sparse_plus_slope(y, a, b):
    one = type(y)(1)
    return np.sqrt(one if y > one else y)


@formula
def sparse_sigmoid(x, a, b):
    one = type(x)(1)
    x = -one if x < -one else x
    return ((one if x > one else x) + one) * type(x)(0.5)


@formula
def sparse_sigmoid_slope(x, a, b):
    """0.25 at the two corners, where Keras takes the mean of both sides."""
    one = type(x)(1)
    inside = (x > -one) & (x < one)
    return type(x)(0.5) if inside else (type(x)(0.25) if (x == one) | (x == -one) else type(x)(0))
