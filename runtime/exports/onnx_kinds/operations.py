"""Operations between layers, by their names in Keras: number by number, along axes, and rearrangements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graph.layers.operations.activations import ActivationOperation
from graph.layers.operations.operation import known_operations
from graph.specs.constants import Constant
from graph.specs.message import say
from graph.specs.spec import Spec
from runtime.exports.onnx_graph import Graph, Said, Unsayable, says
from runtime.exports.onnx_kinds.activations import (
    FUNCTIONS,
    beyond,
    clipped,
    gelu,
    hard_shrink,
    log_softmax,
    scaled,
    soft_shrink,
    squareplus,
)


def of(*names: str) -> list[type[Spec]]:
    """The kinds of operations by Keras' names."""
    return [known_operations()[name] for name in names]


def number_types(s: Said) -> str:
    """In what two terms meet: floats where one is, else whole numbers."""
    dtypes = {t.dtype for t in s.spec.terms(s.types)}
    return "float32" if any(d.startswith("float") for d in dtypes) else "bool" if dtypes == {"bool"} else "int32"


def terms(g: Graph, s: Said, dtype: str) -> list[str]:
    """The operands in order as names of one dtype, constants among them."""
    return terms_of(g, s, [dtype] * len(s.spec.operands))


def terms_of(g: Graph, s: Said, dtypes: Sequence[str]) -> list[str]:
    """The operands in order, each of its dtype."""
    found, rest = [], list(zip(s.tensors, s.types))
    for name, dtype in zip(s.spec.operands, dtypes):
        constant = s.spec.constant_at(name)
        if constant is None:
            if not rest:
                raise Unsayable(say("this form of it has no counterpart there"))
            tensor, type = rest.pop(0)
            found.append(g.last(tensor) if type.dtype == dtype else g.cast(g.last(tensor), dtype))
        else:
            array = constant.array() if isinstance(constant, Constant) else np.array(constant)
            found.append(g.constant(array.astype(dtype)))
    return found


UNARY: dict[str, Callable[[Graph, str], str]] = {
    "Exp": lambda g, x: g.node("Exp", x),
    "Exp2": lambda g, x: g.node("Exp", scaled(g, x, float(np.log(2)))),
    "Expm1": lambda g, x: scaled(g, g.node("Exp", x), 1, -1),
    "Log": lambda g, x: g.node("Log", x),
    "Log2": lambda g, x: scaled(g, g.node("Log", x), 1 / float(np.log(2))),
    "Log10": lambda g, x: scaled(g, g.node("Log", x), 1 / float(np.log(10))),
    "Log1p": lambda g, x: g.node("Log", scaled(g, x, 1, 1)),
    "Sqrt": lambda g, x: g.node("Sqrt", x),
    "Rsqrt": lambda g, x: g.node("Reciprocal", g.node("Sqrt", x)),
    "Reciprocal": lambda g, x: g.node("Reciprocal", x),
    "Sin": lambda g, x: g.node("Sin", x),
    "Cos": lambda g, x: g.node("Cos", x),
    "Tan": lambda g, x: g.node("Tan", x),
    "Arcsin": lambda g, x: g.node("Asin", x),
    "Arccos": lambda g, x: g.node("Acos", x),
    "Arctan": lambda g, x: g.node("Atan", x),
    "Sinh": lambda g, x: g.node("Sinh", x),
    "Cosh": lambda g, x: g.node("Cosh", x),
    "Tanh": lambda g, x: g.node("Tanh", x),
    "Arcsinh": lambda g, x: g.node("Asinh", x),
    "Arccosh": lambda g, x: g.node("Acosh", x),
    "Arctanh": lambda g, x: g.node("Atanh", x),
    "Deg2rad": lambda g, x: scaled(g, x, float(np.pi / 180)),
    "Rad2deg": lambda g, x: scaled(g, x, float(180 / np.pi)),
    "Erf": lambda g, x: g.node("Erf", x),
    "Erfc": lambda g, x: g.node("Sub", g.number(1), g.node("Erf", x)),
    "Cbrt": lambda g, x: g.node("Mul", g.node("Sign", x), g.node("Pow", g.node("Abs", x), g.number(1 / 3))),
}
"""Of floats, which give floats."""
KEEPING: dict[str, Callable[[Graph, str], str]] = {
    "Absolute": lambda g, x: g.node("Abs", x),
    "Abs": lambda g, x: g.node("Abs", x),
    "Fabs": lambda g, x: g.node("Abs", x),
    "Negative": lambda g, x: g.node("Neg", x),
    "Square": lambda g, x: g.node("Mul", x, x),
    "Sign": lambda g, x: g.node("Sign", x),
    "Floor": lambda g, x: g.node("Floor", x),
    "Ceil": lambda g, x: g.node("Ceil", x),
    "Copy": lambda _, x: x,
    "StopGradient": lambda _, x: x,
    "Real": lambda _, x: x,
    "Conjugate": lambda _, x: x,
}
TRUTHS: dict[str, Callable[[Graph, str], str]] = {
    "Isnan": lambda g, x: g.node("IsNaN", x),
    "Isinf": lambda g, x: g.node("IsInf", x),
    "Isfinite": lambda g, x: g.node("Not", g.node("Or", g.node("IsNaN", x), g.node("IsInf", x))),
    "Isposinf": lambda g, x: g.node("IsInf", x, detect_negative=0),
    "Isneginf": lambda g, x: g.node("IsInf", x, detect_positive=0),
}


@says(*of(*UNARY, *KEEPING, *TRUTHS))
def unary(g: Graph, s: Said) -> str:
    name = s.spec.keras_class
    x = g.floats(g.last(s.tensors[0]), s.types[0])
    y = (UNARY.get(name) or KEEPING.get(name) or TRUTHS[name])(g, x)
    return y if name in TRUTHS else g.as_said(y, s.results[0])


@says(*of("Round"))
def rounded(g: Graph, s: Said) -> str:
    x = g.last(s.tensors[0])
    if s.spec.decimals or not s.types[0].is_float:
        raise Unsayable(say("it rounds to {n} digits", n=s.spec.decimals))
    return g.node("Round", x)


@says(ActivationOperation)
def activation(g: Graph, s: Said) -> str:
    spec, x = s.spec, g.floats(g.last(s.tensors[0]), s.types[0])
    settings = {
        "LeakyRelu": lambda: g.node("LeakyRelu", x, alpha=spec.negative_slope),
        "Elu": lambda: g.node("Elu", x, alpha=spec.alpha),
        "Celu": lambda: g.node("Celu", x, alpha=spec.alpha),
        "Gelu": lambda: gelu(g, x, spec.approximate),
        "HardShrink": lambda: hard_shrink(g, x, spec.threshold),
        "SoftShrink": lambda: soft_shrink(g, x, spec.threshold),
        "Squareplus": lambda: squareplus(g, x, spec.b),
        "Threshold": lambda: beyond(g, x, spec.threshold, spec.default_value),
    }
    if spec.keras_class in settings:
        y = settings[spec.keras_class]()
    elif spec.activation in FUNCTIONS:
        y = FUNCTIONS[spec.activation](g, x)
    else:
        raise Unsayable(say("this kind has no counterpart there"))
    return g.as_said(y, s.results[0])


@says(*of("Softmax", "LogSoftmax"))
def softmax(g: Graph, s: Said) -> str:
    x, axis = g.last(s.tensors[0]), s.spec.axis
    axes = axis if isinstance(axis, tuple) else (axis,)
    if len(axes) > 1 or axes[0] is None:
        raise Unsayable(say("several axes at once can't be told there"))
    return log_softmax(g, x, axes[0]) if s.spec.keras_class == "LogSoftmax" else g.node("Softmax", x, axis=axes[0])


BINARY = {
    "Add": "Add",
    "Subtract": "Sub",
    "Multiply": "Mul",
    "TrueDivide": "Div",
    "Divide": "Div",
    "Maximum": "Max",
    "Minimum": "Min",
    "Power": "Pow",
}
COMPARING = {
    "Equal": "Equal",
    "Greater": "Greater",
    "GreaterEqual": "GreaterOrEqual",
    "Less": "Less",
    "LessEqual": "LessOrEqual",
}
LOGIC = {"LogicalAnd": "And", "LogicalOr": "Or", "LogicalXor": "Xor"}


@says(*of(*BINARY))
def binary(g: Graph, s: Said) -> str:
    result = s.results[0].dtype
    return g.node(BINARY[s.spec.keras_class], *terms(g, s, "float32" if s.results[0].is_float else result))


@says(*of("FloorDivide", "Mod"))
def whole(g: Graph, s: Said) -> str:
    if not s.results[0].is_float:
        raise Unsayable(say("of whole numbers it has no counterpart there"))
    a, b = terms(g, s, "float32")
    quotient = g.node("Floor", g.node("Div", a, b))
    return quotient if s.spec.keras_class == "FloorDivide" else g.node("Sub", a, g.node("Mul", quotient, b))


@says(*of("DivideNoNan"))
def divide_no_nan(g: Graph, s: Said) -> str:
    a, b = terms(g, s, "float32")
    none = g.node("Equal", b, g.number(0))
    return g.node("Where", none, g.number(0), g.node("Div", a, g.node("Where", none, g.number(1), b)))


@says(*of("Hypot"))
def hypot(g: Graph, s: Said) -> str:
    a, b = terms(g, s, "float32")
    return g.node("Sqrt", g.node("Add", g.node("Mul", a, a), g.node("Mul", b, b)))


@says(*of("Logaddexp", "Logaddexp2"))
def logaddexp(g: Graph, s: Said) -> str:
    base = float(np.log(2)) if s.spec.keras_class == "Logaddexp2" else 1.0
    a, b = (scaled(g, x, base) for x in terms(g, s, "float32"))
    above = g.node("Max", a, b)
    distance = g.node("Neg", g.node("Abs", g.node("Sub", a, b)))
    y = g.node("Add", above, g.node("Log", scaled(g, g.node("Exp", distance), 1, 1)))
    return scaled(g, y, 1 / base)


@says(*of(*COMPARING, "NotEqual"))
def comparing(g: Graph, s: Said) -> str:
    dtype = number_types(s)
    given = terms(g, s, "int32" if dtype == "bool" else dtype)
    if s.spec.keras_class == "NotEqual":
        return g.node("Not", g.node("Equal", *given))
    return g.node(COMPARING[s.spec.keras_class], *given)


@says(*of(*LOGIC, "LogicalNot"))
def logic(g: Graph, s: Said) -> str:
    return g.node(LOGIC.get(s.spec.keras_class, "Not"), *terms(g, s, "bool"))


@says(*of("Where"))
def where(g: Graph, s: Said) -> str:
    operands = iter(terms_of(g, s, ("bool", s.results[0].dtype, s.results[0].dtype)))
    return g.node("Where", *operands)


@says(*of("Clip"))
def clip(g: Graph, s: Said) -> str:
    ends = (s.spec.x_min, s.spec.x_max)
    if not s.results[0].is_float or any(isinstance(end, Constant) for end in ends):
        raise Unsayable(say("this form of it has no counterpart there"))
    return clipped(g, g.floats(g.last(s.tensors[0]), s.types[0]), *ends)


@says(*of("Cast"))
def cast(g: Graph, s: Said) -> str:
    return g.cast(g.last(s.tensors[0]), s.spec.dtype)


REDUCTIONS = {
    "Sum": "ReduceSum",
    "Mean": "ReduceMean",
    "Max": "ReduceMax",
    "Amax": "ReduceMax",
    "Min": "ReduceMin",
    "Amin": "ReduceMin",
    "Prod": "ReduceProd",
    "Logsumexp": "ReduceLogSumExp",
}


@says(*of(*REDUCTIONS, "Var", "Std"))
def reduction(g: Graph, s: Said) -> str:
    spec, x = s.spec, g.floats(g.last(s.tensors[0]), s.types[0])
    if getattr(spec, "initial", None) is not None or not s.results[0].is_float:
        raise Unsayable(say("this form of it has no counterpart there"))
    axes = [] if spec.axis is None else [g.ints(*spec.axis)]
    keep = int(spec.keepdims)
    if spec.keras_class in REDUCTIONS:
        return g.node(REDUCTIONS[spec.keras_class], x, *axes, keepdims=keep)
    apart = g.node("Sub", x, g.node("ReduceMean", x, *axes, keepdims=1))
    variance = g.node("ReduceMean", g.node("Mul", apart, apart), *axes, keepdims=keep)
    return g.node("Sqrt", variance) if spec.keras_class == "Std" else variance


@says(*of("Argmax", "Argmin"))
def extreme_place(g: Graph, s: Said) -> str:
    axis = s.spec.axis[0] if isinstance(s.spec.axis, tuple) else s.spec.axis
    if axis is None:
        raise Unsayable(say("this form of it has no counterpart there"))
    op = {"Argmax": "ArgMax", "Argmin": "ArgMin"}[s.spec.keras_class]
    return g.cast(g.node(op, g.last(s.tensors[0]), axis=axis, keepdims=int(s.spec.keepdims)), s.results[0].dtype)


@says(*of("Matmul"))
def matmul(g: Graph, s: Said) -> str:
    return g.node("MatMul", *terms(g, s, "float32"))


@says(*of("Einsum"))
def einsum(g: Graph, s: Said) -> str:
    return g.node("Einsum", *(g.last(t) for t in s.tensors), equation=s.spec.subscripts)
