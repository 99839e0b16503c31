"""Sums, means, extremes…: axes that become one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import DTYPES, counted, floating, same, summed, truth
from graph.layers.operations.operation import Operation, axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Example, ShapeError, TensorType, example


@dataclass(frozen=True)
class Reduction(Operation):
    """Base of what becomes one number along axes; `result` gives the type of the result."""

    result = staticmethod(same)
    examples: ClassVar[tuple[Example, ...]] = (example((3, 2), axis=1), example((3, 2), axis=(1, 2), keepdims=True))

    axis: Any = param("ints", None, "the axes that become one number, batch counted as 0; all without it")
    keepdims: bool = param("bool", False, "whether the axes stay, with the size 1")

    def axes(self, inputs: tuple[TensorType, ...]) -> tuple[int, ...]:
        """The axes counted from 0."""
        return axes_of(self.keras_class, self.axis, inputs[0].shape)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        axes = self.axes(inputs)
        shape = tuple(1 if a in axes else n for a, n in enumerate(x.shape) if self.keepdims or a not in axes)
        return (TensorType(shape, self.result(x.dtype)),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return super().flops(outputs, inputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return 0 in self.axes(inputs)


_of = Reduction
SOME = example((3, 2), axis=1), example((3, 2), axis=(-2, 2), keepdims=True), example((3, 2))

Sum = operation(_of, "Sum", "sum", "The sum along axes.", "y = Σ x", *SOME, result=summed)
Mean = operation(_of, "Mean", "mean", "The mean along axes.", "y = Σ x / n", *SOME, result=floating)
Var = operation(_of, "Var", "var", "The variance along axes.", "y = Σ (x − mean)² / n", *SOME, result=floating)
Std = operation(
    _of, "Std", "std", "The standard deviation along axes.", "y = √(Σ (x − mean)² / n)", *SOME, result=floating
)
Amax = operation(_of, "Amax", "amax", "The largest number along axes.", "y = max x")
Amin = operation(_of, "Amin", "amin", "The smallest number along axes.", "y = min x")
All = operation(_of, "All", "all", "True where all along axes are true, or not 0.", "y = all x", result=truth)
AnyOf = operation(_of, "Any", "any", "True where one along axes is true, or not 0.", "y = any x", result=truth)
Logsumexp = operation(
    _of, "Logsumexp", "logsumexp", "The logarithm of the sum of exponentials along axes.", "y = ln Σ eˣ",
    *SOME, module="math", result=floating,
)  # fmt: skip


@dataclass(frozen=True)
class Extreme(Reduction):
    initial: Any = param("constant", None, "a number that counts as well")


Max = operation(
    Extreme, "Max", "max", "The largest number along axes.", "y = max x", *SOME, example((3,), axis=1, initial=0.5)
)
Min = operation(
    Extreme, "Min", "min", "The smallest number along axes.", "y = min x", *SOME, example((3,), axis=1, initial=0.5)
)


@dataclass(frozen=True)
class Typed(Reduction):
    dtype: Any = param("choice", None, "the type of the result", choices=DTYPES)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        return tuple(TensorType(t.shape, self.dtype or t.dtype) for t in found)


Prod = operation(Typed, "Prod", "prod", "The product along axes.", "y = Π x", *SOME, result=summed)


@dataclass(frozen=True)
class Counting(Reduction):
    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        if self.axis is not None and len(self.axis) != 1:
            raise ShapeError(say("{kind} goes along one axis, or all of them.", kind=self.keras_class))
        return super().outputs(inputs)


def whole(_dtype: str) -> str:
    """Places and counts."""
    return "int32"


PLACES = example((3, 2), axis=1), example((4,), axis=-1, keepdims=True)
Argmax = operation(
    Counting, "Argmax", "argmax", "Where along an axis the largest number is.", "y = arg max x", *PLACES, result=whole
)
Argmin = operation(
    Counting, "Argmin", "argmin", "Where along an axis the smallest number is.", "y = arg min x", *PLACES, result=whole
)


@dataclass(frozen=True)
class Nonzero(Operation):
    examples: ClassVar[tuple[Example, ...]] = (example((3, 2), axis=1),)

    axis: Any = param("ints", None, "the axes that become one number, batch counted as 0; all without it")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        axes = axes_of(self.keras_class, self.axis, inputs[0].shape)
        return (TensorType(tuple(n for a, n in enumerate(inputs[0].shape) if a not in axes), "int32"),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return 0 in axes_of(self.keras_class, self.axis, inputs[0].shape)


CountNonzero = operation(
    Nonzero, "CountNonzero", "count_nonzero", "How many numbers along axes are not 0.", "y = Σ (x ≠ 0)"
)


@dataclass(frozen=True)
class Lengths(Reduction):
    """The length of vectors, by several measures."""

    taken: ClassVar[tuple[str, ...]] = ("x", "ord", "axis", "keepdims")
    result = staticmethod(floating)

    ord: Any = param("any", None, "the measure: 1, 2, another power, inf or -inf; 2 without it")

    def check(self) -> None:
        if self.ord is None or self.ord in ("inf", "-inf"):
            return
        if isinstance(self.ord, (int, float)) and not isinstance(self.ord, bool):
            if abs(self.ord) == float("inf"):
                object.__setattr__(self, "ord", str(float(self.ord)))
            return
        raise SpecError(
            say(
                "Norm: ord must be a number, inf or -inf; norms of matrices are not computed here. "
                "Received: {given!r:.80}.",
                given=self.ord,
            )
        )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        rank = len(self.axes(inputs))
        if rank != 1 and self.ord is not None:
            raise ShapeError(say("Norm: with ord it goes along one axis. Received: {n} axes.", n=rank))
        return super().outputs(inputs)

    def written(self, name: str) -> object:
        return float(self.ord) if name == "ord" and isinstance(self.ord, str) else super().written(name)


Norm = operation(
    Lengths, "Norm", "norm", "The length of vectors along an axis.", "y = (Σ |x|^ord)^(1/ord)",
    example((3, 2), axis=1), example((4,), axis=-1, ord=1), example((4,), axis=-1, ord="inf"),
    example((3, 2), axis=-1, ord=3, keepdims=True), module="linalg",
)  # fmt: skip


@dataclass(frozen=True)
class Running(Operation):
    """Base of what is summed up along an axis, number after number."""

    examples: ClassVar[tuple[Example, ...]] = (example((3, 2), axis=1), example((4,), axis=-1))

    axis: Any = param("int", None, "the axis along which it goes, batch counted as 0; all numbers in a row without it")
    dtype: Any = param("choice", None, "the type of the result", choices=DTYPES)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        shape = x.shape
        if self.axis is None:
            known = [n for n in shape if n is not None]
            size = 1
            for n in known:
                size *= n
            shape = (size if len(known) == len(shape) else None,)
        else:
            axes_of(self.keras_class, self.axis, shape)
        return (TensorType(shape, self.dtype or counted(x.dtype)),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.axis is None or axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


Cumsum = operation(Running, "Cumsum", "cumsum", "The sum of all numbers so far along an axis.", "yᵢ = x₁ + … + xᵢ")
Cumprod = operation(
    Running, "Cumprod", "cumprod", "The product of all numbers so far along an axis.", "yᵢ = x₁ · … · xᵢ"
)
