"""Determinants, inverses and systems of equations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.operation import Operation, operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Ports, Shape, ShapeError, TensorType, example


@dataclass(frozen=True)
class OfMatrix(Operation):
    """Base of what is computed from square matrices."""

    module: ClassVar[str] = "linalg"

    def square(self, shape: Shape) -> Shape:
        """The shape of the stack of matrices; raises ShapeError where they are not square."""
        if len(shape) < 2 or (None not in shape[-2:] and shape[-1] != shape[-2]):
            raise ShapeError(say("{kind} needs square matrices.", kind=self.keras_class))
        return shape[:-2]

    def flops(self, inputs: tuple[TensorType, ...], _outputs: tuple[TensorType, ...]) -> int:
        size = inputs[0].shape[-1] or 1
        return 2 * size**3

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return any(len(t.shape) == 2 for t in inputs) or super().mixes_samples(inputs)


@dataclass(frozen=True)
class Number(OfMatrix):
    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(self.square(inputs[0].shape)),)


MATRIX = (example((3, 3)),)
Det = operation(Number, "Det", "det", "The determinant of square matrices.", "y = det x", *MATRIX)
Logdet = operation(
    Number, "Logdet", "logdet", "The logarithm of the size of a determinant.", "y = ln |det x|", *MATRIX, module="math"
)


@dataclass(frozen=True)
class SignAndNumber(OfMatrix):
    module: ClassVar[str] = "numpy"

    def ports(self) -> Ports:
        return Ports(inputs=("x",), outputs=("sign", "logarithm"))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(self.square(inputs[0].shape)),) * 2


Slogdet = operation(
    SignAndNumber, "Slogdet", "slogdet", "The sign of a determinant, and the logarithm of its size.",
    "y₁ = sign det x, y₂ = ln |det x|", *MATRIX,
)  # fmt: skip


@dataclass(frozen=True)
class Inverse(OfMatrix):
    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        self.square(inputs[0].shape)
        return (TensorType(inputs[0].shape),)


Inv = operation(Inverse, "Inv", "inv", "The inverse of square matrices.", "y = x⁻¹", *MATRIX)


@dataclass(frozen=True)
class Equations(OfMatrix):
    """a x = b, solved for x: b holds vectors where it has one axis less than a."""

    operands: ClassVar[tuple[str, ...]] = ("a", "b")

    a: Any = param("constant", None, "matrices in place of the first input")
    b: Any = param("constant", None, "numbers in place of the second input")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        a, b = self.terms(inputs)
        self.square(a.shape)
        rows = b.shape[-1 if len(b.shape) == len(a.shape) - 1 else -2] if b.shape else None
        if len(a.shape) - len(b.shape) not in (0, 1) or (None not in (rows, a.shape[-1]) and rows != a.shape[-1]):
            raise ShapeError(
                say(
                    "{kind}: b has no row for each of a's. Received: {a} and {b}.",
                    kind=self.keras_class,
                    a=str(a),
                    b=str(b),
                )
            )
        return (TensorType(b.shape),)


Solve = operation(
    Equations, "Solve", "solve", "What a system of equations is solved by.", "y = a⁻¹ b",
    example((2, 2), (2, 3)), example((3, 3), (3,)),
)  # fmt: skip


@dataclass(frozen=True)
class Triangular(Equations):
    taken: ClassVar[tuple[str, ...]] = ("a", "b", "lower")

    lower: bool = param("bool", False, "whether a counts below its diagonal; above it without")


SolveTriangular = operation(
    Triangular, "SolveTriangular", "solve_triangular", "The same for a matrix that is 0 on one side of its diagonal.",
    "y = a⁻¹ b", example((2, 2), (2, 3)), example((3, 3), (3,), lower=True),
)  # fmt: skip
