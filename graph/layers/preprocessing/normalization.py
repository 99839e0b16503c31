"""Normalization: features brought to mean 0 and variance 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.adapted import Adapted
from graph.specs.arrays import ArrayParam, shape_of
from graph.specs.initializers import Ones, Zeros
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, TensorType, Weight, example, need_known


@register
@dataclass(frozen=True)
class Normalization(Adapted):
    reads_whole_numbers: ClassVar[bool] = True
    caption: ClassVar[str] = (
        "Brings features to mean 0 and variance 1, by numbers that are given or found in data (adapt)."
    )
    formula: ClassVar[str] = "y = (x − mean) / √variance\ninvert: y = x · √variance + mean"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3,)),
        example((2, 3), axis=(1, 2), invert=True),
        example((2, 3), mean=(1.0, 0.0, -1.0), variance=(4.0, 1.0, 0.25)),
        example((2, 3), dtype="int32", axis=(), mean=0.5, variance=4.0),
    )

    axis: tuple[int, ...] = param(
        "ints",
        (-1,),
        "the axes whose places each have a mean and variance of their own, none for one of all; the batch is axis 0",
        if_none=(),
    )
    mean: ArrayParam | None = param("array", None, "the mean, where it is known; none to find it in data")
    variance: ArrayParam | None = param("array", None, "the variance, where it is known; none to find it in data")
    invert: bool = param("bool", False, "the other way round: from mean 0 and variance 1 to those of the data")

    def check(self) -> None:
        if (self.mean is None) != (self.variance is None):
            raise SpecError(say("Normalization: mean and variance must be given both, or none of them."))
        if self.mean is None or self.variance is None:
            return
        mean, variance = shape_of(self.mean), shape_of(self.variance)
        if mean != variance or len(mean) > len(self.axis):
            raise SpecError(
                say(
                    "Normalization: mean and variance must have one shape, with no more axes than are kept ({n}). "
                    "Received: {mean} and {variance}.",
                    n=len(self.axis),
                    mean=str(mean),
                    variance=str(variance),
                )
            )

    def kept(self, x: TensorType) -> tuple[int, ...]:
        """The axes with a mean of their own, counted from the batch, in order; raises ShapeError."""
        rank, axes = len(x.shape), self.axis
        found = sorted({a % rank for a in axes})
        if any(not -rank <= a < rank for a in axes) or 0 in found:
            raise ShapeError(
                say(
                    "Normalization: axis {axis} is not one of the axes of {shape} after the batch.",
                    axis=", ".join(map(str, axes)),
                    shape=str(x),
                )
            )
        return tuple(found)

    def stretched(self, x: TensorType) -> tuple[int, ...]:
        """The shape in which a mean that is given stretches to the input; raises ShapeError."""
        given, kept, sizes = shape_of(self.mean or 0.0), self.kept(x), [1] * len(x.shape)
        for axis, n in zip(reversed(kept), reversed(given)):
            sizes[axis] = n
            if n not in (1, x.shape[axis]):
                raise ShapeError(
                    say(
                        "Normalization: mean and variance have {n} numbers for axis {axis} of {shape}.",
                        n=n,
                        axis=axis,
                        shape=str(x),
                    )
                )
        return tuple(sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        for axis in self.kept(x):
            need_known("Normalization", x, axis, "size of an axis with a mean of its own")
        self.stretched(x)
        return (TensorType(x.shape, masked=x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        if self.mean is not None:
            return ()
        (x,) = inputs
        sizes = tuple(need_known("Normalization", x, a, "size of an axis with a mean of its own") for a in self.kept(x))
        return (
            Weight("mean", sizes, Zeros(), trainable=False),
            Weight("variance", sizes, Ones(), trainable=False),
            Weight("count", (), Zeros(), trainable=False),  # always 0; Keras' files have it
        )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * super().flops(inputs, outputs)
