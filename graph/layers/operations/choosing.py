"""Operations on the types and limits of numbers, and tensors made like others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import DTYPES, counted
from graph.layers.operations.operation import Operation, operation
from graph.specs.params import param
from graph.specs.spec import Example, TensorType, example


@dataclass(frozen=True)
class Clipping(Operation):
    x_min: Any = param("constant", help="the smallest number there may be", always=True, nullable=True)
    x_max: Any = param("constant", help="the largest number there may be", always=True, nullable=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[0].shape, counted(inputs[0].dtype)),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return False


Clip = operation(
    Clipping, "Clip", "clip", "Each number within limits.", "y = min(max(x_min, x), x_max)",
    example((2, 3), x_min=-0.5, x_max=1),
)  # fmt: skip


@dataclass(frozen=True)
class Casting(Operation):
    module: ClassVar[str] = "core"

    dtype: str = param("choice", help="the type of the result", choices=DTYPES, always=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[0].shape, self.dtype),)


CastOperation = operation(
    Casting, "Cast", "cast", "The numbers in another type.", "y = x",
    Example({"dtype": "float32"}, (TensorType((None, 3)),)), Example({"dtype": "int32"}, (TensorType((None, 3)),)),
    Example({"dtype": "float32"}, (TensorType((None, 2), "int32"),)), clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class Filled(Operation):
    """Base of tensors of another's shape that hold one number; `number` says which."""

    number: ClassVar[float] = 0.0

    dtype: Any = param("choice", None, "the type of the result; that of the input without it", choices=DTYPES)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[0].shape, self.dtype or inputs[0].dtype),)


ZerosLike = operation(Filled, "ZerosLike", "zeros_like", "Zeros in the shape of a tensor.", "y = 0", example((2,)))
EmptyLike = operation(
    Filled,
    "EmptyLike",
    "empty_like",
    "Zeros in the shape of a tensor: what nothing is said of.",
    "y = 0",
    example((2,)),
)
OnesLike = operation(
    Filled, "OnesLike", "ones_like", "Ones in the shape of a tensor.", "y = 1", example((2,)), number=1.0
)


@dataclass(frozen=True)
class FilledWith(Filled):
    called_with: ClassVar[tuple[str, ...]] = ("fill_value",)
    taken: ClassVar[tuple[str, ...]] = ("x", "fill_value", "dtype")

    fill_value: Any = param("constant", 0.0, "the number", always=True)


FullLike = operation(
    FilledWith, "FullLike", "full_like", "One number in the shape of a tensor.", "y = fill_value",
    example((2,), fill_value=2.5),
)  # fmt: skip
