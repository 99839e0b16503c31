"""Layers that cut off what lies at the edges, or put zeros around: along time, of images and of volumes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format, need_space, space_axes
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, example, shape_text

Borders = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Bordered(Spec):
    """What croppings and paddings share: so many places before and after, on each axis between batch and channels."""

    family: ClassVar[str] = "reshaping"

    def borders(self) -> Borders:
        """(before, after) for each axis in turn; negative where places are cut off."""
        return ()

    def axes(self) -> tuple[int, ...]:
        """The axes between batch and channels, which change."""
        return space_axes(len(self.borders()), getattr(self, "data_format", "channels_last"))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,), borders = inputs, self.borders()
        need_space(self.kind, x, len(borders), getattr(self, "data_format", "channels_last"))
        shape = list(x.shape)
        for axis, (before, after) in zip(self.axes(), borders, strict=True):
            size = shape[axis]
            if size is not None and size + before + after < 1:
                raise ShapeError(
                    say(
                        "{kind} would leave nothing: axis {axis} of {shape} has {size} places, and {before} + {after} "
                        "are cut off. Cut off fewer.",
                        kind=self.kind,
                        axis=axis,
                        shape=shape_text(x.shape),
                        size=size,
                        before=-before,
                        after=-after,
                    )
                )
            shape[axis] = None if size is None else size + before + after
        return (TensorType(tuple(shape), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


def _places(default: Any, length: int, help: str) -> Any:
    if length == 1:
        return param("ints", default, help, length=2, low=0)
    return param("pairs", default, help, length=length, low=0)


def _negative(borders: Borders) -> Borders:
    return tuple((-before, -after) for before, after in borders)


@register
@dataclass(frozen=True)
class Cropping1D(Bordered):
    caption: ClassVar[str] = "Cuts off the first and the last steps of a sequence."
    formula: ClassVar[str] = "y[b, t, c] = x[b, t + before, c]"
    examples: ClassVar[tuple[Example, ...]] = (example((5, 2), cropping=(1, 2)),)

    cropping: tuple[int, int] = _places((1, 1), 1, "steps cut off before and after")

    def borders(self) -> Borders:
        return _negative((self.cropping,))


@register
@dataclass(frozen=True)
class Cropping2D(Bordered):
    caption: ClassVar[str] = "Cuts off the edges of an image."
    formula: ClassVar[str] = "y[b, i, j, c] = x[b, i + top, j + left, c]"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 2), cropping=((1, 0), (2, 1))),
        example((2, 4, 5), cropping=1, data_format="channels_first"),
    )

    cropping: Borders = _places(0, 2, "(top, bottom), (left, right): rows and columns cut off; a number for both sides")
    data_format: str = data_format()

    def borders(self) -> Borders:
        return _negative(self.cropping)


@register
@dataclass(frozen=True)
class Cropping3D(Bordered):
    caption: ClassVar[str] = "Cuts off the edges of a volume."
    formula: ClassVar[str] = "y[b, i, j, k, c] = x[b, i + before₁, j + before₂, k + before₃, c]"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 3, 2), cropping=((1, 0), (0, 1), (0, 2))),
        example((2, 3, 3, 4), cropping=1, data_format="channels_first"),
    )

    cropping: Borders = _places(1, 3, "(before, after) for depth, rows and columns; a number for both sides")
    data_format: str = data_format()

    def borders(self) -> Borders:
        return _negative(self.cropping)


@register
@dataclass(frozen=True)
class ZeroPadding1D(Bordered):
    short: ClassVar[tuple[str, ...]] = ("zp", "补零")
    caption: ClassVar[str] = "Puts steps of zeros before and after a sequence."
    formula: ClassVar[str] = "y[b, t, c] = x[b, t − before, c], and 0 outside x"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), padding=(1, 2)),
        example((2, 3), padding=1, data_format="channels_first"),
    )

    padding: tuple[int, int] = _places(1, 1, "steps added before and after")
    data_format: str = data_format()

    def borders(self) -> Borders:
        return (self.padding,)


@register
@dataclass(frozen=True)
class ZeroPadding2D(Bordered):
    short: ClassVar[tuple[str, ...]] = ("zp", "补零")
    caption: ClassVar[str] = "Puts rows and columns of zeros around an image."
    formula: ClassVar[str] = "y[b, i, j, c] = x[b, i − top, j − left, c], and 0 outside x"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2), padding=((1, 0), (2, 1))),
        example((2, 3, 2), padding=1, data_format="channels_first"),
    )

    padding: Borders = _places(1, 2, "(top, bottom), (left, right): rows and columns added; a number for both sides")
    data_format: str = data_format()

    def borders(self) -> Borders:
        return self.padding


@register
@dataclass(frozen=True)
class ZeroPadding3D(Bordered):
    short: ClassVar[tuple[str, ...]] = ("zp", "补零")
    caption: ClassVar[str] = "Puts zeros around a volume."
    formula: ClassVar[str] = "y[b, i, j, k, c] = x[b, i − before₁, j − before₂, k − before₃, c], and 0 outside x"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 1, 2, 2), padding=((1, 0), (0, 1), (2, 0))),
        example((2, 2, 1, 2), padding=1, data_format="channels_first"),
    )

    padding: Borders = _places(1, 3, "(before, after) for depth, rows and columns; a number for both sides")
    data_format: str = data_format()

    def borders(self) -> Borders:
        return self.padding
