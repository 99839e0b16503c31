"""Rows of the same number, summed up or compared, and which numbers are among others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.operation import operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Example, ShapeError, TensorType, example


@dataclass(frozen=True)
class Segments(Composed):
    """Base of what makes one row of all of the same number; `nothing` stands where there is none."""

    module: ClassVar[str] = "math"
    operands: ClassVar[tuple[str, ...]] = ("data", "segment_ids")
    taken: ClassVar[tuple[str, ...]] = ("data", "segment_ids", "num_segments", "sorted")
    examples: ClassVar[tuple[Example, ...]] = (example((2,), segment_ids=[0, 2, 0], num_segments=4),)
    reduced: ClassVar[str] = "sum"
    nothing: ClassVar[float] = 0.0

    segment_ids: Any = param("constant", None, "the number of each row, in place of the second input")
    num_segments: Any = param("int", None, "how many numbers there are, the largest and 1", low=1)
    sorted: bool = param("bool", False, "whether the numbers rise; it is no matter here")

    def compose(self, *terms: Piece) -> Piece:
        data, numbers = terms
        if self.num_segments is None:
            raise ShapeError(say("{kind} needs num_segments between tensors.", kind=self.keras_class))
        if data.shape[0] is not None and numbers.shape[0] not in (None, data.shape[0]):
            raise ShapeError(
                say(
                    "{kind} needs a number for each of {n} rows. Received: {m}.",
                    kind=self.keras_class,
                    n=data.shape[0],
                    m=numbers.shape[0],
                )
            )
        rows = call("one_hot", numbers, num_classes=self.num_segments, axis=0, dtype="bool")
        if data.rank > 1:
            rows = call("expand_dims", rows, axis=tuple(range(2, data.rank + 1)))
        chosen = call("where", rows, call("expand_dims", data, axis=0), self.nothing)
        return call(self.reduced, chosen, axis=1)


SegmentSum = operation(
    Segments, "SegmentSum", "segment_sum", "The sum of all rows of the same number.", "y[i] = Σ x[j], id[j] = i"
)
SegmentMax = operation(
    Segments, "SegmentMax", "segment_max", "The largest of all rows of the same number.", "y[i] = max x[j], id[j] = i",
    example((2,), segment_ids=[0, 1, 0], num_segments=2), reduced="max", nothing=-np.inf,
)  # fmt: skip
SegmentMin = operation(
    Segments, "SegmentMin", "segment_min", "The smallest of all rows of the same number.", "y[i] = min x[j], id[j] = i",
    example((2,), segment_ids=[0, 1, 0], num_segments=2), reduced="min", nothing=np.inf,
)  # fmt: skip
SegmentProd = operation(
    Segments, "SegmentProd", "segment_prod", "The product of all rows of the same number.", "y[i] = Π x[j], id[j] = i",
    reduced="prod", nothing=1.0,
)  # fmt: skip


@dataclass(frozen=True)
class AmongLargest(Composed):
    module: ClassVar[str] = "math"
    operands: ClassVar[tuple[str, ...]] = ("targets", "predictions")
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"k": 2}, (TensorType((None,), "int32"), TensorType((None, 9)))),
    )

    k: int = param("int", help="how many of the largest count", low=1, always=True)

    def compose(self, *terms: Piece) -> Piece:
        targets, predictions = terms
        own = call("take_along_axis", predictions, call("expand_dims", targets, axis=-1), axis=-1)
        above = call("sum", call("cast", call("greater", predictions, own), dtype="int32"), axis=-1)
        finite = call("isfinite", call("squeeze", own, axis=-1))
        return call("logical_and", call("less", above, self.k), finite)


InTopK = operation(
    AmongLargest, "InTopK", "in_top_k", "Whether the prediction of a class is among the largest.",
    "y = (x[t] is among the k largest)",
)  # fmt: skip


@dataclass(frozen=True)
class Among(Composed):
    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")
    taken: ClassVar[tuple[str, ...]] = ("x1", "x2", "assume_unique", "invert")
    examples: ClassVar[tuple[Example, ...]] = (example((3,), x2=[0.5, 1.0]),)

    x1: Any = param("constant", None, "numbers in place of the first input")
    x2: Any = param("constant", None, "numbers in place of the second input")
    assume_unique: bool = param("bool", False, "whether no number comes twice; it is no matter here")
    invert: bool = param("bool", False, "whether those are meant that are not among them")

    def compose(self, *terms: Piece) -> Piece:
        equal = call("equal", call("expand_dims", terms[0], axis=-1), call("ravel", terms[1]))
        found = call("any", equal, axis=-1)
        return call("logical_not", found) if self.invert else found


IsIn = operation(Among, "IsIn", "isin", "Whether each number is among others.", "y = (x1 is one of x2)")


@dataclass(frozen=True)
class Places(Composed):
    """Where numbers go among sorted ones."""

    operands: ClassVar[tuple[str, ...]] = ("sorted_sequence", "values")
    taken: ClassVar[tuple[str, ...]] = ("sorted_sequence", "values", "side")
    examples: ClassVar[tuple[Example, ...]] = (example((3,), sorted_sequence=[-0.5, 0.0, 1.0]),)

    sorted_sequence: Any = param("constant", None, "the numbers in their order, in place of the first input")
    values: Any = param("constant", None, "numbers in place of the second input")
    side: str = param("choice", "left", "where equal ones go", choices=("left", "right"))

    def compose(self, *terms: Piece) -> Piece:
        return counted_below(terms[0], terms[1], equal=self.side == "right")


def counted_below(ordered: Piece, values: Piece, equal: bool) -> Piece:
    """How many ordered numbers lie below each value, or are equal to it."""
    found = call("less_equal" if equal else "less", ordered, call("expand_dims", values, axis=-1))
    return call("sum", call("cast", found, dtype="int32"), axis=-1)


SearchSorted = operation(
    Places, "SearchSorted", "searchsorted", "Where numbers go among sorted ones.", "yᵢ = how many lie below xᵢ"
)


@dataclass(frozen=True)
class Bins(Composed):
    operands: ClassVar[tuple[str, ...]] = ("x", "bins")
    examples: ClassVar[tuple[Example, ...]] = (example((3,), bins=[-0.5, 0.0, 1.0]),)

    bins: Any = param("constant", None, "the bounds, in place of the second input")

    def compose(self, *terms: Piece) -> Piece:
        return counted_below(terms[1], terms[0], equal=True)


Digitize = operation(Bins, "Digitize", "digitize", "The number of the bin that each number lies in.", "y = bin of x")
