"""Operations that repeat numbers, or take a corner of them away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.layers.operations.arranging import Arranging, size_of
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Shape, ShapeError, TensorType, example, shape_text


@dataclass(frozen=True)
class Tiling(Arranging):
    repeats: Any = param(
        "ints", help="how often, for each axis, the last ones where there are fewer", low=0, always=True
    )

    def all_repeats(self, rank: int) -> tuple[int, ...]:
        """How often along each axis of the result."""
        return (1,) * (rank - len(self.repeats)) + self.repeats

    def shape(self, shape: Shape) -> Shape:
        shape = (1,) * (len(self.repeats) - len(shape)) + shape
        return tuple(None if n is None else n * r for n, r in zip(shape, self.all_repeats(len(shape))))

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        rank = len(inputs[0].shape)
        return len(self.repeats) > rank or self.all_repeats(rank)[0] != 1


Tile = operation(
    Tiling, "Tile", "tile", "A tensor several times beside itself.", "y = x x … x",
    example((2, 3), repeats=(1, 2, 2)), example((3,), repeats=2),
)  # fmt: skip


@dataclass(frozen=True)
class Repeating(Arranging):
    repeats: Any = param("ints", help="how often, for all numbers or each", low=0, always=True)
    axis: Any = param("int", None, "along which axis, batch counted as 0; all numbers in a row without it")

    def shape(self, shape: Shape) -> Shape:
        at = 0
        if self.axis is None:
            shape = (size_of(shape),)
        else:
            (at,) = axes_of(self.keras_class, self.axis, shape)
        size = shape[at]
        if len(self.repeats) > 1 and size is not None and size != len(self.repeats):
            raise ShapeError(
                say("repeat: repeats must be one number, or {n}. Received: {m}.", n=size, m=len(self.repeats))
            )
        new = None if size is None else size * self.repeats[0] if len(self.repeats) == 1 else sum(self.repeats)
        return (*shape[:at], new, *shape[at + 1 :])

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.axis is None or axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


Repeat = operation(
    Repeating, "Repeat", "repeat", "Each number several times.", "y = x₁ x₁ … x₂ x₂ …",
    example((3, 2), repeats=2, axis=1), example((3,), repeats=(1, 0, 2), axis=-1),
)  # fmt: skip


@dataclass(frozen=True)
class Stretching(Arranging):
    target: Any = param("shape", help="the sizes, batch included", low=0, always=True, keras_name="shape")

    def shape(self, shape: Shape) -> Shape:
        wanted: Shape = self.target
        short = (1,) * (len(wanted) - len(shape)) + shape
        if len(short) != len(wanted) or any(n not in (1, None, m) for n, m in zip(short, wanted) if m is not None):
            raise ShapeError(
                say(
                    "broadcast_to can't stretch {shape} to {target}: only sizes of 1 stretch.",
                    shape=shape_text(shape),
                    target=shape_text(wanted),
                )
            )
        return tuple(n if m is None else m for n, m in zip(short, wanted))


BroadcastTo = operation(
    Stretching, "BroadcastTo", "broadcast_to", "Sizes of 1 stretched to others.", "y = x, stretched",
    example((1, 3), target=(3, 2, 3)),
)  # fmt: skip


@dataclass(frozen=True)
class Triangle(Arranging):
    k: int = param("int", 0, "which diagonal it ends with: above the main one, or below where it is negative")

    def shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise ShapeError(
                say("{kind} needs matrices. Received: {shape}.", kind=self.keras_class, shape=shape_text(shape))
            )
        return shape

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return len(inputs[0].shape) == 2


CORNER = example((3, 3)), example((2, 3), k=-1)
Tril = operation(
    Triangle, "Tril", "tril", "Matrices, 0 above a diagonal.", "y[i, j] = x[i, j] where j ≤ i + k", *CORNER
)
Triu = operation(
    Triangle, "Triu", "triu", "Matrices, 0 below a diagonal.", "y[i, j] = x[i, j] where j ≥ i + k", *CORNER
)
