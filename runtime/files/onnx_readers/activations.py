"""Activations, and what else is computed number by number."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.files.onnx_readers.kinds import FIRST, Attributes, kind_of, only, operation, reads
from runtime.files.onnx_readers.network import Network, Value

PLAIN = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Selu": "selu", "Softplus": "softplus"}
PLAIN |= {"Softsign": "softsign", "Mish": "mish", "HardSwish": "hard_silu", "Exp": "exponential"}
BY_NUMBER = {"Abs": "Absolute", "Ceil": "Ceil", "Cos": "Cos", "Cosh": "Cosh", "Erf": "Erf", "Floor": "Floor"}
BY_NUMBER |= {"IsNaN": "Isnan", "Log": "Log", "Neg": "Negative", "Not": "LogicalNot", "Reciprocal": "Reciprocal"}
BY_NUMBER |= {"Round": "Round", "Sign": "Sign", "Sin": "Sin", "Sinh": "Sinh", "Sqrt": "Sqrt", "Tan": "Tan"}
BY_NUMBER |= {"Acos": "Arccos", "Acosh": "Arccosh", "Asin": "Arcsin", "Asinh": "Arcsinh", "Atan": "Arctan"}
BY_NUMBER |= {"Atanh": "Arctanh"}
SIXTH = 1 / 6
SELU = {"alpha": 1.67326319, "gamma": 1.05070102}
FREE_SOFTMAX = 13
"""Since this opset a Softmax goes over one axis, the last where none is named; before it was axis 1 and all behind."""


@reads("Identity", "Dropout")
def same(r: Network, n: Any, _a: Attributes) -> Value:
    training = r.number(n, 2)  # a Dropout that leaves out even so
    only(training is None or not training.any())
    return r.value(n)


@reads(*PLAIN)
def activation(r: Network, n: Any, a: Attributes) -> Value:
    if n.op_type == "Selu":
        only(all(abs(a.get(name, usual) - usual) < 1e-4 for name, usual in SELU.items()))
    return r.on(kind_of("Activation", activation=PLAIN[n.op_type]), r.value(n), n)


@reads(*BY_NUMBER)
def by_number(r: Network, n: Any, _a: Attributes) -> Value:
    return r.on(operation(BY_NUMBER[n.op_type]), r.value(n), n)


@reads("LeakyRelu")
def leaky(r: Network, n: Any, a: Attributes) -> Value:
    return r.on(kind_of("LeakyReLU", negative_slope=float(a.get("alpha", 0.01))), r.value(n), n)


@reads("Elu")
def elu(r: Network, n: Any, a: Attributes) -> Value:
    return r.on(kind_of("ELU", alpha=float(a.get("alpha", 1.0))), r.value(n), n)


@reads("Celu")
def celu(r: Network, n: Any, a: Attributes) -> Value:
    return r.on(operation("Celu", alpha=float(a.get("alpha", 1.0))), r.value(n), n)


@reads("Gelu")
def gelu(r: Network, n: Any, a: Attributes) -> Value:
    return r.on(operation("Gelu", approximate=a.get("approximate", b"none") == b"tanh"), r.value(n), n)


@reads("HardSigmoid")
def hard_sigmoid(r: Network, n: Any, a: Attributes) -> Value:
    slope, height = float(a.get("alpha", 0.2)), float(a.get("beta", 0.5))
    value = r.value(n)
    if abs(slope - SIXTH) < 1e-6 and height == 0.5:
        return r.on(kind_of("Activation", activation="hard_sigmoid"), value, n)
    line = r.on(operation("Add", x2=height), r.on(operation("Multiply", x2=slope), value, n), n)
    return r.on(operation("Clip", x_min=0.0, x_max=1.0), line, n)


@reads("ThresholdedRelu")
def thresholded(r: Network, n: Any, a: Attributes) -> Value:
    return r.on(operation("Threshold", threshold=float(a.get("alpha", 1.0)), default_value=0.0), r.value(n), n)


@reads("Shrink")
def shrink(r: Network, n: Any, a: Attributes) -> Value:
    edge, bias = float(a.get("lambd", 0.5)), float(a.get("bias", 0.0))
    only(bias in (0.0, edge))
    return r.on(operation("SoftShrink" if bias else "HardShrink", threshold=edge), r.value(n), n)


@reads("PRelu")
def prelu(r: Network, n: Any, _a: Attributes) -> Value:
    value, slope = r.first(n), r.needed(n, 1)
    sizes = r.shape(value)[1:]
    slope = slope[0] if slope.ndim > len(sizes) and slope.shape[0] == 1 else slope
    only(slope.ndim <= len(sizes))
    slope = slope.reshape((1,) * (len(sizes) - slope.ndim) + slope.shape)
    shared = tuple(axis + 1 for axis, size in enumerate(slope.shape) if size == 1)
    return r.on(kind_of("PReLU", shared_axes=shared or None), value, n, {"alpha": slope})


@reads("Softmax", "LogSoftmax")
def softmax(r: Network, n: Any, a: Attributes) -> Value:
    value = r.value(n)
    axis = a.get("axis", -1 if r.opset >= FREE_SOFTMAX else 1)
    only(r.opset >= FREE_SOFTMAX or axis in (-1, r.rank(value) - 1))
    here = r.axis(value, axis)
    only(here > 0)
    here = -1 if here == r.rank(value) - 1 else here
    spec = kind_of("Softmax", axis=here) if n.op_type == "Softmax" else operation("LogSoftmax", axis=here)
    return r.on(spec, value, n)


@reads("Clip")
def clip(r: Network, n: Any, a: Attributes) -> Value:
    low, high = a.get("min", r.number(n, 1)), a.get("max", r.number(n, 2))
    ends = {"x_min": None if low is None else float(low), "x_max": None if high is None else float(high)}
    largest = float(np.finfo(np.float32).max)
    ends = {name: None if end is None or abs(end) >= largest else end for name, end in ends.items()}
    value = r.value(n)
    if ends == {"x_min": 0.0, "x_max": 6.0}:
        return r.on(kind_of("ReLU", max_value=6.0), value, n)
    return value if set(ends.values()) == {None} else r.on(operation("Clip", **ends), value, n)


@reads("Cast")
def cast(r: Network, n: Any, a: Attributes) -> Value:
    from onnx import helper

    value, wanted = r.value(n), str(helper.tensor_dtype_to_np_dtype(a["to"]))
    wanted = "float32" if wanted.startswith(("float", "bfloat")) else wanted
    if wanted == r.type_of(value.place).dtype:
        return value
    only(wanted in ("float32", "int32", "int64", "bool"))
    return r.on(operation("Cast", dtype=wanted), value, n)


@reads("DepthToSpace", "SpaceToDepth")
def depth(r: Network, n: Any, a: Attributes) -> Value:
    value, size = r.first(n), int(a["blocksize"])
    channels, height, width = (s if s is not None else -1 for s in r.shape(value)[1:])
    only(min(channels, height, width) > 0)
    if n.op_type == "SpaceToDepth":
        return r.on(operation("SpaceToDepth", block_size=size, data_format=FIRST), value, n)
    if a.get("mode", b"DCR") == b"DCR":
        return r.on(operation("DepthToSpace", block_size=size, data_format=FIRST), value, n)
    parts = r.reshaped(value, (channels // size**2, size, size, height, width), 0)
    turned = r.on(kind_of("Permute", dims=(1, 4, 2, 5, 3)), parts, n)
    return r.reshaped(turned, (channels // size**2, height * size, width * size), 0)
