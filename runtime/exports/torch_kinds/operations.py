"""Operations between layers, by their names in Keras."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.layers.operations.activations import ActivationOperation
from graph.layers.operations.operation import known_operations
from graph.specs.constants import Constant
from graph.specs.message import say
from graph.specs.spec import Spec
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import known_shape
from runtime.exports.torch_kinds.activations import activated
from runtime.exports.torch_module import Module, Said, Unsayable, call, says

OTHER = say("this form of it has no counterpart there")


def of(*names: str) -> list[type[Spec]]:
    """The kinds of operations by Keras' names."""
    return [known_operations()[name] for name in names]


UNARY: dict[str, str] = {
    "Exp": "torch.exp", "Expm1": "torch.expm1", "Log": "torch.log", "Log2": "torch.log2", "Log10": "torch.log10",
    "Log1p": "torch.log1p", "Sqrt": "torch.sqrt", "Rsqrt": "torch.rsqrt", "Reciprocal": "torch.reciprocal",
    "Sin": "torch.sin", "Cos": "torch.cos", "Tan": "torch.tan", "Sinh": "torch.sinh", "Cosh": "torch.cosh",
    "Tanh": "torch.tanh", "Arctan": "torch.arctan", "Arcsin": "torch.arcsin", "Arccos": "torch.arccos",
    "Absolute": "torch.abs", "Abs": "torch.abs", "Negative": "torch.neg", "Square": "torch.square",
    "Sign": "torch.sign", "Floor": "torch.floor", "Ceil": "torch.ceil", "Erf": "torch.erf",
}  # fmt: skip
BINARY = {"Add": "+", "Subtract": "-", "Multiply": "*", "TrueDivide": "/", "Divide": "/", "Power": "**"}
LARGER = {"Maximum": "torch.maximum", "Minimum": "torch.minimum"}
REDUCTIONS = {
    "Sum": "sum", "Mean": "mean", "Max": "amax", "Amax": "amax", "Min": "amin", "Amin": "amin",
    "Logsumexp": "logsumexp",
}  # fmt: skip


@says(*of(*UNARY))
def unary(m: Module, s: Said) -> str:
    if not s.types[0].is_float:
        raise Unsayable(OTHER)
    return f"{UNARY[s.spec.keras_class]}({m.last(s.values[0])})"


@says(*of("Copy", "StopGradient"))
def same(m: Module, s: Said) -> str:
    x = m.last(s.values[0])
    return f"{x}.detach()" if s.spec.keras_class == "StopGradient" else x


@says(ActivationOperation)
def activation(m: Module, s: Said) -> Tensor:
    spec = s.spec
    if not s.types[0].is_float:
        raise Unsayable(OTHER)
    if spec.keras_class == "Gelu":
        how = "tanh" if spec.approximate else None
        return Tensor(s.values[0].rank, call("F.gelu", m.last(s.values[0]), approximate=how))
    if any(True for _ in spec.non_default()):
        raise Unsayable(OTHER)
    return activated(m, Tensor(s.values[0].rank, m.last(s.values[0])), spec.activation)


@says(*of("Softmax", "LogSoftmax"))
def softmax(m: Module, s: Said) -> str:
    axis = s.spec.axis[0] if isinstance(s.spec.axis, tuple) and len(s.spec.axis) == 1 else s.spec.axis
    if not isinstance(axis, int):
        raise Unsayable(OTHER)
    name = "F.softmax" if s.spec.keras_class == "Softmax" else "F.log_softmax"
    return call(name, m.last(s.values[0]), dim=axis)


def operands(m: Module, s: Said) -> list[str]:
    """The operands in order, numbers as they are, constant arrays as buffers; raises Unsayable for mixed types."""
    if not s.results[0].is_float or any(not type.is_float for type in s.types):
        raise Unsayable(OTHER)
    found, rest = [], list(s.values)
    for name in s.spec.operands:
        constant = s.spec.constant_at(name)
        if constant is None:
            if not rest:
                raise Unsayable(OTHER)
            found.append(m.last(rest.pop(0)))
            continue
        array = np.asarray(constant.array() if isinstance(constant, Constant) else constant, np.float32)
        found.append(repr(float(array)) if array.ndim == 0 else m.buffer(array, name))
    return found


@says(*of(*BINARY))
def binary(m: Module, s: Said) -> str:
    return f" {BINARY[s.spec.keras_class]} ".join(operands(m, s))


@says(*of(*LARGER))
def larger(m: Module, s: Said) -> str:
    given = operands(m, s)
    numbers = [x for x in given if x[:1] in "-0123456789"]
    if not numbers:
        return f"{LARGER[s.spec.keras_class]}({', '.join(given)})"
    rest = [x for x in given if x not in numbers]
    if len(numbers) != 1 or len(rest) != 1:
        raise Unsayable(OTHER)
    return f"{rest[0]}.clamp({'min' if s.spec.keras_class == 'Maximum' else 'max'}={numbers[0]})"


@says(*of("Matmul"))
def matmul(m: Module, s: Said) -> str:
    return " @ ".join(operands(m, s))


@says(*of("Einsum"))
def einsum(m: Module, s: Said) -> str:
    if any(not type.is_float for type in s.types):
        raise Unsayable(OTHER)
    return call("torch.einsum", f'"{s.spec.subscripts}"', *(m.last(value) for value in s.values))


@says(*of(*REDUCTIONS, "Var", "Std"))
def reduction(m: Module, s: Said) -> str:
    spec, x = s.spec, m.last(s.values[0])
    if getattr(spec, "initial", None) is not None or not s.types[0].is_float or not s.results[0].is_float:
        raise Unsayable(OTHER)
    axes = spec.axis if spec.axis is not None else tuple(range(s.values[0].rank))
    axes = axes if isinstance(axes, tuple) else (axes,)
    named: dict[str, object] = {"dim": axes[0] if len(axes) == 1 else axes, "keepdim": True if spec.keepdims else None}
    if spec.keras_class in ("Var", "Std"):
        return call(f"{x}.{spec.keras_class.lower()}", unbiased=False, **named)
    return call(f"{x}.{REDUCTIONS[spec.keras_class]}", **named)


@says(*of("Transpose", "Swapaxes", "Moveaxis"))
def transpose(m: Module, s: Said) -> str:
    rank, spec = s.values[0].rank, s.spec
    sample = np.empty(tuple(range(2, rank + 2)))
    moves: dict[str, Callable[[], np.ndarray]] = {
        "Transpose": lambda: np.transpose(sample, spec.axes),
        "Swapaxes": lambda: np.swapaxes(sample, spec.axis1, spec.axis2),
        "Moveaxis": lambda: np.moveaxis(sample, spec.source, spec.destination),
    }
    return call(f"{m.last(s.values[0])}.permute", *(size - 2 for size in moves[spec.keras_class]().shape))


@says(*of("ExpandDims"))
def expand_dims(m: Module, s: Said) -> str:
    axes = s.spec.axis if isinstance(s.spec.axis, tuple) else (s.spec.axis,)
    if len(axes) > 1:
        raise Unsayable(OTHER)
    return f"{m.last(s.values[0])}.unsqueeze({axes[0]})"


@says(*of("Reshape", "Ravel"))
def reshape(m: Module, s: Said) -> str:
    if s.results[0].shape[:1] != (None,):
        raise Unsayable(say("it mixes the samples of a batch"))
    return call(f"{m.last(s.values[0])}.reshape", -1, *known_shape(s.results[0]))


@says(*of("Concatenate", "Stack"))
def joined(m: Module, s: Said) -> str:
    if len({type.dtype for type in s.types}) > 1:
        raise Unsayable(OTHER)
    names = ", ".join(m.last(value) for value in s.values)
    return f"{'torch.cat' if s.spec.keras_class == 'Concatenate' else 'torch.stack'}([{names}], dim={s.spec.axis})"


@says(*of("GetItem"))
def get_item(m: Module, s: Said) -> str:
    parts = []
    for part in s.spec.index:
        if isinstance(part, slice):
            if (part.step or 1) < 0:
                raise Unsayable(OTHER)
            ends = ["" if end is None else str(end) for end in (part.start, part.stop)]
            parts.append(":".join(ends) + (f":{part.step}" if part.step not in (None, 1) else ""))
        else:
            parts.append("..." if part is ... else repr(part))
    return f"{m.last(s.values[0])}[{', '.join(parts)}]"
