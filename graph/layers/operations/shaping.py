"""Operations that only show their input in another shape."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from graph.layers.operations.arranging import Arranging, size_of
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Shape, ShapeError, example, shape_text


@dataclass(frozen=True)
class Reshaping(Arranging):
    """Base of what keeps all numbers in their order."""


@dataclass(frozen=True)
class NewShape(Reshaping):
    newshape: Any = param("shape", help="the sizes, batch included; one may be -1: whatever fits", low=-1, always=True)

    def check(self) -> None:
        if self.newshape.count(-1) + self.newshape.count(None) > 1:
            raise SpecError(
                say("reshape: one size at most may be -1. Received: {shape}.", shape=shape_text(self.newshape))
            )

    def shape(self, shape: Shape) -> Shape:
        wanted = tuple(-1 if n is None else n for n in self.newshape)
        known = prod(n for n in wanted if n != -1)
        size = size_of(shape)
        some = prod(n for n in shape if n is not None)
        impossible = size is not None and (size % known if known and -1 in wanted else size != known)
        if impossible or (size is None and -1 not in wanted and known % max(1, some)):
            raise ShapeError(
                say(
                    "reshape can't turn {shape} into {target}: the numbers don't go in.",
                    shape=shape_text(shape),
                    target=shape_text(self.newshape),
                )
            )
        free = None if size is None or not known else size // known
        return tuple(free if n == -1 else n for n in wanted)


ReshapeOperation = operation(
    NewShape, "Reshape", "reshape", "The same numbers in another shape, batch included.", "y = x, in another shape",
    example((2, 3), newshape=(-1, 3, 2)), example((4,), newshape=(-1, 2)), clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class InARow(Reshaping):
    def shape(self, shape: Shape) -> Shape:
        return (size_of(shape),)


Ravel = operation(
    InARow, "Ravel", "ravel", "All numbers in a row, those of all samples.", "y = x, in a row", example((2, 3)),
)  # fmt: skip


@dataclass(frozen=True)
class NewAxes(Reshaping):
    axis: Any = param("ints", help="where axes of size 1 are put, counted in the result", always=True)

    def axes(self, shape: Shape) -> tuple[int, ...]:
        """Where the new axes stand in the result."""
        return axes_of(self.keras_class, self.axis, (*shape, *(1,) * len(self.axis)))

    def shape(self, shape: Shape) -> Shape:
        new, rest = self.axes(shape), list(shape)
        return tuple(1 if a in new else rest.pop(0) for a in range(len(shape) + len(new)))


ExpandDims = operation(
    NewAxes, "ExpandDims", "expand_dims", "A new axis of size 1.", "y = x, with another axis",
    example((3,), axis=1), example((3, 2), axis=-1),
)  # fmt: skip


@dataclass(frozen=True)
class FewerAxes(Reshaping):
    axis: Any = param("ints", None, "axes of size 1, batch counted as 0; all of them without it")

    def shape(self, shape: Shape) -> Shape:
        if self.axis is None:
            return tuple(n for n in shape if n != 1)
        axes = axes_of(self.keras_class, self.axis, shape)
        if any(shape[a] not in (1, None) for a in axes):
            raise ShapeError(
                say(
                    "squeeze takes axes of size 1 away. Received: {shape} and axis {axis}.",
                    shape=shape_text(shape),
                    axis=", ".join(map(str, self.axis)),
                )
            )
        return tuple(n for a, n in enumerate(shape) if a not in axes)


Squeeze = operation(
    FewerAxes, "Squeeze", "squeeze", "Axes of size 1 are taken away.", "y = x, with fewer axes",
    example((1, 3, 1)), example((3, 1), axis=-1),
)  # fmt: skip
