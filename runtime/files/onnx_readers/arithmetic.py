"""Two operands or more, one of them often a constant; products of matrices; what is taken together along axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.constants import constant
from runtime.files.onnx_readers.kinds import Attributes, kind_of, only, operation, reads
from runtime.files.onnx_readers.network import Network, Value
from runtime.ops.op import Array

JOINED = {"Add": "Add", "Sum": "Add", "Sub": "Subtract", "Mul": "Multiply", "Div": "TrueDivide", "Pow": "Power"}
JOINED |= {"Max": "Maximum", "Min": "Minimum", "Equal": "Equal", "Greater": "Greater", "Less": "Less"}
JOINED |= {"GreaterOrEqual": "GreaterEqual", "LessOrEqual": "LessEqual", "And": "LogicalAnd", "Or": "LogicalOr"}
JOINED |= {"Xor": "LogicalXor", "Mod": "Mod"}
REDUCED = {"ReduceMean": "Mean", "ReduceSum": "Sum", "ReduceMax": "Max", "ReduceMin": "Min", "ReduceProd": "Prod"}
REDUCED |= {"ReduceLogSumExp": "Logsumexp", "ReduceL1": "Norm", "ReduceL2": "Norm", "ReduceSumSquare": "Sum"}
WHOLE = ("int32", "int64")


@reads(*JOINED)
def joined(r: Network, n: Any, a: Attributes) -> Value:
    only(len(n.input) >= 2 and not (n.op_type == "Mod" and a.get("fmod")))
    only("axis" not in a)  # until opset 6 it said where the axes of the second lie
    names = list(n.input)
    if len(names) > 2:  # Sum, Max and Min, to which the order is all one: constants come last, beside what is computed
        names.sort(key=lambda name: name not in r.values)
    result = _pair(r, n, _operand(r, names[0]), _operand(r, names[1]))
    for name in names[2:]:
        result = _pair(r, n, result, _operand(r, name))
    return result


def _operand(r: Network, name: str) -> Value | Array:
    only(name in r.values or name in r.constants)
    return r.values[name] if name in r.values else r.constants[name]


def _pair(r: Network, n: Any, one: Value | Array, other: Value | Array) -> Value:
    kind, values = JOINED[n.op_type], [part for part in (one, other) if isinstance(part, Value)]
    only(bool(values))
    at = values[0].batch_at
    only(all(value.batch_at == at for value in values))
    only(len(values) < 2 or at == 0 or r.rank(values[0]) == r.rank(values[1]))
    if n.op_type == "Div" and all(r.type_of(value.place).dtype in WHOLE for value in values):
        kind = "FloorDivide"
    settings: dict[str, Any] = {}
    for operand, part in (("x1", one), ("x2", other)):
        if not isinstance(part, Value):
            settings[operand] = constant(laid(r, part, values[0]))
    return Value(r.layer(operation(kind, **settings), [value.place for value in values], n.name), at)


def laid(r: Network, array: Array, beside: Value) -> Array:
    """A constant as it lies beside a value, whose samples come first."""
    rank, at = r.rank(beside), beside.batch_at
    if array.ndim == 1 and array.size == 1:
        return array.reshape(())
    if array.ndim < rank - at:
        return array
    only(array.ndim <= rank)
    array = array.reshape((1,) * (rank - array.ndim) + array.shape)
    only(array.shape[at] == 1)
    return np.moveaxis(array, at, 0)


@reads("Mean")
def mean(r: Network, n: Any, _a: Attributes) -> Value:
    values = [r.value(n, i) for i in range(len(n.input))]
    only(all(v.batch_at == values[0].batch_at and r.shape(v) == r.shape(values[0]) for v in values))
    if len(values) == 1:
        return values[0]
    return Value(r.layer(kind_of("Average"), [v.place for v in values], n.name), values[0].batch_at)


@reads("Where")
def where(r: Network, n: Any, _a: Attributes) -> Value:
    choice = r.first(n)
    settings: dict[str, Any] = {}
    given = [choice.place]
    for at, operand in ((1, "x1"), (2, "x2")):
        if n.input[at] in r.values:
            given.append(r.first(n, at).place)
        else:
            settings[operand] = constant(laid(r, r.needed(n, at), choice))
    return Value(r.layer(operation("Where", **settings), given, n.name))


@reads("Gemm")
def gemm(r: Network, n: Any, a: Attributes) -> Value:
    kernel, bias = r.needed(n, 1), r.number(n, 2)
    kernel = (kernel.T if a.get("transB") else kernel) * np.float32(a.get("alpha", 1.0))
    only(not a.get("transA") and kernel.ndim == 2 and (bias is None or bias.size in (1, kernel.shape[1])))
    if bias is not None:
        bias = np.broadcast_to(bias.reshape(-1), kernel.shape[1:]) * np.float32(a.get("beta", 1.0))
    return _dense(r, n, kernel, bias)


def _dense(r: Network, n: Any, kernel: Array, bias: Array | None) -> Value:
    value = r.value(n)
    only(value.batch_at < r.rank(value) - 1)
    weights = {"kernel": kernel} if bias is None else {"kernel": kernel, "bias": bias}
    return r.on(kind_of("Dense", units=kernel.shape[1], use_bias=bias is not None), value, n, weights)


@reads("MatMul")
def matmul(r: Network, n: Any, _a: Attributes) -> Value:
    if n.input[0] in r.values and n.input[1] in r.values:
        return Value(r.layer(operation("Matmul"), [r.first(n).place, r.first(n, 1).place], n.name))
    if n.input[0] in r.constants:
        value = r.first(n, 1)
        return r.on(operation("Matmul", x1=constant(r.needed(n, 0))), value, n)
    kernel = r.needed(n, 1)
    if kernel.ndim != 2:
        return r.on(operation("Matmul", x2=constant(kernel)), r.first(n), n)
    follower = next((m for m in r.nodes if n.output[0] in m.input), None)
    if follower is not None and follower.op_type == "Add" and r.users[n.output[0]] == 1:
        other = next((name for name in follower.input if name != n.output[0]), "")
        bias = r.constants.get(other)
        if bias is not None and bias.ndim == 1 and bias.size == kernel.shape[1]:
            follower.op_type = "Identity"
            del follower.input[:]
            follower.input.append(n.output[0])
            return _dense(r, n, kernel, bias)
    return _dense(r, n, kernel, None)


def _einsum_dense(r: Network, n: Any, subscripts: str) -> Value:
    """A product with weights: a layer that has them."""
    value, kernel = r.first(n), r.needed(n, 1)
    letters, _, y = subscripts.partition("->")
    x, _, k = letters.partition(",")
    only(y[:1] == x[:1] and len(k) == kernel.ndim)  # samples come first, and stay there
    sizes = dict(zip(x, r.shape(value))) | dict(zip(k, kernel.shape))
    shape = tuple(sizes.get(letter) for letter in y[1:])
    return r.on(kind_of("EinsumDense", equation=subscripts, output_shape=shape), value, n, {"kernel": kernel})


@reads("Einsum")
def einsum(r: Network, n: Any, a: Attributes) -> Value:
    subscripts = a["equation"].decode().replace(" ", "")
    if len(n.input) == 2 and n.input[1] in r.constants and "." not in subscripts:
        return _einsum_dense(r, n, subscripts)
    values = [r.first(n, i) for i in range(len(n.input))]
    return Value(r.layer(operation("Einsum", subscripts=subscripts), [v.place for v in values], n.name))


@reads(*REDUCED)
def reduced(r: Network, n: Any, a: Attributes) -> Value:
    value, axes = r.value(n), r.integers(n, 1, a, "axes")
    if not axes and a.get("noop_with_empty_axes"):
        return value
    only(bool(axes))
    here = tuple(r.axis(value, axis) for axis in axes or ())
    only(0 not in here)
    keep = bool(a.get("keepdims", 1))
    settings = {"ord": 1 if n.op_type == "ReduceL1" else 2} if REDUCED[n.op_type] == "Norm" else {}
    if settings:
        only(len(here) == 1)
    if n.op_type == "ReduceSumSquare":
        value = r.on(operation("Square"), value, n)
    axis: Any = here[0] if settings else here
    result = r.on(operation(REDUCED[n.op_type], axis=axis, keepdims=keep, **settings), value, n)
    gone = 0 if keep else sum(axis <= value.batch_at for axis in here)
    return Value(result.place, value.batch_at - gone)


@reads("ArgMax", "ArgMin")
def most(r: Network, n: Any, a: Attributes) -> Value:
    value = r.first(n)
    axis = r.axis(value, a.get("axis", 0))
    only(axis > 0 and not a.get("select_last_index"))
    kind = "Argmax" if n.op_type == "ArgMax" else "Argmin"
    return r.on(operation(kind, axis=axis, keepdims=bool(a.get("keepdims", 1))), value, n)


@reads("CumSum")
def cumulated(r: Network, n: Any, a: Attributes) -> Value:
    value = r.value(n)
    axis = r.axis(value, int(r.needed(n, 1).reshape(())))
    only(axis > 0 and not a.get("exclusive") and not a.get("reverse"))
    return r.on(operation("Cumsum", axis=axis), value, n)
