"""The activations by name: kernels over flat arrays, compiled only for the functions a network uses.

Functions that mix the numbers of a row (softmax and its kin) are in `rows`. Formulas and behaviour at the corners are
those of Keras 3 on JAX.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.elementwise import piecewise as p
from runtime.kernels.elementwise import smooth as s

BLOCK = 1024
"""Numbers per pass: few enough to stay in the first-level cache between a copy and what follows it."""


class Formula(NamedTuple):
    """A function of one number; `slope` takes the output, or the input where `from_input`; `a`, `b` set both."""

    value: Callable[..., Any]
    slope: Callable[..., Any]
    from_input: bool = False
    a: float = 0.0
    b: float = 0.0


FORMULAS = {
    "linear": Formula(p.linear, p.linear_slope),
    "relu": Formula(p.relu, p.relu_slope),
    "relu6": Formula(p.relu6, p.relu6_slope),
    "leaky_relu": Formula(p.leaky_relu, p.leaky_relu_slope, a=0.2),
    "rectified": Formula(p.rectified, p.rectified_slope, from_input=True),
    "hard_sigmoid": Formula(p.hard_sigmoid, p.hard_sigmoid_slope),
    "hard_silu": Formula(p.hard_silu, p.hard_silu_slope, from_input=True),
    "hard_tanh": Formula(p.hard_tanh, p.hard_tanh_slope, from_input=True),
    "hard_shrink": Formula(p.hard_shrink, p.shrink_slope, a=0.5),
    "soft_shrink": Formula(p.soft_shrink, p.shrink_slope, a=0.5),
    "threshold": Formula(p.threshold, p.threshold_slope, from_input=True),
    "sparse_plus": Formula(p.sparse_plus, p.sparse_plus_slope),
    "sparse_sigmoid": Formula(p.sparse_sigmoid, p.sparse_sigmoid_slope, from_input=True),
    "sigmoid": Formula(s.sigmoid, s.sigmoid_slope),
    "tanh": Formula(s.tanh, s.tanh_slope),
    "tanh_shrink": Formula(s.tanh_shrink, s.tanh_shrink_slope, from_input=True),
    "elu": Formula(s.elu, s.elu_slope, a=1.0),
    "selu": Formula(s.selu, s.selu_slope),
    "celu": Formula(s.celu, s.celu_slope, a=1.0),
    "exponential": Formula(s.exponential_, s.exponential_slope),
    "gelu": Formula(s.gelu, s.gelu_slope, from_input=True),
    "silu": Formula(s.silu, s.silu_slope, from_input=True),
    "softplus": Formula(s.softplus, s.softplus_slope),
    "log_sigmoid": Formula(s.log_sigmoid, s.log_sigmoid_slope),
    "softsign": Formula(s.softsign, s.softsign_slope),
    "mish": Formula(s.mish, s.mish_slope, from_input=True),
    "gelu_tanh": Formula(s.gelu_tanh, s.gelu_tanh_slope, from_input=True),
    "erf": Formula(s.erf_, s.erf_slope, from_input=True),
    "squareplus": Formula(s.squareplus, s.squareplus_slope, a=4.0),
}


@cache
def forward(name: str):
    """The kernel `(x, y, a, b, begin, end)`: y = f(x) over a range of two flat arrays.

    Where they are the same, x had better be an empty one: numbers copied to their own place are no vectors.
    """
    value = FORMULAS[name].value

    def activation(x, y, a, b, begin, end) -> None:
        a, b = y.dtype.type(a), y.dtype.type(b)
        for first in range(begin, end, BLOCK):
            # Unsigned, since a signed index might count from the end, and then nothing vectorises.
            low, high = np.uint64(first), np.uint64(min(first + BLOCK, end))
            if x.size > 0:
                for i in range(low, high):
                    y[i] = x[i]
            # In place from here on: LLVM vectorises one array, but not two that may be the same.
            for i in range(low, high):
                y[i] = value(y[i], a, b)

    return kernel(_named(activation, f"{name}_forward"))


@cache
def backward(name: str):
    """The kernel `(source, dy, dx, a, b, accumulate, begin, end)`: dx = dy · f′, or dx += where `accumulate`.

    `source` is the function's output, or its input where the formula says so. dy had better be empty where it is dx.
    """
    slope = FORMULAS[name].slope

    def activation_gradient(source, dy, dx, a, b, accumulate, begin, end) -> None:
        a, b = dx.dtype.type(a), dx.dtype.type(b)
        for first in range(begin, end, BLOCK):
            low, high = np.uint64(first), np.uint64(min(first + BLOCK, end))
            if accumulate:
                for i in range(low, high):
                    dx[i] += dy[i] * slope(source[i], a, b)
            else:
                if dy.size > 0:
                    for i in range(low, high):
                        dx[i] = dy[i]
                for i in range(low, high):
                    dx[i] *= slope(source[i], a, b)

    return kernel(_named(activation_gradient, f"{name}_backward"))


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The function under a name of its own, which is what the progress of compiling shows."""
    function.__name__ = name
    return function
