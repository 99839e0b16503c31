"""Products and distances of two tensors, made of simpler operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import ShapeError, example


@dataclass(frozen=True)
class Pair(Composed):
    """Base of what is made of two terms; `made` makes it."""

    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")

    x1: Any = param("constant", None, "numbers in place of the first input")
    x2: Any = param("constant", None, "numbers in place of the second input")

    def compose(self, *terms: Piece) -> Piece:
        made: Piece = self.made(*terms)  # type: ignore[attr-defined]
        return made


def outer(a: Piece, b: Piece) -> Piece:
    return call("reshape", a, newshape=(-1, 1)) * call("reshape", b, newshape=(1, -1))


def inner(a: Piece, b: Piece) -> Piece:
    return call("tensordot", a, b, axes=((-1,), (-1,))) if a.rank and b.rank else a * b


def vdot(a: Piece, b: Piece) -> Piece:
    return call("sum", call("ravel", a) * call("ravel", b))


def kron(a: Piece, b: Piece) -> Piece:
    rank = max(a.rank, b.rank)
    a = call("expand_dims", a, axis=tuple(range(rank - a.rank))) if a.rank < rank else a
    b = call("expand_dims", b, axis=tuple(range(rank - b.rank))) if b.rank < rank else b
    sizes = tuple(-1 if None in (n, m) else n * m for n, m in zip(a.shape, b.shape))  # type: ignore[operator]
    a = call("expand_dims", a, axis=tuple(range(1, 2 * rank, 2)))
    b = call("expand_dims", b, axis=tuple(range(0, 2 * rank, 2)))
    return call("reshape", a * b, newshape=sizes)


def cdist(a: Piece, b: Piece) -> Piece:
    apart = call("expand_dims", a, axis=-2) - call("expand_dims", b, axis=-3)
    return call("norm", apart, axis=-1)


Outer = operation(
    Pair, "Outer", "outer", "Each number of one with each of another.", "y[i, j] = x1[i] · x2[j]",
    example((2,), x2=[1.0, -2.0, 0.5]), made=outer,
)  # fmt: skip
Inner = operation(
    Pair, "Inner", "inner", "Two tensors, summed up over their last axes.", "y = Σₖ x1[…, k] · x2[…, k]",
    example((2, 3), x2=[[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]]), made=inner,
)  # fmt: skip
Vdot = operation(
    Pair, "Vdot", "vdot", "The product of all numbers of two tensors, summed up.", "y = Σ x1 · x2",
    example((2,), (2,)), made=vdot,
)  # fmt: skip
Kron = operation(
    Pair, "Kron", "kron", "Each number of one times all of another, block by block.", "y = x1 ⊗ x2",
    example((2,), x2=[[1.0, 2.0], [0.5, -1.0]]), made=kron,
)  # fmt: skip


@dataclass(frozen=True)
class Distance(Composed):
    operands: ClassVar[tuple[str, ...]] = ("x", "y")
    module: ClassVar[str] = "math"

    x: Any = param("constant", None, "numbers in place of the first input")
    y: Any = param("constant", None, "numbers in place of the second input")

    def compose(self, *terms: Piece) -> Piece:
        return cdist(*terms)


CDist = operation(
    Distance, "CDist", "cdist", "How far the rows of one are from those of another.", "y[i, j] = |x[i] − y[j]|",
    example((3, 2), (4, 2)), example((3, 2), y=[[5.0, 1.0]]),
)  # fmt: skip


@dataclass(frozen=True)
class CrossProduct(Pair):
    taken: ClassVar[tuple[str, ...]] = ("x1", "x2", "axisa", "axisb", "axisc", "axis")

    axisa: int = param("int", -1, "the axis of the vectors of the first input, batch counted as 0")
    axisb: int = param("int", -1, "the axis of the vectors of the second input")
    axisc: int = param("int", -1, "the axis of the vectors of the result")
    axis: Any = param("int", None, "one axis for all three")

    def compose(self, *terms: Piece) -> Piece:
        axes = (self.axisa, self.axisb, self.axisc) if self.axis is None else (self.axis,) * 3
        a, b = (self._vectors(term, axis) for term, axis in zip(terms, axes))
        sizes = a.shape[-1], b.shape[-1]

        def part(of: Piece, i: int) -> Piece:
            return of[f"..., {i}"]

        last = part(a, 0) * part(b, 1) - part(a, 1) * part(b, 0)
        if sizes == (2, 2):
            return last
        a2 = part(a, 2) if sizes[0] == 3 else part(a, 0) * 0.0
        b2 = part(b, 2) if sizes[1] == 3 else part(b, 0) * 0.0
        parts = [part(a, 1) * b2 - a2 * part(b, 1), a2 * part(b, 0) - part(a, 0) * b2, last]
        shape = max((p.shape for p in parts), key=len)
        parts = [p if p.shape == shape else p + parts[-1] * 0.0 for p in parts]
        found = call("stack", parts, axis=-1)
        return found if axes[2] in (-1, found.rank - 1) else call("moveaxis", found, source=-1, destination=axes[2])

    def _vectors(self, term: Piece, axis: int) -> Piece:
        (at,) = axes_of(self.keras_class, axis, term.shape)
        if term.shape[at] not in (2, 3):
            raise ShapeError(say("cross is for vectors of 2 or 3 numbers. Received: {shape}.", shape=str(term.type)))
        return term if at == term.rank - 1 else call("moveaxis", term, source=at, destination=-1)


Cross = operation(
    CrossProduct, "Cross", "cross", "What is at right angles to two vectors.", "y = x1 × x2",
    example((3,), (3,)), example((2, 3), x2=[1.0, 0.5, -1.0]), example((2,), (2,)),
)  # fmt: skip
