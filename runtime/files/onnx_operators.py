"""Operators of ONNX as layers with channels first: a function for each, of the reading and the node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.document.document import Source
from graph.layers.operations.operation import known_operations
from graph.specs.constants import constant
from graph.specs.message import Message, say
from graph.specs.registry import find
from runtime.ops.op import Array

PLAIN = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Selu": "selu", "Softplus": "softplus"}
PLAIN |= {"Softsign": "softsign", "Mish": "mish", "HardSwish": "hard_silu", "Exp": "exponential"}
FREE_SOFTMAX = 13
"""Since this opset a Softmax goes over one axis, the last where none is named; before it was axis 1 and all behind."""
JOINED = {"Add": "Add", "Sum": "Add", "Sub": "Subtract", "Mul": "Multiply", "Div": "TrueDivide"}


class Unread(Exception):
    """A node that can't be read, and why."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason


NOT_READ = say("this operator is not read here")
THIS_FORM = say("this form of the operator is not read here")


Reader = Callable[[Any, Any, dict[str, Any]], Source]


def kind_of(name: str, **settings: Any) -> Any:
    cls: Any = find("layer", name)
    if cls is None:  # there are no windows along so many axes
        raise Unread(THIS_FORM)
    return cls(**settings)


def _operation(name: str, **settings: Any) -> Any:
    cls: Any = known_operations()[name]
    return cls(**settings)


def _needed(array: Array | None) -> Array:
    if array is None:
        raise Unread(THIS_FORM)
    return array


def _same(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    return r.source(n)


def _activation(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    return r.layer(kind_of("Activation", activation=PLAIN[n.op_type]), [r.source(n)], n.name)


def _leaky(r: Any, n: Any, a: dict[str, Any]) -> Source:
    return r.layer(kind_of("LeakyReLU", negative_slope=float(a.get("alpha", 0.01))), [r.source(n)], n.name)


def _elu(r: Any, n: Any, a: dict[str, Any]) -> Source:
    return r.layer(kind_of("ELU", alpha=float(a.get("alpha", 1.0))), [r.source(n)], n.name)


def _softmax(r: Any, n: Any, a: dict[str, Any]) -> Source:
    source = r.source(n)
    axis = a.get("axis", -1 if r.opset >= FREE_SOFTMAX else 1)
    if r.opset < FREE_SOFTMAX and axis not in (-1, len(r.shape(source)) - 1):
        raise Unread(THIS_FORM)
    return r.layer(kind_of("Softmax", axis=axis), [source], n.name)


def _clip(r: Any, n: Any, a: dict[str, Any]) -> Source:
    low, high = a.get("min", r.number(n, 1)), a.get("max", r.number(n, 2))
    ends = {"x_min": None if low is None else float(low), "x_max": None if high is None else float(high)}
    return r.layer(_operation("Clip", **ends), [r.source(n)], n.name)


def _dense(r: Any, n: Any, kernel: Array, bias: Array | None) -> Source:
    weights = {"kernel": kernel} if bias is None else {"kernel": kernel, "bias": bias.reshape(-1)}
    spec = kind_of("Dense", units=kernel.shape[1], use_bias=bias is not None)
    return r.layer(spec, [r.source(n)], n.name, weights)


def _gemm(r: Any, n: Any, a: dict[str, Any]) -> Source:
    kernel, bias = _needed(r.number(n, 1)), r.number(n, 2)
    kernel = (kernel.T if a.get("transB") else kernel) * np.float32(a.get("alpha", 1.0))
    if a.get("transA") or kernel.ndim != 2 or (bias is not None and bias.size != kernel.shape[1]):
        raise Unread(THIS_FORM)
    return _dense(r, n, kernel, None if bias is None else bias * np.float32(a.get("beta", 1.0)))


def _matmul(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    if n.input[1] in r.sources:
        return r.layer(_operation("Matmul"), [r.source(n), r.source(n, 1)], n.name)
    kernel = _needed(r.number(n, 1))
    if kernel.ndim != 2:
        raise Unread(THIS_FORM)
    follower = next((m for m in r.graph.node if n.output[0] in m.input), None)
    if follower is not None and follower.op_type == "Add" and r.users[n.output[0]] == 1:
        other = next((name for name in follower.input if name != n.output[0]), "")
        bias = r.constants.get(other)
        if bias is not None and bias.ndim == 1 and bias.size == kernel.shape[1]:
            follower.op_type = "Identity"
            del follower.input[:]
            follower.input.append(n.output[0])
            return _dense(r, n, kernel, bias)
    return _dense(r, n, kernel, None)


def _joined(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    if len(n.input) != 2:
        raise Unread(THIS_FORM)
    settings, given = {}, []
    for at, operand in enumerate(("x1", "x2")):
        if n.input[at] in r.sources:
            given.append(r.source(n, at))
        else:
            settings[operand] = constant(_needed(r.number(n, at)))
    return r.layer(_operation(JOINED[n.op_type], **settings), given, n.name)


def _concat(r: Any, n: Any, a: dict[str, Any]) -> Source:
    return r.layer(kind_of("Concatenate", axis=a["axis"]), [r.source(n, i) for i in range(len(n.input))], n.name)


def _transpose(r: Any, n: Any, a: dict[str, Any]) -> Source:
    order = list(a.get("perm", ()))
    if order[:1] != [0]:
        raise Unread(THIS_FORM)
    return r.layer(kind_of("Permute", dims=tuple(order[1:])), [r.source(n)], n.name)


def _flatten(r: Any, n: Any, a: dict[str, Any]) -> Source:
    if a.get("axis", 1) != 1:
        raise Unread(THIS_FORM)
    return r.layer(kind_of("Flatten"), [r.source(n)], n.name)


def _reshape(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    target = [int(size) for size in _needed(r.number(n, 1))]
    source = r.source(n)
    before = r.shape(source)
    sizes = [before[i] if size == 0 and 0 < i < len(before) else size for i, size in enumerate(target)]
    if target[:1] not in ([0], [-1], [1]) or None in sizes[1:]:
        raise Unread(THIS_FORM)
    return r.layer(kind_of("Reshape", target_shape=tuple(sizes[1:])), [source], n.name)


def _padded(r: Any, n: Any, a: dict[str, Any], window: list[int], source: Source) -> tuple[Source, str]:
    """The input with zeros around it where the node asks for them, and Keras' word for what it does itself."""
    rank = len(window)
    if a.get("auto_pad", b"NOTSET") in (b"SAME_UPPER",):
        return source, "same"
    pads = list(a.get("pads", [0] * (2 * rank)))
    if a.get("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID") or min(pads) < 0 or a.get("ceil_mode"):
        raise Unread(THIS_FORM)
    if not any(pads):
        return source, "valid"
    extents = [d * (w - 1) for w, d in zip(window, a.get("dilations", [1] * rank))]
    plain = all(s == 1 for s in a.get("strides", [1] * rank))
    if plain and pads == [e // 2 for e in extents] + [e - e // 2 for e in extents]:
        return source, "same"
    if n.op_type != "Conv" or rank == 1:
        raise Unread(THIS_FORM)
    pairs = tuple(zip(pads[:rank], pads[rank:]))
    return r.layer(kind_of(f"ZeroPadding{rank}D", padding=pairs, data_format="channels_first"), [source], ""), "valid"


def _conv(r: Any, n: Any, a: dict[str, Any]) -> Source:
    kernel, bias = _needed(r.number(n, 1)), r.number(n, 2)
    window = list(kernel.shape[2:])
    source, padding = _padded(r, n, a, window, r.source(n))
    spec = kind_of(
        f"Conv{len(window)}D",
        filters=kernel.shape[0],
        kernel_size=tuple(window),
        strides=tuple(a.get("strides", [1] * len(window))),
        dilation_rate=tuple(a.get("dilations", [1] * len(window))),
        groups=a.get("group", 1),
        padding=padding,
        data_format="channels_first",
        use_bias=bias is not None,
    )
    weights = {"kernel": np.moveaxis(kernel, (0, 1), (-1, -2))}
    return r.layer(spec, [source], n.name, weights if bias is None else {**weights, "bias": bias})


def _pool(r: Any, n: Any, a: dict[str, Any]) -> Source:
    window = list(a["kernel_shape"])
    source, padding = _padded(r, n, a, window, r.source(n))
    if any(d != 1 for d in a.get("dilations", ())) or (padding == "same" and a.get("count_include_pad")):
        raise Unread(THIS_FORM)
    name = f"{'Max' if n.op_type == 'MaxPool' else 'Average'}Pooling{len(window)}D"
    strides = tuple(a.get("strides", [1] * len(window)))
    spec = kind_of(name, pool_size=tuple(window), strides=strides, padding=padding, data_format="channels_first")
    return r.layer(spec, [source], n.name)


def _global(r: Any, n: Any, _a: dict[str, Any]) -> Source:
    source = r.source(n)
    word = "Max" if n.op_type == "GlobalMaxPool" else "Average"
    name = f"Global{word}Pooling{len(r.shape(source)) - 2}D"
    return r.layer(kind_of(name, keepdims=True, data_format="channels_first"), [source], n.name)


def _batch_norm(r: Any, n: Any, a: dict[str, Any]) -> Source:
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    weights = {name: _needed(r.number(n, i + 1)) for i, name in enumerate(names)}
    spec = kind_of("BatchNormalization", axis=1, epsilon=float(a.get("epsilon", 1e-5)))
    return r.layer(spec, [r.source(n)], n.name, weights)


def _reduce(r: Any, n: Any, a: dict[str, Any]) -> Source:
    axes = a.get("axes", None if (given := r.number(n, 1)) is None else [int(x) for x in given])
    if axes is None or 0 in axes:
        raise Unread(THIS_FORM)
    name = {"ReduceMean": "Mean", "ReduceSum": "Sum", "ReduceMax": "Max"}[n.op_type]
    return r.layer(_operation(name, axis=tuple(axes), keepdims=bool(a.get("keepdims", 1))), [r.source(n)], n.name)


READERS: dict[str, Reader] = {
    **dict.fromkeys(PLAIN, _activation),
    **dict.fromkeys(JOINED, _joined),
    **dict.fromkeys(("Identity", "Dropout"), _same),
    **dict.fromkeys(("MaxPool", "AveragePool"), _pool),
    **dict.fromkeys(("GlobalMaxPool", "GlobalAveragePool"), _global),
    **dict.fromkeys(("ReduceMean", "ReduceSum", "ReduceMax"), _reduce),
    "LeakyRelu": _leaky,
    "Elu": _elu,
    "Softmax": _softmax,
    "Clip": _clip,
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Concat": _concat,
    "Transpose": _transpose,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Conv": _conv,
    "BatchNormalization": _batch_norm,
}
