"""Pooling: a window slides along, and of each place the largest number is kept, or the mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import WindowAxis, data_format, slide
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Spec, TensorType, count, example

CELLS = {
    1: "steps of the window",
    2: "rows and columns of the window",
    3: "depth, rows and columns of the window",
}
FIRST = "channels_first"


def pool_size(rank: int, required: bool = False) -> Any:
    return param("ints", (2,) * rank, CELLS[rank], length=rank, low=1, always=required)


def strides(rank: int) -> Any:
    return param("ints", None, "step of the window; as large as the window if not set", length=rank, low=1)


@dataclass(frozen=True)
class Pooling(Spec):
    """What the poolings share; `rank` is the number of axes that windows slide along."""

    family: ClassVar[str] = "pooling"
    arguments: ClassVar[ArgumentOrder] = (..., "name")
    rank: ClassVar[int] = 2

    pool_size: tuple[int, ...] = pool_size(2)
    strides: tuple[int, ...] | None = strides(2)
    padding: str = param("choice", "valid", choices=("valid", "same"))
    data_format: str = data_format()

    @property
    def axes(self) -> tuple[WindowAxis, ...]:
        sizes = zip(self.pool_size, self.strides or self.pool_size, strict=True)
        return tuple(WindowAxis(pool, stride, padding=self.padding) for pool, stride in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(slide(self.kind, x, self.axes, self.data_format), self.dtype_of(x)),)

    def dtype_of(self, x: TensorType) -> str:
        """What the output's numbers are."""
        return x.dtype

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return count(outputs[0].shape[1:]) * count(self.pool_size)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        return {"padding": "same"} if self.padding == "valid" and len(inputs[0].shape) == self.rank + 2 else {}


@dataclass(frozen=True)
class MaxPooling(Pooling):
    """The largest number of each window."""

    short: ClassVar[tuple[str, ...]] = ("p", "mp", "pool", "maxpool", "最大池化")
    formula: ClassVar[str] = "y = max of the window's cells that lie inside"


@dataclass(frozen=True)
class AveragePooling(Pooling):
    """The mean of each window."""

    short: ClassVar[tuple[str, ...]] = ("ap", "avgpool", "平均池化")
    formula: ClassVar[str] = "y = sum of the window's cells that lie inside / how many these are"

    def dtype_of(self, x: TensorType) -> str:
        return x.dtype if x.is_float else "float32"


@register
@dataclass(frozen=True)
class MaxPooling1D(MaxPooling):
    rank: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("MaxPool1D",)
    caption: ClassVar[str] = "Keeps the largest number of each window of a sequence."
    examples: ClassVar[tuple[Example, ...]] = (
        example((7, 2), pool_size=2),
        example((2, 5), pool_size=3, strides=2, padding="same", data_format=FIRST),
    )

    pool_size: tuple[int, ...] = pool_size(1)
    strides: tuple[int, ...] | None = strides(1)


@register
@dataclass(frozen=True)
class MaxPooling2D(MaxPooling):
    names: ClassVar[tuple[str, ...]] = ("MaxPool2D",)
    caption: ClassVar[str] = "Keeps the largest number of each window."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 7, 2), pool_size=2),
        example((7, 7, 3), pool_size=3, strides=2, padding="same"),
        example((2, 6, 6), pool_size=(3, 2), data_format=FIRST),
    )


@register
@dataclass(frozen=True)
class MaxPooling3D(MaxPooling):
    rank: ClassVar[int] = 3
    names: ClassVar[tuple[str, ...]] = ("MaxPool3D",)
    caption: ClassVar[str] = "Keeps the largest number of each window of a volume."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 4, 4, 2), pool_size=2),
        example((1, 3, 3, 4), pool_size=(2, 1, 3), strides=(1, 2, 2), padding="same", data_format=FIRST),
    )

    pool_size: tuple[int, ...] = pool_size(3)
    strides: tuple[int, ...] | None = strides(3)


@register
@dataclass(frozen=True)
class AveragePooling1D(AveragePooling):
    rank: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("AvgPool1D",)
    caption: ClassVar[str] = "Keeps the mean of each window of a sequence."
    examples: ClassVar[tuple[Example, ...]] = (
        example((7, 2), pool_size=2),
        example((2, 5), pool_size=3, strides=1, padding="same", data_format=FIRST),
    )

    pool_size: tuple[int, ...] = pool_size(1, required=True)
    strides: tuple[int, ...] | None = strides(1)


@register
@dataclass(frozen=True)
class AveragePooling2D(AveragePooling):
    names: ClassVar[tuple[str, ...]] = ("AvgPool2D",)
    caption: ClassVar[str] = "Keeps the mean of each window of an image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 7, 2), pool_size=2),
        example((5, 4, 2), pool_size=3, strides=2, padding="same"),
        example((2, 6, 6), pool_size=(3, 2), data_format=FIRST),
    )

    pool_size: tuple[int, ...] = pool_size(2, required=True)


@register
@dataclass(frozen=True)
class AveragePooling3D(AveragePooling):
    rank: ClassVar[int] = 3
    names: ClassVar[tuple[str, ...]] = ("AvgPool3D",)
    caption: ClassVar[str] = "Keeps the mean of each window of a volume."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 4, 4, 2), pool_size=2),
        example((1, 3, 3, 4), pool_size=(2, 1, 3), strides=(1, 2, 2), padding="same", data_format=FIRST),
    )

    pool_size: tuple[int, ...] = pool_size(3, required=True)
    strides: tuple[int, ...] | None = strides(3)
