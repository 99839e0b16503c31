"""Tensors turned, cut, put together and read by diagonals, made of simpler operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.composed.statistics import np_ints
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Example, ShapeError, example


@dataclass(frozen=True)
class Made(Composed):
    """Base of what `made` makes of one tensor without settings."""

    def compose(self, *terms: Piece) -> Piece:
        made: Piece = self.made(*terms)  # type: ignore[attr-defined]
        return made


def upside_down(x: Piece) -> Piece:
    return call("flip", x, axis=0)


def left_to_right(x: Piece) -> Piece:
    return call("flip", x, axis=1)


Fliplr = operation(
    Made, "Fliplr", "fliplr", "The numbers along axis 1 in the other order.", "yᵢ = xₙ₋ᵢ", example((3, 2)),
    made=left_to_right,
)  # fmt: skip
Flipud = operation(
    Made, "Flipud", "flipud", "The samples in the other order.", "yᵢ = xₙ₋ᵢ", example((2,)), made=upside_down
)


@dataclass(frozen=True)
class Turning(Composed):
    operands: ClassVar[tuple[str, ...]] = ("array",)

    k: int = param("int", 1, "how many quarters of a turn")
    axes: Any = param("ints", (0, 1), "the two axes it is turned between, batch counted as 0")

    def check(self) -> None:
        if len(self.axes) != 2:
            raise SpecError(say("rot90: axes must be two. Received: {axes}.", axes=self.axes))

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        a, b = axes_of(self.keras_class, self.axes, x.shape)
        turns = self.k % 4
        if turns == 0:
            return call("copy", x)
        if turns == 2:
            return call("flip", x, axis=(a, b))
        first = call("flip", x, axis=b) if turns == 1 else x
        found = call("swapaxes", first, axis1=a, axis2=b)
        return found if turns == 1 else call("flip", found, axis=b)


Rot90 = operation(
    Turning, "Rot90", "rot90", "A tensor turned by quarters.", "y = x, turned",
    example((3, 2), axes=(1, 2)), example((3, 2), k=3, axes=(1, 2)), example((2, 2), k=2, axes=(2, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class OnDiagonal(Composed):
    """The numbers on a diagonal of two axes, which become one, the last."""

    offset: int = param("int", 0, "how far above the main diagonal, below it where negative")
    axis1: int = param("int", 0, "one axis, batch counted as 0")
    axis2: int = param("int", 1, "the other axis")

    def compose(self, *terms: Piece) -> Piece:
        return diagonal(self.keras_class, terms[0], self.offset, self.axis1, self.axis2)


def diagonal(kind: str, x: Piece, offset: int, axis1: int, axis2: int) -> Piece:
    (a,), (b,) = axes_of(kind, axis1, x.shape), axes_of(kind, axis2, x.shape)
    rows, columns = x.shape[a], x.shape[b]
    if a == b or rows is None or columns is None:
        raise ShapeError(say("{kind} needs two axes of known size. Received: {shape}.", kind=kind, shape=str(x.type)))
    rest = [n for n in range(x.rank) if n not in (a, b)]
    order = (*rest, a, b)
    moved = x if order == tuple(range(x.rank)) else call("transpose", x, axes=order)
    flat = call("reshape", moved, newshape=(*(-1 if x.shape[n] is None else x.shape[n] for n in rest), rows * columns))
    at = [i * columns + i + offset for i in range(rows) if 0 <= i + offset < columns]
    return call("take", flat, np_ints(at), axis=-1)


DIAGONAL = example((3, 3), axis1=1, axis2=2), example((2, 3), offset=1, axis1=1, axis2=2)
Diagonal = operation(
    OnDiagonal, "Diagonal", "diagonal", "The numbers on a diagonal of two axes.", "y[i] = x[i, i + offset]", *DIAGONAL
)


@dataclass(frozen=True)
class SumOfDiagonal(OnDiagonal):
    def compose(self, *terms: Piece) -> Piece:
        return call("sum", diagonal(self.keras_class, terms[0], self.offset, self.axis1, self.axis2), axis=-1)


Trace = operation(
    SumOfDiagonal, "Trace", "trace", "The sum of the numbers on a diagonal of two axes.", "y = Σ x[i, i + offset]",
    *DIAGONAL,
)  # fmt: skip


def joined(x1: Piece, x2: Piece, axis: int | None) -> Piece:
    if axis is None:
        return call("concatenate", [call("ravel", x1), call("ravel", x2)], axis=0)
    return call("concatenate", [x1, x2], axis=axis)


@dataclass(frozen=True)
class Appending(Composed):
    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")
    taken: ClassVar[tuple[str, ...]] = ("x1", "x2", "axis")

    x1: Any = param("constant", None, "numbers in place of the first input")
    x2: Any = param("constant", None, "numbers in place of the second input")
    axis: Any = param("int", None, "along which axis, batch counted as 0; all numbers in a row without it")

    def compose(self, *terms: Piece) -> Piece:
        return joined(terms[0], terms[1], self.axis)


Append = operation(
    Appending, "Append", "append", "One tensor behind another.", "y = x1, x2", example((3,), (2,), axis=-1)
)


@dataclass(frozen=True)
class Blocks(Composed):
    """Blocks of an image, and its channels; `deeper` says which way."""

    module: ClassVar[str] = "nn"
    deeper: ClassVar[bool] = False

    block_size: int = param("int", help="the rows and columns of a block", low=1, always=True)
    data_format: str = param(
        "choice", "channels_last", "where channels stand", choices=("channels_last", "channels_first")
    )

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        if x.rank != 4:
            raise ShapeError(say("{kind} is for images. Received: {shape}.", kind=self.keras_class, shape=str(x.type)))
        last = self.data_format == "channels_last"
        rows, columns, channels = x.shape[1:] if last else (*x.shape[2:], x.shape[1])
        if rows is None or columns is None or channels is None:
            raise ShapeError(
                say("{kind} needs known sizes. Received: {shape}.", kind=self.keras_class, shape=str(x.type))
            )
        b = self.block_size
        if (rows % b or columns % b) if self.deeper else channels % b**2:
            raise ShapeError(
                say("{kind}: {shape} can't be cut into blocks of {n}.", kind=self.keras_class, shape=str(x.type), n=b)
            )
        return (
            self._deeper(x, rows // b, columns // b, channels, last)
            if self.deeper
            else self._wider(x, rows, columns, channels // b**2, last)
        )

    def _deeper(self, x: Piece, rows: int, columns: int, channels: int, last: bool) -> Piece:
        b = self.block_size
        if last:
            parts = call("reshape", x, newshape=(-1, rows, b, columns, b, channels))
            parts = call("transpose", parts, axes=(0, 1, 3, 2, 4, 5))
            return call("reshape", parts, newshape=(-1, rows, columns, b * b * channels))
        parts = call("reshape", x, newshape=(-1, channels, rows, b, columns, b))
        parts = call("transpose", parts, axes=(0, 1, 3, 5, 2, 4))
        return call("reshape", parts, newshape=(-1, b * b * channels, rows, columns))

    def _wider(self, x: Piece, rows: int, columns: int, channels: int, last: bool) -> Piece:
        b = self.block_size
        if last:
            parts = call("reshape", x, newshape=(-1, rows, columns, b, b, channels))
            parts = call("transpose", parts, axes=(0, 1, 3, 2, 4, 5))
            return call("reshape", parts, newshape=(-1, rows * b, columns * b, channels))
        parts = call("reshape", x, newshape=(-1, channels, b, b, rows, columns))
        parts = call("transpose", parts, axes=(0, 1, 4, 2, 5, 3))
        return call("reshape", parts, newshape=(-1, channels, rows * b, columns * b))


DepthToSpace = operation(
    Blocks, "DepthToSpace", "depth_to_space", "Channels become blocks of an image.", "y = x, channels as blocks",
    example((2, 1, 8), block_size=2), example((4, 1, 2), block_size=2, data_format="channels_first"),
)  # fmt: skip
SpaceToDepth = operation(
    Blocks, "SpaceToDepth", "space_to_depth", "Blocks of an image become channels.", "y = x, blocks as channels",
    example((2, 4, 1), block_size=2), example((1, 2, 4), block_size=2, data_format="channels_first"), deeper=True,
)  # fmt: skip


@dataclass(frozen=True)
class Windows(Composed):
    """Pieces of a sequence that may overlap."""

    module: ClassVar[str] = "math"
    examples: ClassVar[tuple[Example, ...]] = (example((7,), sequence_length=3, sequence_stride=2),)

    sequence_length: int = param("int", help="how long each piece is", low=1, always=True)
    sequence_stride: int = param("int", help="how far apart pieces begin", low=1, always=True)

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        size = x.shape[-1] if x.shape else None
        if size is None or size < self.sequence_length:
            raise ShapeError(say("extract_sequences: {shape} is too short.", shape=str(x.type)))
        begins = range(0, size - self.sequence_length + 1, self.sequence_stride)
        places = [b + i for b in begins for i in range(self.sequence_length)]
        sizes = tuple(-1 if n is None else n for n in x.shape[:-1])
        return call(
            "reshape", call("take", x, np_ints(places), axis=-1), newshape=(*sizes, len(begins), self.sequence_length)
        )


ExtractSequences = operation(
    Windows, "ExtractSequences", "extract_sequences", "Pieces of sequences, which may overlap.", "y[i, j] = x[i s + j]"
)
