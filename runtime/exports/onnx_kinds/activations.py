"""Activation functions, by their names, and the layers that are one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.layers.activation.activation import Activation
from graph.layers.activation.rectified import ELU, LeakyReLU, PReLU, ReLU
from graph.layers.activation.softmax import Softmax
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED, Graph, Said, Unsayable, says

Function = Callable[[Graph, str], str]


def clipped(g: Graph, x: str, low: float | None, high: float | None) -> str:
    ends = ["" if low is None else g.number(low), "" if high is None else g.number(high)]
    return g.node("Clip", x, *ends)


def scaled(g: Graph, x: str, factor: float, added: float = 0.0) -> str:
    x = x if factor == 1 else g.node("Mul", x, g.number(factor))
    return x if added == 0 else g.node("Add", x, g.number(added))


def gelu(g: Graph, x: str, approximate: bool = False) -> str:
    if approximate:
        cube = g.node("Mul", g.node("Mul", x, x), x)
        inner = scaled(g, g.node("Add", x, scaled(g, cube, 0.044715)), 0.7978845608028654)
        bell = g.node("Tanh", inner)
    else:
        bell = g.node("Erf", scaled(g, x, 0.7071067811865476))
    return scaled(g, g.node("Mul", x, scaled(g, bell, 1.0, 1.0)), 0.5)


def squareplus(g: Graph, x: str, b: float = 4.0) -> str:
    root = g.node("Sqrt", scaled(g, g.node("Mul", x, x), 1.0, b))
    return scaled(g, g.node("Add", x, root), 0.5)


def silu(g: Graph, x: str) -> str:
    return g.node("Mul", x, g.node("Sigmoid", x))


def hard_sigmoid(g: Graph, x: str) -> str:
    return g.node("HardSigmoid", x, alpha=1 / 6, beta=0.5)


def log_softmax(g: Graph, x: str, axis: int = -1) -> str:
    return g.node("LogSoftmax", x, axis=axis)


def sparse_plus(g: Graph, x: str) -> str:
    inner = scaled(g, g.node("Mul", scaled(g, x, 1, 1), scaled(g, x, 1, 1)), 0.25)
    low = g.node("LessOrEqual", x, g.number(-1))
    high = g.node("GreaterOrEqual", x, g.number(1))
    return g.node("Where", low, g.number(0), g.node("Where", high, x, inner))


def hard_shrink(g: Graph, x: str, threshold: float = 0.5) -> str:
    return g.node("Where", g.node("Greater", g.node("Abs", x), g.number(threshold)), x, g.number(0))


def soft_shrink(g: Graph, x: str, threshold: float = 0.5) -> str:
    return g.node("Shrink", x, lambd=threshold, bias=threshold)


def beyond(g: Graph, x: str, threshold: float, value: float) -> str:
    return g.node("Where", g.node("Greater", x, g.number(threshold)), x, g.number(value))


FUNCTIONS: dict[str, Function] = {
    "linear": lambda _, x: x,
    "relu": lambda g, x: g.node("Relu", x),
    "sigmoid": lambda g, x: g.node("Sigmoid", x),
    "tanh": lambda g, x: g.node("Tanh", x),
    "softmax": lambda g, x: g.node("Softmax", x, axis=-1),
    "elu": lambda g, x: g.node("Elu", x),
    "selu": lambda g, x: g.node("Selu", x, alpha=1.6732632423543772, gamma=1.0507009873554805),
    "gelu": gelu,
    "silu": silu,
    "leaky_relu": lambda g, x: g.node("LeakyRelu", x, alpha=0.2),
    "relu6": lambda g, x: clipped(g, x, 0, 6),
    "softplus": lambda g, x: g.node("Softplus", x),
    "softsign": lambda g, x: g.node("Softsign", x),
    "exponential": lambda g, x: g.node("Exp", x),
    "hard_sigmoid": hard_sigmoid,
    "hard_silu": lambda g, x: g.node("Mul", x, hard_sigmoid(g, x)),
    "mish": lambda g, x: g.node("Mul", x, g.node("Tanh", g.node("Softplus", x))),
    "log_softmax": log_softmax,
    "log_sigmoid": lambda g, x: g.node("Neg", g.node("Softplus", g.node("Neg", x))),
    "celu": lambda g, x: g.node("Celu", x),
    "hard_tanh": lambda g, x: clipped(g, x, -1, 1),
    "hard_shrink": hard_shrink,
    "soft_shrink": soft_shrink,
    "tanh_shrink": lambda g, x: g.node("Sub", x, g.node("Tanh", x)),
    "threshold": lambda g, x: beyond(g, x, 0, 0),
    "squareplus": squareplus,
    "sparse_plus": sparse_plus,
    "sparse_sigmoid": lambda g, x: clipped(g, scaled(g, x, 0.5, 0.5), 0, 1),
}
BY_AXIS = ("softmax", "log_softmax", "sparsemax", "glu")
"""Those that look at a whole axis, so that channels must be at the end."""


def function(name: str) -> Function:
    """The function of that name; raises Unsayable."""
    if name not in FUNCTIONS:
        raise Unsayable(say("the activation {name} has no counterpart there", name=name))
    return FUNCTIONS[name]


def mapped(g: Graph, x: Tensor, name: str) -> Tensor:
    """An activation of a tensor in whichever order of axes it is there."""
    compute = function(name)
    if x.last is None and name not in BY_AXIS:
        return Tensor(x.rank, first=compute(g, g.first(x)))
    return Tensor(x.rank, compute(g, g.last(x)))


def each(g: Graph, x: Tensor, compute: Function) -> Tensor:
    """A function of single numbers, in whichever order of axes they are there."""
    return Tensor(x.rank, first=compute(g, g.first(x))) if x.last is None else Tensor(x.rank, compute(g, x.last))


@says(Activation)
def activation(g: Graph, s: Said) -> Tensor:
    if s.spec.activation == "softmax" and s.types[0].masked:
        raise Unsayable(MASKED)
    return mapped(g, s.tensors[0], s.spec.activation)


@says(ReLU)
def relu(g: Graph, s: Said) -> Tensor:
    spec = s.spec

    def compute(g: Graph, x: str) -> str:
        top = clipped(g, x, None, spec.max_value) if spec.max_value is not None else x
        if not spec.threshold and not spec.negative_slope:
            return clipped(g, x, 0, spec.max_value) if spec.max_value is not None else g.node("Relu", x)
        below = scaled(g, scaled(g, x, 1.0, -spec.threshold), spec.negative_slope)
        return g.node("Where", g.node("GreaterOrEqual", x, g.number(spec.threshold)), top, below)

    return each(g, s.tensors[0], compute)


@says(LeakyReLU)
def leaky_relu(g: Graph, s: Said) -> Tensor:
    return each(g, s.tensors[0], lambda g, x: g.node("LeakyRelu", x, alpha=s.spec.negative_slope))


@says(ELU)
def elu(g: Graph, s: Said) -> Tensor:
    return each(g, s.tensors[0], lambda g, x: g.node("Elu", x, alpha=s.spec.alpha))


@says(PReLU)
def prelu(g: Graph, s: Said) -> str:
    return g.node("PRelu", g.last(s.tensors[0]), g.constant(s.weights["alpha"][None], "alpha"))


@says(Softmax, masked=False)
def softmax(g: Graph, s: Said) -> Any:
    x, axes = g.last(s.tensors[0]), s.spec.axis
    if len(s.tensors) > 1:
        raise Unsayable(MASKED)
    if len(axes) == 1:
        return g.node("Softmax", x, axis=axes[0])
    raised = g.node("Exp", g.node("Sub", x, g.node("ReduceMax", x, g.ints(*axes))))
    return g.node("Div", raised, g.node("ReduceSum", raised, g.ints(*axes)))
