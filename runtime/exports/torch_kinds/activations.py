"""Activation functions, by their names, and the layers that are one."""

from __future__ import annotations

from collections.abc import Callable

from graph.layers.activation.activation import Activation
from graph.layers.activation.rectified import ELU, LeakyReLU, PReLU, ReLU
from graph.layers.activation.softmax import Softmax
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED
from runtime.exports.torch_module import Module, Said, Unsayable, call, says

SIMPLE = {
    "relu": "F.relu",
    "sigmoid": "torch.sigmoid",
    "tanh": "torch.tanh",
    "elu": "F.elu",
    "selu": "F.selu",
    "gelu": "F.gelu",
    "silu": "F.silu",
    "relu6": "F.relu6",
    "softplus": "F.softplus",
    "softsign": "F.softsign",
    "exponential": "torch.exp",
    "hard_sigmoid": "F.hardsigmoid",
    "hard_silu": "F.hardswish",
    "mish": "F.mish",
    "log_sigmoid": "F.logsigmoid",
    "celu": "F.celu",
    "hard_tanh": "F.hardtanh",
    "hard_shrink": "F.hardshrink",
    "soft_shrink": "F.softshrink",
    "tanh_shrink": "F.tanhshrink",
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "leaky_relu": lambda x: f"F.leaky_relu({x}, 0.2)",
    "threshold": lambda x: f"F.threshold({x}, 0, 0)",
    "sparse_sigmoid": lambda x: f"torch.clamp(0.5 * {x} + 0.5, 0, 1)",
}
BY_AXIS = {"softmax": "F.softmax", "log_softmax": "F.log_softmax", "glu": "F.glu"}


def activated(m: Module, value: Tensor, name: str) -> Tensor:
    """An activation of an expression in whichever order of axes it is there."""
    if name == "linear":
        return value
    first = value.last is None
    x = value.first if value.last is None else value.last
    assert x is not None
    if name in BY_AXIS:
        y = f"{BY_AXIS[name]}({x}, dim={1 if first else -1})"
    elif name in SIMPLE:
        y = f"{SIMPLE[name]}({x})"
    elif name in WRITTEN:
        y = WRITTEN[name](m.let(x))
    elif name == "squareplus":
        x = m.let(x)
        y = f"0.5 * ({x} + torch.sqrt({x} * {x} + 4))"
    else:
        raise Unsayable(say("the activation {name} has no counterpart there", name=name))
    return Tensor(value.rank, first=y) if first else Tensor(value.rank, y)


def each(value: Tensor, compute: Callable[[str], str]) -> Tensor:
    """A function of single numbers, in whichever order of axes they are there."""
    if value.last is None:
        assert value.first is not None
        return Tensor(value.rank, first=compute(value.first))
    return Tensor(value.rank, compute(value.last))


@says(Activation)
def activation(m: Module, s: Said) -> Tensor:
    if s.spec.activation == "softmax" and s.types[0].masked:
        raise Unsayable(MASKED)
    return activated(m, s.values[0], s.spec.activation)


@says(ReLU)
def relu(m: Module, s: Said) -> Tensor:
    spec = s.spec
    top = spec.max_value
    if not spec.threshold and not spec.negative_slope:
        if top is None:
            return each(s.values[0], lambda x: f"F.relu({x})")
        return each(s.values[0], lambda x: call("torch.clamp", x, 0.0, top))

    def compute(x: str) -> str:
        low = f"{spec.negative_slope} * ({x} - {spec.threshold})"
        high = x if top is None else call("torch.clamp", x, max=top)
        return f"torch.where({x} >= {spec.threshold}, {high}, {low})"

    return each(s.values[0], compute)


@says(LeakyReLU)
def leaky_relu(m: Module, s: Said) -> Tensor:
    return each(s.values[0], lambda x: call("F.leaky_relu", x, s.spec.negative_slope))


@says(ELU)
def elu(m: Module, s: Said) -> Tensor:
    return each(s.values[0], lambda x: call("F.elu", x, s.spec.alpha))


@says(PReLU)
def prelu(m: Module, s: Said) -> str:
    x, alpha = m.last(s.values[0]), m.parameter(s.weights["alpha"], "alpha")
    return f"torch.where({x} > 0, {x}, {alpha} * {x})"


@says(Softmax, masked=False)
def softmax(m: Module, s: Said) -> str:
    axes = s.spec.axis
    if len(s.values) > 1:
        raise Unsayable(MASKED)
    x = m.last(s.values[0])
    if len(axes) == 1:
        return call("F.softmax", x, dim=axes[0])
    return f"torch.exp({x} - torch.logsumexp({x}, dim={tuple(axes)}, keepdim=True))"
