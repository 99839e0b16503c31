"""Operations that move numbers to other places, or repeat them."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.layers.operations.operation import Operation, axes_of, operation
from graph.specs.constants import Constant
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Shape, ShapeError, TensorType, example, shape_text


@dataclass(frozen=True)
class Arranging(Operation):
    """Base of what computes nothing: `shape` gives the new shape."""

    def shape(self, shape: Shape) -> Shape:
        return shape

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(self.shape(inputs[0].shape), inputs[0].dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.shape(inputs[0].shape)[:1] != inputs[0].shape[:1]


def size_of(shape: Shape) -> int | None:
    """How many numbers there are, None where a size is free."""
    return None if None in shape else prod(n for n in shape if n is not None)


@dataclass(frozen=True)
class Permuting(Arranging):
    """Base of what changes the order of the axes: `order` says which axis of the input each of the result is."""

    def order(self, rank: int) -> tuple[int, ...]:
        return tuple(range(rank))

    def shape(self, shape: Shape) -> Shape:
        return tuple(shape[a] for a in self.order(len(shape)))

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.order(len(inputs[0].shape))[:1] != (0,)


@dataclass(frozen=True)
class Transposing(Permuting):
    axes: Any = param("ints", None, "the axes in their new order, batch counted as 0; turned round without it")

    def order(self, rank: int) -> tuple[int, ...]:
        if self.axes is None:
            return tuple(reversed(range(rank)))
        if len(self.axes) != rank:
            raise ShapeError(
                say("transpose needs all {n} axes in their new order. Received: {axes}.", n=rank, axes=self.axes)
            )
        return axes_of(self.keras_class, self.axes, (1,) * rank)


Transpose = operation(
    Transposing, "Transpose", "transpose", "The axes in another order.", "y = x, its axes in another order",
    example((2, 3), axes=(0, 2, 1)), example((2, 3, 1), axes=(0, 3, 1, 2)),
)  # fmt: skip


@dataclass(frozen=True)
class Swapping(Permuting):
    axis1: int = param("int", help="one axis, batch counted as 0", always=True)
    axis2: int = param("int", help="the other axis", always=True)

    def order(self, rank: int) -> tuple[int, ...]:
        order = list(range(rank))
        (a,), (b,) = (axes_of(self.keras_class, axis, (1,) * rank) for axis in (self.axis1, self.axis2))
        order[a], order[b] = b, a
        return tuple(order)


Swapaxes = operation(
    Swapping,
    "Swapaxes",
    "swapaxes",
    "Two axes change places.",
    "y = x, two axes changed",
    example((2, 3), axis1=1, axis2=2),
)


@dataclass(frozen=True)
class Moving(Permuting):
    source: Any = param("ints", help="the axes that are moved, batch counted as 0", always=True)
    destination: Any = param("ints", help="where they go", always=True)

    def check(self) -> None:
        if len(self.source) != len(self.destination):
            raise SpecError(say("moveaxis: source and destination must name as many axes."))

    def order(self, rank: int) -> tuple[int, ...]:
        moved = axes_of(self.keras_class, self.source, (1,) * rank)
        places = axes_of(self.keras_class, self.destination, (1,) * rank)
        rest = [a for a in range(rank) if a not in moved]
        at = dict(zip(places, moved))
        return tuple(at[a] if a in at else rest.pop(0) for a in range(rank))


Moveaxis = operation(
    Moving, "Moveaxis", "moveaxis", "Axes are moved elsewhere.", "y = x, axes moved",
    example((2, 3, 4), source=1, destination=-1), example((2, 3, 1), source=(1, 3), destination=(2, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class Reversing(Arranging):
    axis: Any = param("ints", None, "the axes that are turned round, batch counted as 0; all without it")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        axes_of(self.keras_class, self.axis, inputs[0].shape)
        return super().outputs(inputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return 0 in axes_of(self.keras_class, self.axis, inputs[0].shape)


Flip = operation(
    Reversing, "Flip", "flip", "The numbers along axes in the other order.", "yᵢ = xₙ₋ᵢ",
    example((3, 2), axis=1), example((3, 2), axis=(1, 2)),
)  # fmt: skip


@dataclass(frozen=True)
class Rolling(Arranging):
    shift: Any = param("ints", help="by how many places", always=True)
    axis: Any = param("ints", None, "along which axes, batch counted as 0; all numbers in a row without it")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        axes_of(self.keras_class, self.axis, inputs[0].shape)
        if self.axis is not None and len({1, len(self.shift), len(self.axis)}) > 2:
            raise ShapeError(
                say("roll: shift and axis must be as many. Received: {a} and {b}.", a=self.shift, b=self.axis)
            )
        return super().outputs(inputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.axis is None or 0 in axes_of(self.keras_class, self.axis, inputs[0].shape)


Roll = operation(
    Rolling, "Roll", "roll", "The numbers moved along axes; what leaves at one end enters at the other.",
    "yᵢ₊ₛ = xᵢ, s being shift", example((4, 2), shift=1, axis=1), example((3, 2), shift=(-1, 1), axis=(1, 2)),
    example((3,), shift=2),
)  # fmt: skip


@dataclass(frozen=True)
class Padding(Arranging):
    called_with: ClassVar[tuple[str, ...]] = ("constant_values",)

    pad_width: Any = param(
        "any", help="for each axis, the batch first, how many numbers before and behind", always=True
    )
    mode: str = param("choice", "constant", "what is put there", choices=("constant", "reflect", "symmetric"))
    constant_values: Any = param("constant", None, "the number that is put there; 0 without it")

    def check(self) -> None:
        given = self.pad_width
        if isinstance(given, int) and not isinstance(given, bool):
            given = ((given, given),)
        elif isinstance(given, (tuple, list)) and given and isinstance(given[0], int):
            given = (tuple(given) * 2 if len(given) == 1 else tuple(given),)
        pairs = tuple(tuple(p) * 2 if len(p) == 1 else tuple(p) for p in given) if _pairs(given) else ()
        if not pairs or any(len(p) != 2 or any(not isinstance(n, int) or n < 0 for n in p) for p in pairs):
            raise SpecError(
                say(
                    "pad: pad_width must be two whole numbers of 0 or more for each axis. Received: {given!r:.80}.",
                    given=self.pad_width,
                )
            )
        if isinstance(self.constant_values, Constant):
            if self.constant_values.shape != ():
                raise SpecError(say("pad: constant_values must be one number. Received: several."))
            object.__setattr__(self, "constant_values", self.constant_values.numbers[0])
        if self.constant_values is not None and self.mode != "constant":
            raise SpecError(say("pad: constant_values are for the mode constant alone."))
        object.__setattr__(self, "pad_width", pairs)

    def pairs(self, rank: int) -> tuple[tuple[int, int], ...]:
        """What is put before and behind along each axis."""
        pairs: tuple[tuple[int, int], ...] = self.pad_width * rank if len(self.pad_width) == 1 else self.pad_width
        if len(pairs) != rank:
            raise ShapeError(
                say("pad: pad_width must have a pair for each of the {n} axes. Received: {m}.", n=rank, m=len(pairs))
            )
        return pairs

    def shape(self, shape: Shape) -> Shape:
        pairs = self.pairs(len(shape))
        if self.mode != "constant":
            room = 1 if self.mode == "reflect" else 0
            if any(n is not None and max(p) > n - room for n, p in zip(shape, pairs)):
                raise ShapeError(say("pad: {shape} is too small for what is put around it.", shape=shape_text(shape)))
        return tuple(None if n is None else n + sum(p) for n, p in zip(shape, pairs))

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.pairs(len(inputs[0].shape))[0] != (0, 0)


def _pairs(given: Any) -> bool:
    return isinstance(given, (tuple, list)) and all(isinstance(p, (tuple, list)) for p in given)


Pad = operation(
    Padding, "Pad", "pad", "Numbers put around a tensor.", "y = x, with numbers around it",
    example((3, 2), pad_width=((0, 0), (1, 2), (0, 1))), example((4,), pad_width=((0, 0), (2, 1)), mode="reflect"),
    example((3,), pad_width=((0, 0), (2, 3)), mode="symmetric"),
    example((3,), pad_width=((0, 0), (1, 1)), constant_values=2.0),
)  # fmt: skip
