"""Functions of TensorFlow that are operations of Keras 3: `tf.math.add` is Add of `keras.ops`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Function:
    """Which operation a function is: its arguments in order, `settings` by Keras' names, and what must be as given."""

    operation: str
    tensors: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    listed: bool = False
    """Whether its tensors come as one list."""


def _binary(operation: str, first: str = "x", second: str = "y", **fixed: tuple[Any, ...]) -> Function:
    return Function(operation, (first, second), fixed=fixed)


def _reduction(operation: str) -> Function:
    return Function(operation, ("input_tensor",), {"axis": "axis", "keepdims": "keepdims", "keep_dims": "keepdims"})


BINARY = {
    "add": "Add",
    "sub": "Subtract",
    "subtract": "Subtract",
    "mul": "Multiply",
    "multiply": "Multiply",
    "truediv": "TrueDivide",
    "divide": "TrueDivide",
    "div_no_nan": "DivideNoNan",
    "divide_no_nan": "DivideNoNan",
    "floordiv": "FloorDivide",
    "pow": "Power",
    "mod": "Mod",
    "floormod": "Mod",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "equal": "Equal",
    "not_equal": "NotEqual",
    "greater": "Greater",
    "greater_equal": "GreaterEqual",
    "less": "Less",
    "less_equal": "LessEqual",
    "logical_and": "LogicalAnd",
    "logical_or": "LogicalOr",
    "logical_xor": "LogicalXor",
}
UNARY = {
    "abs": "Absolute",
    "negative": "Negative",
    "neg": "Negative",
    "exp": "Exp",
    "expm1": "Expm1",
    "log": "Log",
    "log1p": "Log1p",
    "sqrt": "Sqrt",
    "rsqrt": "Rsqrt",
    "square": "Square",
    "reciprocal": "Reciprocal",
    "sign": "Sign",
    "floor": "Floor",
    "ceil": "Ceil",
    "round": "Round",
    "sin": "Sin",
    "cos": "Cos",
    "tan": "Tan",
    "sinh": "Sinh",
    "cosh": "Cosh",
    "tanh": "Tanh",
    "asin": "Arcsin",
    "acos": "Arccos",
    "atan": "Arctan",
    "erf": "Erf",
    "sigmoid": "Sigmoid",
    "log_sigmoid": "LogSigmoid",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "relu": "Relu",
    "relu6": "Relu6",
    "selu": "Selu",
    "elu": "Elu",
    "silu": "Silu",
    "swish": "Silu",
    "logical_not": "LogicalNot",
    "zeros_like": "ZerosLike",
    "ones_like": "OnesLike",
    "stop_gradient": "StopGradient",
    "is_nan": "Isnan",
    "is_finite": "Isfinite",
    "is_inf": "Isinf",
}
REDUCTIONS = {
    "reduce_mean": "Mean",
    "reduce_sum": "Sum",
    "reduce_max": "Max",
    "reduce_min": "Min",
    "reduce_prod": "Prod",
    "reduce_any": "Any",
    "reduce_all": "All",
    "reduce_std": "Std",
    "reduce_variance": "Var",
    "reduce_logsumexp": "Logsumexp",
}
OTHERS = {
    "matmul": Function(
        "Matmul",
        ("a", "b"),
        fixed=dict.fromkeys(
            ("transpose_a", "transpose_b", "adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse"), (False, None)
        ),
    ),
    "bias_add": Function("Add", ("value", "bias"), fixed={"data_format": (None, "NHWC", "N...C")}),
    "softmax": Function("Softmax", ("logits",), {"axis": "axis", "dim": "axis"}),
    "log_softmax": Function("LogSoftmax", ("logits",), {"axis": "axis"}),
    "leaky_relu": Function("LeakyRelu", ("features",), {"alpha": "negative_slope"}),
    "gelu": Function("Gelu", ("features",), {"approximate": "approximate"}),
    "concat": Function("Concatenate", ("values",), {"axis": "axis"}, listed=True),
    "stack": Function("Stack", ("values",), {"axis": "axis"}, listed=True),
    "reshape": Function("Reshape", ("tensor",), {"shape": "newshape"}),
    "expand_dims": Function("ExpandDims", ("input",), {"axis": "axis"}, {"dim": (None,)}),
    "squeeze": Function("Squeeze", ("input",), {"axis": "axis"}, {"squeeze_dims": (None,)}),
    "transpose": Function("Transpose", ("a",), {"perm": "axes"}, {"conjugate": (False,)}),
    "tile": Function("Tile", ("input",), {"multiples": "repeats"}),
    "cast": Function("Cast", ("x",), {"dtype": "dtype"}),
    "clip_by_value": Function("Clip", ("t",), {"clip_value_min": "x_min", "clip_value_max": "x_max"}),
    "reverse": Function("Flip", ("tensor",), {"axis": "axis"}),
    "getitem": Function("GetItem", ("tensor",), {"slice_spec": "key"}, {"var": (None,)}),
    "gather": Function(
        "Take", ("params", "indices"), {"axis": "axis"}, {"validate_indices": (None,), "batch_dims": (0,)}
    ),
    "where": Function("Where", ("condition", "x", "y")),
    "argmax": Function("Argmax", ("input",), {"axis": "axis"}, {"output_type": ("int64", "int32")}),
    "argmin": Function("Argmin", ("input",), {"axis": "axis"}, {"output_type": ("int64", "int32")}),
    "one_hot": Function("OneHot", ("indices",), {"depth": "num_classes", "axis": "axis", "dtype": "dtype"}),
    "l2_normalize": Function("Normalize", ("x",), {"axis": "axis", "epsilon": "epsilon"}),
    "cumsum": Function("Cumsum", ("x",), {"axis": "axis"}, {"exclusive": (False,), "reverse": (False,)}),
    "depth_to_space": Function("DepthToSpace", ("input",), {"block_size": "block_size"}, {"data_format": ("NHWC",)}),
    "space_to_depth": Function("SpaceToDepth", ("input",), {"block_size": "block_size"}, {"data_format": ("NHWC",)}),
}
BEFORE = ("compat.v1.", "__operators__.", "math.", "nn.", "linalg.", "raw_ops.", "experimental.numpy.", "special.")
FUNCTIONS: Mapping[str, Function] = {
    **{name: _binary(kind) for name, kind in BINARY.items()},
    **{name: Function(kind, ("x",)) for name, kind in UNARY.items()},
    **{name: _reduction(kind) for name, kind in REDUCTIONS.items()},
    **OTHERS,
}
NODES = {
    "AddV2": "add",
    "Add": "add",
    "Sub": "subtract",
    "Mul": "multiply",
    "RealDiv": "truediv",
    "Div": "truediv",
    "Maximum": "maximum",
    "Minimum": "minimum",
    "Pow": "pow",
    "Abs": "abs",
    "Neg": "negative",
    "Exp": "exp",
    "Log": "log",
    "Log1p": "log1p",
    "Sqrt": "sqrt",
    "Rsqrt": "rsqrt",
    "Square": "square",
    "Relu": "relu",
    "Relu6": "relu6",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Softplus": "softplus",
    "Softmax": "softmax",
    "Elu": "elu",
    "Selu": "selu",
    "Mean": "reduce_mean",
    "Sum": "reduce_sum",
    "Max": "reduce_max",
    "Min": "reduce_min",
    "ExpandDims": "expand_dims",
    "Reshape": "reshape",
    "Transpose": "transpose",
}
"""Nodes of a TensorFlow graph by the functions that made them."""
SECOND = {
    "reduce_mean": "axis",
    "reduce_sum": "axis",
    "reduce_max": "axis",
    "reduce_min": "axis",
    "expand_dims": "axis",
    "reshape": "shape",
    "transpose": "perm",
}
"""What a node's second argument is where it is no tensor."""


def function_of(name: str) -> Function | None:
    """What `math.add`, `__operators__.add` or `compat.v1.transpose` stands for; None for what has no operation."""
    while True:
        before = next((start for start in BEFORE if name.startswith(start)), None)
        if before is None:
            return FUNCTIONS.get(name)
        name = name.removeprefix(before)
