"""Products of matrices, and what is summed over shared axes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.layers.operations.dtypes import promoted
from graph.layers.operations.operation import Operation, operation, stretched
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Ports, Shape, ShapeError, TensorType, example, shape_text

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Product(Operation):
    """Base of products: `pattern` says as in einsum which axes of the terms meet, and which stay; here each number of
    one meets each of the other."""

    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")

    x1: Any = param("constant", None, "numbers in place of the first input")
    x2: Any = param("constant", None, "numbers in place of the second input")

    def pattern(self, shapes: Sequence[Shape]) -> str:
        """`ab,bc->ac` for terms of these shapes."""
        first, second = (len(shape) for shape in shapes)
        left, right = LETTERS[:first], LETTERS[first : first + second]
        return f"{left},{right}->{left}{right}"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        terms = self.terms(inputs)
        shapes = [t.shape for t in terms]
        return (
            TensorType(shape_by(self.pattern(shapes), shapes, self.keras_class), promoted(*(t.dtype for t in terms))),
        )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        shapes = [t.shape for t in self.terms(inputs)]
        sizes = sizes_by(self.pattern(shapes), shapes, self.keras_class)
        first = inputs[0].shape[:1]
        return 2 * prod(n or 1 for n in sizes.values()) // max(1, *(n or 1 for n in first))

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        terms = self.terms(inputs)
        given, result = self.pattern([t.shape for t in terms]).split("->")
        firsts = {part[:1] for part, t in zip(given.split(","), terms) if t in inputs}
        rest = "".join(part for part, t in zip(given.split(","), terms) if t not in inputs)
        return firsts != {result[:1]} or result[:1] == "" or result[:1] in rest


def sizes_by(pattern: str, shapes: Sequence[Shape], kind: str) -> dict[str, int | None]:
    """The size of each axis of a pattern; raises ShapeError where terms disagree."""
    found: dict[str, int | None] = {}
    for letters, shape in zip(pattern.split("->")[0].split(","), shapes):
        for letter, size in zip(letters, shape):
            known = found.get(letter)
            if known not in (None, 1) and size not in (None, 1, known):
                raise ShapeError(
                    say(
                        "{kind}: the sizes {a} and {b} should be the same. Received: {shapes}.",
                        kind=kind,
                        a=known,
                        b=size,
                        shapes=", ".join(map(shape_text, shapes)),
                    )
                )
            found[letter] = size if known in (None, 1) and (size is not None or letter not in found) else known
    return found


def shape_by(pattern: str, shapes: Sequence[Shape], kind: str) -> Shape:
    """The shape of the result of a pattern."""
    sizes = sizes_by(pattern, shapes, kind)
    return tuple(sizes[letter] for letter in pattern.split("->")[1])


@dataclass(frozen=True)
class MatrixProduct(Product):
    def pattern(self, shapes: Sequence[Shape]) -> str:
        first, second = shapes
        if not first or not second:
            raise ShapeError(say("matmul needs matrices or vectors, not single numbers."))
        inner = second[-2] if len(second) > 1 else second[-1]
        if None not in (first[-1], inner) and first[-1] != inner:
            raise ShapeError(
                say(
                    "The last axis of {first} must be as long as the second last of {second}.",
                    first=shape_text(first),
                    second=shape_text(second),
                )
            )
        stretched(self.keras_class, [first[:-2], second[:-2]])
        outer = LETTERS[: max(len(first), len(second), 2) - 2]
        row, column = ("x" if len(first) > 1 else ""), ("z" if len(second) > 1 else "")
        left, right = outer[len(outer) - max(0, len(first) - 2) :], outer[len(outer) - max(0, len(second) - 2) :]
        return f"{left}{row}y,{right}y{column}->{outer}{row}{column}"


Matmul = operation(
    MatrixProduct, "Matmul", "matmul", "The product of matrices, for every sample.", "y[i, j] = Σₖ x1[i, k] · x2[k, j]",
    example((2, 3), (3, 4)), example((2, 3), x2=[[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]]),
    example((2, 2, 3), (1, 3, 2)), sign="{x1} @ {x2}",
)  # fmt: skip


@dataclass(frozen=True)
class InnerProduct(Product):
    def pattern(self, shapes: Sequence[Shape]) -> str:
        first, second = shapes
        left, right = LETTERS[: len(first)], LETTERS[len(first) : len(first) + len(second)]
        if not first or not second:
            return super().pattern(shapes)
        at = max(0, len(second) - 2)
        joined = f"{right[:at]}{left[-1]}{right[at + 1 :]}"
        return f"{left},{joined}->{left[:-1]}{right[:at]}{right[at + 1 :]}"


DotOperation = operation(
    InnerProduct, "Dot", "dot", "The last axis of one tensor with the second last of another.",
    "y[i, j] = Σₖ x1[i, k] · x2[k, j]", example((2, 3), x2=[[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]]), clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class SeveralAxes(Product):
    axes: Any = param("any", 2, "how many last axes meet as many first ones, or two lists of axes that meet")

    def check(self) -> None:
        given = self.axes
        if isinstance(given, (list, tuple)) and len(given) == 2:
            pair = tuple((a,) if isinstance(a, int) else tuple(a) for a in given)
            if all(isinstance(n, int) for a in pair for n in a) and len(pair[0]) == len(pair[1]):
                object.__setattr__(self, "axes", pair)
                return
        if not isinstance(given, int) or isinstance(given, bool) or given < 0:
            raise SpecError(
                say("tensordot: axes must be a number, or two lists of axes. Received: {given!r:.80}.", given=given)
            )

    def pattern(self, shapes: Sequence[Shape]) -> str:
        first, second = (len(s) for s in shapes)
        if isinstance(self.axes, int):
            pairs = [(first - self.axes + i, i) for i in range(self.axes)]
        else:
            pairs = [(a % max(1, first), b % max(1, second)) for a, b in zip(*self.axes)]
        if any(not (0 <= a < first and 0 <= b < second) for a, b in pairs):
            raise ShapeError(say("tensordot: there are not as many axes. Received: {axes}.", axes=str(self.axes)))
        left, right = list(LETTERS[:first]), list(LETTERS[first : first + second])
        for a, b in pairs:
            right[b] = left[a]
        kept = [*(n for n in left if n not in right), *(n for n in right if n not in left)]
        return f"{''.join(left)},{''.join(right)}->{''.join(kept)}"


Tensordot = operation(
    SeveralAxes, "Tensordot", "tensordot", "Two tensors, summed up over axes that meet.", "y = Σ x1 x2",
    example((2, 3), x2=[[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]], axes=1),
)  # fmt: skip


@dataclass(frozen=True)
class Summation(Operation):
    """Products of tensors summed over some axes, as a text says."""

    operands: ClassVar[tuple[str, ...]] = ("operands",)
    taken: ClassVar[tuple[str, ...]] = ("subscripts", "operands")

    subscripts: str = param(
        "text", help="the axes of each input by letters, and those of the result: ij,jk->ik", always=True
    )

    def check(self) -> None:
        text = re.sub(r"\s", "", self.subscripts)
        object.__setattr__(self, "subscripts", text)
        parts = text.split("->")
        if len(parts) > 2 or not re.fullmatch(r"([A-Za-z]|\.\.\.|,)+(->([A-Za-z]|\.\.\.)*)?", text):
            raise SpecError(
                say("einsum: a pattern reads such as ij,jk->ik. Received: {given:.80}.", given=self.subscripts)
            )

    def ports(self) -> Ports:
        count = self.subscripts.split("->")[0].count(",") + 1
        return Ports(inputs=tuple(f"input {i + 1}" for i in range(count)), required=count)

    def constant_at(self, name: str) -> None:
        return None

    def terms(self, inputs: Any) -> tuple[TensorType, ...]:
        return tuple(inputs)

    def pattern(self, shapes: Sequence[Shape]) -> str:
        """The pattern with letters for `...`, and with its result."""
        given, arrow, result = self.subscripts.partition("->")
        parts = given.split(",")
        free = [letter for letter in LETTERS.upper() + LETTERS if letter not in self.subscripts]
        widest = 0
        for number, (part, shape) in enumerate(zip(parts, shapes)):
            plain = part.replace("...", "")
            if (
                part.count("...") > 1
                or len(set(plain)) < len(plain)
                or len(plain) > len(shape)
                or (part == plain and len(plain) < len(shape))
            ):
                raise ShapeError(
                    say(
                        "einsum: {part} does not fit the shape {shape} of input {number}.",
                        part=part,
                        shape=shape_text(shape),
                        number=number + 1,
                    )
                )
            missing = len(shape) - len(plain)
            widest = max(widest, missing if part != plain else 0)
        rest = "".join(free[:widest])
        full = [p.replace("...", rest[widest - (len(s) - len(p.replace("...", ""))) :]) for p, s in zip(parts, shapes)]
        letters = "".join(parts).replace(".", "")
        if not arrow:
            result = ("..." if widest else "") + "".join(sorted(n for n in set(letters) if letters.count(n) == 1))
        if any(n not in letters for n in result.replace("...", "")) or len(set(result.replace("...", ""))) < len(
            result.replace("...", "")
        ):
            raise ShapeError(
                say("einsum: the result {result} names an axis twice, or none of an input.", result=result)
            )
        return f"{','.join(full)}->{result.replace('...', rest)}"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        shapes = [x.shape for x in inputs]
        return (
            TensorType(shape_by(self.pattern(shapes), shapes, self.keras_class), promoted(*(x.dtype for x in inputs))),
        )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        shapes = [x.shape for x in inputs]
        sizes = sizes_by(self.pattern(shapes), shapes, self.keras_class)
        return 2 * prod(n or 1 for n in sizes.values()) // max(1, inputs[0].shape[0] or 1)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        given, result = self.pattern([x.shape for x in inputs]).split("->")
        return {part[:1] for part in given.split(",")} != {result[:1]} or not result


Einsum = operation(
    Summation, "Einsum", "einsum", "Products summed over axes, as a pattern says.", "y[i, k] = Σₙ x₁[i, n] · x₂[n, k]",
    example((2, 3), (4, 3), subscripts="bij,bkj->bik"), example((2, 3), subscripts="...j->..."),
    example((2, 3), (3,), subscripts="bij,bj->bi"),
)  # fmt: skip
