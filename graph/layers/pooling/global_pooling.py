"""Global pooling: one number of each channel for the whole sequence, image or volume."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.windows import channel_axis, data_format, need_space, space_axes
from graph.layers.pooling.windowed import FIRST
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, count, example


@dataclass(frozen=True)
class GlobalPooling(Spec):
    """What the global poolings share; `rank` is the number of axes between batch and channels."""

    family: ClassVar[str] = "pooling"
    rank: ClassVar[int] = 2

    data_format: str = data_format()
    keepdims: bool = param("bool", False, "keep the axes that are pooled as sizes of 1")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_space(self.kind, x, self.rank, self.data_format)
        axes = space_axes(self.rank, self.data_format)
        if self.keepdims:
            return (TensorType(tuple(1 if i in axes else n for i, n in enumerate(x.shape)), self.dtype_of(x)),)
        return (TensorType((x.shape[0], x.shape[channel_axis(self.rank, self.data_format)]), self.dtype_of(x)),)

    def dtype_of(self, x: TensorType) -> str:
        """What the output's numbers are."""
        return x.dtype

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return count(inputs[0].shape[1:])


@dataclass(frozen=True)
class GlobalMaxPooling(GlobalPooling):
    """The largest number of each channel."""

    short: ClassVar[tuple[str, ...]] = ("gmp", "全局最大池化")
    formula: ClassVar[str] = "y[b, c] = max of x[b, …, c]"


@dataclass(frozen=True)
class GlobalAveragePooling(GlobalPooling):
    """The mean of each channel."""

    short: ClassVar[tuple[str, ...]] = ("gap", "全局平均池化")
    formula: ClassVar[str] = "y[b, c] = mean of x[b, …, c]"

    def dtype_of(self, x: TensorType) -> str:
        return x.dtype if x.is_float else "float32"


@register
@dataclass(frozen=True)
class GlobalMaxPooling1D(GlobalMaxPooling):
    rank: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("GlobalMaxPool1D",)
    caption: ClassVar[str] = "Keeps the largest number of each feature over all steps; a mask is not looked at."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3)),
        example((3, 4), data_format=FIRST, keepdims=True),
    )


@register
@dataclass(frozen=True)
class GlobalMaxPooling2D(GlobalMaxPooling):
    names: ClassVar[tuple[str, ...]] = ("GlobalMaxPool2D",)
    caption: ClassVar[str] = "Keeps the largest number of each channel of the whole image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 3)),
        example((3, 4, 5), data_format=FIRST, keepdims=True),
    )


@register
@dataclass(frozen=True)
class GlobalMaxPooling3D(GlobalMaxPooling):
    rank: ClassVar[int] = 3
    names: ClassVar[tuple[str, ...]] = ("GlobalMaxPool3D",)
    caption: ClassVar[str] = "Keeps the largest number of each channel of the whole volume."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3, 2), keepdims=True),
        example((2, 2, 1, 3), data_format=FIRST),
    )


@register
@dataclass(frozen=True)
class GlobalAveragePooling1D(GlobalAveragePooling):
    rank: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("GlobalAvgPool1D",)
    caption: ClassVar[str] = "The mean of each feature over all steps, or over those that a mask says count."
    formula: ClassVar[str] = (
        "y[b, c] = mean of x[b, t, c] over t\n"
        "with a mask: y[b, c] = Σₜ mask[b, t] · x[b, t, c] / Σₜ mask[b, t], 0 where no step counts"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3)),
        example((3, 4), data_format=FIRST, keepdims=True),
        example((4, 3), masked=True),
    )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if x.masked and self.data_format == FIRST and len(x.shape) == 3 and x.shape[1] != x.shape[2]:
            raise ShapeError(
                say(
                    "GlobalAveragePooling1D: the mask of {shape} goes along axis 1, but with channels_first the steps "
                    "stand along axis 2. Set data_format to channels_last.",
                    shape=str(x),
                )
            )
        return super().outputs(inputs)


@register
@dataclass(frozen=True)
class GlobalAveragePooling2D(GlobalAveragePooling):
    names: ClassVar[tuple[str, ...]] = ("GlobalAvgPool2D",)
    caption: ClassVar[str] = "The mean of each channel of the whole image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 3)),
        example((3, 4, 5), data_format=FIRST, keepdims=True),
    )


@register
@dataclass(frozen=True)
class GlobalAveragePooling3D(GlobalAveragePooling):
    rank: ClassVar[int] = 3
    names: ClassVar[tuple[str, ...]] = ("GlobalAvgPool3D",)
    caption: ClassVar[str] = "The mean of each channel of the whole volume."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3, 2), keepdims=True),
        example((2, 2, 1, 3), data_format=FIRST),
    )
