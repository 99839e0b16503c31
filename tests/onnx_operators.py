"""ONNX's operators by functions of `keras.ops`: what they compute of arrays, for `onnx_nodes.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import runtime as keras

Array = np.ndarray[Any, Any]
ops = keras.ops


class NotExpressible(Exception):
    """Why a test of ONNX's says nothing of what is here."""


class Case:
    """One test: its inputs, None where one is left out, its attributes, and the number of results."""

    def __init__(self, told: dict[str, Any], arrays: dict[str, Array]) -> None:
        self.op, self.attributes, self.outputs = told["op"], told["attributes"], told["outputs"]
        self.name = told["name"]
        self.opset = told["opset"]
        self.x = [arrays.get(f"in.{i}") for i in range(told["inputs"])]

    def get(self, name: str, default: Any = None) -> Any:
        return self.attributes.get(name, default)

    def at(self, i: int) -> Any:
        return self.x[i] if i < len(self.x) else None

    def only(self, **settings: Any) -> None:
        """Raise NotExpressible where an attribute is another one."""
        for name, value in settings.items():
            if self.get(name, value) != value:
                raise NotExpressible(f"{name}={self.get(name)}")


Way = Callable[[Case], Any]
WAYS: dict[str, Way] = {}
UNARY = {
    "Abs": "abs", "Acos": "arccos", "Acosh": "arccosh", "Asin": "arcsin", "Asinh": "arcsinh", "Atan": "arctan",
    "Atanh": "arctanh", "BitwiseNot": "bitwise_not", "Ceil": "ceil", "Cos": "cos", "Cosh": "cosh", "Det": "det",
    "Erf": "erf", "Exp": "exp", "Floor": "floor", "HardSwish": "hard_silu", "Identity": "copy", "IsNaN": "isnan",
    "Log": "log", "Neg": "negative", "Not": "logical_not", "Reciprocal": "reciprocal", "Relu": "relu", "Round": "round",
    "Sigmoid": "sigmoid", "Sign": "sign", "Sin": "sin", "Sinh": "sinh", "Softplus": "softplus", "Softsign": "softsign",
    "Sqrt": "sqrt", "Tan": "tan", "Tanh": "tanh",
}  # fmt: skip
BINARY = {
    "Add": "add", "And": "logical_and", "BitwiseAnd": "bitwise_and", "BitwiseOr": "bitwise_or",
    "BitwiseXor": "bitwise_xor", "Equal": "equal", "Greater": "greater", "GreaterOrEqual": "greater_equal",
    "Less": "less", "LessOrEqual": "less_equal", "MatMul": "matmul", "Mul": "multiply", "Or": "logical_or",
    "Pow": "power", "Sub": "subtract", "Xor": "logical_xor",
}  # fmt: skip
REDUCTIONS = {
    "ReduceMax": "max", "ReduceMean": "mean", "ReduceMin": "min", "ReduceProd": "prod", "ReduceSum": "sum",
    "ReduceLogSumExp": "logsumexp",
}  # fmt: skip


def way(*names: str) -> Callable[[Way], Way]:
    def known(function: Way) -> Way:
        WAYS.update(dict.fromkeys(names, function))
        return function

    return known


@way(*UNARY)
def unary(c: Case) -> Any:
    return getattr(ops, UNARY[c.op])(c.x[0])


@way(*BINARY)
def binary(c: Case) -> Any:
    return getattr(ops, BINARY[c.op])(*c.x)


@way("Div")
def div(c: Case) -> Any:
    a, b = c.x
    return ops.divide(a, b) if a.dtype.kind == "f" else ops.cast(ops.trunc(ops.divide(a, b)), str(a.dtype))


@way("Mod")
def mod(c: Case) -> Any:
    return (ops.fmod if c.get("fmod", 0) else ops.mod)(*c.x)


@way("BitShift")
def bit_shift(c: Case) -> Any:
    return (ops.left_shift if c.get("direction") == "LEFT" else ops.right_shift)(*c.x)


@way("Max", "Min", "Sum", "Mean")
def many(c: Case) -> Any:
    pair = {"Max": ops.maximum, "Min": ops.minimum}.get(c.op, ops.add)
    found = c.x[0]
    for x in c.x[1:]:
        found = pair(found, x)
    return ops.divide(found, len(c.x)) if c.op == "Mean" else found


@way("IsInf")
def is_inf(c: Case) -> Any:
    up, down = ops.isposinf(c.x[0]), ops.isneginf(c.x[0])
    return ops.logical_or(
        up if c.get("detect_positive", 1) else up & False, down if c.get("detect_negative", 1) else down & False
    )


def axes_of(c: Case) -> Any:
    axes = c.get("axes", None if c.at(1) is None else c.at(1).tolist())
    return axes or None


@way(*REDUCTIONS, "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceSumSquare")
def reduction(c: Case) -> Any:
    x, axes, keep = c.x[0], axes_of(c), bool(c.get("keepdims", 1))
    if axes is None and c.get("noop_with_empty_axes", 0):
        same = {"ReduceL1": ops.abs, "ReduceL2": ops.abs, "ReduceLogSum": ops.log, "ReduceSumSquare": ops.square}
        return same.get(c.op, ops.copy)(x)
    if x.size == 0 and c.op in ("ReduceMax", "ReduceMin"):
        raise NotExpressible("the largest of nothing")
    if c.op in REDUCTIONS:
        if x.dtype == np.bool_:
            return {"max": ops.any, "min": ops.all}[REDUCTIONS[c.op]](x, axis=axes, keepdims=keep)
        return getattr(ops, REDUCTIONS[c.op])(x, axis=axes, keepdims=keep)
    if c.op in ("ReduceL1", "ReduceLogSum"):
        found = ops.sum(ops.abs(x) if c.op == "ReduceL1" else x, axis=axes, keepdims=keep)
        return found if c.op == "ReduceL1" else ops.log(found)
    found = ops.sum(ops.square(x), axis=axes, keepdims=keep)
    return found if c.op == "ReduceSumSquare" else ops.sqrt(found)


@way("ArgMax", "ArgMin")
def place(c: Case) -> Any:
    x, axis = c.x[0], c.get("axis", 0)
    function = ops.argmax if c.op == "ArgMax" else ops.argmin
    if c.get("select_last_index", 0):
        found = x.shape[axis] - 1 - function(ops.flip(x, axis), axis=axis, keepdims=bool(c.get("keepdims", 1)))
        return found
    return function(x, axis=axis, keepdims=bool(c.get("keepdims", 1)))


@way("Clip")
def clip(c: Case) -> Any:
    return ops.clip(c.x[0], c.at(1), c.at(2))


@way("Elu", "Celu", "LeakyRelu", "ThresholdedRelu", "HardSigmoid", "Selu", "Gelu", "Shrink", "Swish", "Mish")
def activation(c: Case) -> Any:
    x, alpha = c.x[0], c.get("alpha")
    if c.op in ("Elu", "Celu"):
        return getattr(ops, c.op.lower())(x, alpha=1.0 if alpha is None else alpha)
    if c.op == "LeakyRelu":
        return ops.leaky_relu(x, 0.01 if alpha is None else alpha)
    if c.op == "ThresholdedRelu":
        return ops.threshold(x, 1.0 if alpha is None else alpha, 0.0)
    if c.op == "Selu":
        if "gamma" in c.attributes:
            return ops.multiply(ops.elu(x, alpha=alpha), c.get("gamma"))
        return ops.selu(x)
    if c.op == "HardSigmoid":
        scaled = ops.multiply(x, 0.2 if alpha is None else alpha)
        return ops.clip(ops.add(scaled, c.get("beta", 0.5)), 0, 1)
    if c.op == "Gelu":
        return ops.gelu(x, approximate=c.get("approximate", "none") == "tanh")
    if c.op == "Swish":
        return ops.multiply(x, ops.sigmoid(ops.multiply(x, 1.0 if alpha is None else alpha)))
    if c.op == "Mish":
        return keras.activations.mish(x)
    lambd, bias = c.get("lambd", 0.5), c.get("bias", 0.0)
    return ops.where(x < -lambd, ops.add(x, bias), ops.where(x > lambd, ops.subtract(x, bias), ops.zeros_like(x)))


@way("Softmax", "LogSoftmax", "Hardmax")
def softmax(c: Case) -> Any:
    x, axis = c.x[0], c.get("axis", -1)
    if c.op == "Hardmax":
        return ops.one_hot(ops.argmax(x, axis=axis), x.shape[axis], axis=axis)
    return (ops.softmax if c.op == "Softmax" else ops.log_softmax)(x, axis=axis)


@way("Concat")
def concat(c: Case) -> Any:
    return ops.concatenate(list(c.x), axis=c.get("axis"))


@way("Transpose")
def transpose(c: Case) -> Any:
    return ops.transpose(c.x[0], c.get("perm"))


@way("Reshape")
def reshape(c: Case) -> Any:
    x, shape = c.x[0], c.x[1].tolist()
    if not c.get("allowzero", 0):
        shape = [x.shape[i] if n == 0 else n for i, n in enumerate(shape)]
    return ops.reshape(x, shape)


@way("Flatten")
def flatten(c: Case) -> Any:
    x, axis = c.x[0], c.get("axis", 1)
    return ops.reshape(x, (int(np.prod(x.shape[:axis])), -1))


@way("Squeeze", "Unsqueeze")
def squeeze(c: Case) -> Any:
    return (ops.squeeze if c.op == "Squeeze" else ops.expand_dims)(c.x[0], axes_of(c))


@way("Expand")
def expand(c: Case) -> Any:
    return ops.broadcast_to(c.x[0], np.broadcast_shapes(c.x[0].shape, tuple(c.x[1].tolist())))


@way("Tile")
def tile(c: Case) -> Any:
    return ops.tile(c.x[0], c.x[1].tolist())


@way("Pad")
def pad(c: Case) -> Any:
    x, given = c.x[0], c.x[1].tolist()
    half, mode = len(given) // 2, c.get("mode", "constant")
    axes = list(range(x.ndim)) if c.at(3) is None else [a % x.ndim for a in c.x[3].tolist()]  # type: ignore[union-attr]
    pairs = [(0, 0)] * x.ndim
    for i, a in enumerate(axes):
        pairs[a] = (given[i], given[half + i])
    if mode not in ("constant", "reflect"):
        raise NotExpressible(f"mode={mode}")
    value = None if c.at(2) is None or mode != "constant" else float(c.x[2])  # type: ignore[arg-type]
    return ops.pad(x, pairs, mode, value)


@way("Slice")
def cut(c: Case) -> Any:
    x, starts, ends = c.x[:3]
    axes = list(range(x.ndim)) if c.at(3) is None else c.x[3].tolist()
    steps = [1] * len(axes) if c.at(4) is None else c.x[4].tolist()
    parts = [slice(None)] * x.ndim
    for a, s, e, step in zip(axes, starts.tolist(), ends.tolist(), steps):
        parts[a] = slice(s, None if step < 0 and e < -x.shape[a] else e, step)
    shape = keras.Input(batch_shape=x.shape)
    return keras.Model(shape, shape[tuple(parts)]).predict(x, verbose=0, batch_size=len(x))


@way("Split")
def split(c: Case) -> Any:
    axis = c.get("axis", 0)
    sizes = c.get("split") or (c.x[1].tolist() if c.at(1) is not None else None)
    if sizes is None:
        size, count = c.x[0].shape[axis], c.get("num_outputs", c.outputs)
        each = -(-size // count)
        sizes = [each] * (count - 1) + [size - each * (count - 1)]
    found = ops.split(c.x[0], np.cumsum(sizes)[:-1].tolist(), axis=axis)
    return found if isinstance(found, list) else [found]


@way("Gather")
def gather(c: Case) -> Any:
    return ops.take(c.x[0], c.x[1], axis=c.get("axis", 0))


@way("GatherElements")
def gather_elements(c: Case) -> Any:
    return ops.take_along_axis(c.x[0], c.x[1], axis=c.get("axis", 0))


@way("ScatterND")
def scatter(c: Case) -> Any:
    if c.get("reduction", "none") not in ("none", "add", "max", "min", "mul"):
        raise NotExpressible(c.get("reduction"))
    reduction = c.get("reduction", "none")
    return ops.scatter_update(*c.x, reduction=None if reduction == "none" else reduction)


@way("Where")
def where(c: Case) -> Any:
    return ops.where(*c.x)


@way("CumSum", "CumProd")
def running(c: Case) -> Any:
    x, axis = c.x[0], int(c.x[1])
    function, first = (ops.cumsum, 0) if c.op == "CumSum" else (ops.cumprod, 1)
    x = ops.flip(x, axis) if c.get("reverse", 0) else x
    if c.get("exclusive", 0):
        ends = [(0, 0)] * x.ndim
        ends[axis] = (1, 0)
        parts = [slice(None)] * x.ndim
        parts[axis] = slice(0, -1)
        x = ops.pad(x[tuple(parts)], ends, constant_values=float(first))
    found = function(x, axis=axis)
    return ops.flip(found, axis) if c.get("reverse", 0) else found


@way("TopK")
def top_k(c: Case) -> Any:
    x, k, axis = c.x[0], int(c.x[1][0]), c.get("axis", -1) % c.x[0].ndim
    if not c.get("largest", 1):
        raise NotExpressible("the smallest are asked for")
    found = ops.top_k(ops.moveaxis(x, axis, -1), k)
    return [ops.moveaxis(f, -1, axis) for f in found]


@way("OneHot")
def one_hot(c: Case) -> Any:
    depth, (off, on) = int(np.ravel(c.x[1])[0]), c.x[2]
    classes = np.mod(c.x[0], depth).astype(np.int64)
    return ops.where(ops.one_hot(classes, depth, axis=c.get("axis", -1)), on, off)


@way("Einsum")
def einsum(c: Case) -> Any:
    if "ii" in c.get("equation"):
        raise NotExpressible("a letter twice in one term")
    return ops.einsum(c.get("equation"), *c.x)


@way("Gemm")
def gemm(c: Case) -> Any:
    a, b = (ops.transpose(x) if c.get(key, 0) else x for x, key in zip(c.x, ("transA", "transB")))
    found = ops.multiply(ops.matmul(a, b), c.get("alpha", 1.0))
    return found if c.at(2) is None else ops.add(found, ops.multiply(c.x[2], c.get("beta", 1.0)))


@way("Trilu")
def triangle(c: Case) -> Any:
    k = 0 if c.at(1) is None else int(c.x[1])
    return (ops.triu if c.get("upper", 1) else ops.tril)(c.x[0], k)


@way("DepthToSpace", "SpaceToDepth")
def blocks(c: Case) -> Any:
    x, size = c.x[0], c.get("blocksize")
    if c.op == "SpaceToDepth" and c.get("mode", "DCR") == "CRD":
        return ops.space_to_depth(x, size, "channels_first")
    if c.op == "SpaceToDepth":
        moved = ops.space_to_depth(ops.transpose(x, (0, 2, 3, 1)), size)
        return ops.transpose(moved, (0, 3, 1, 2))
    if c.get("mode", "DCR") == "CRD":
        return ops.depth_to_space(x, size, "channels_first")
    return ops.transpose(ops.depth_to_space(ops.transpose(x, (0, 2, 3, 1)), size), (0, 3, 1, 2))


@way("LpNormalization")
def lp_normalization(c: Case) -> Any:
    return ops.normalize(c.x[0], axis=c.get("axis", -1), order=c.get("p", 2))


@way("Shape", "Size")
def shape(c: Case) -> Any:
    sizes = ops.shape(c.x[0])
    return np.array(sizes[c.get("start", 0) : c.get("end")]) if c.op == "Shape" else np.array(ops.size(c.x[0]))


@way("NonZero")
def nonzero(c: Case) -> Any:
    return np.stack(ops.nonzero(c.x[0]))


@way("EyeLike")
def eye(c: Case) -> Any:
    return ops.eye(*c.x[0].shape, k=c.get("k", 0))


@way("PRelu")
def prelu(c: Case) -> Any:
    x, slope = c.x
    return ops.where(x < 0, ops.multiply(x, slope), x)
