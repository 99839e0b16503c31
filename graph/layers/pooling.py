"""Pooling: a window keeps its largest number, or the mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import WindowAxis, data_format, need_space, slide, space_axes
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Spec, TensorType, count, example


@dataclass(frozen=True)
class Pooling2D(Spec):
    """What the two-dimensional poolings share."""

    family: ClassVar[str] = "pooling"
    arguments: ClassVar[ArgumentOrder] = (..., "name")

    pool_size: tuple[int, int] = param("ints", (2, 2), "rows and columns of the window", length=2, low=1)
    strides: tuple[int, int] | None = param(
        "ints", None, "step of the window; as large as the window if not set", length=2, low=1
    )
    padding: str = param("choice", "valid", choices=("valid", "same"))
    data_format: str = data_format()

    @property
    def axes(self) -> tuple[WindowAxis, ...]:
        sizes = zip(self.pool_size, self.strides or self.pool_size, strict=True)
        return tuple(WindowAxis(pool, stride, padding=self.padding) for pool, stride in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(slide(self.kind, x, self.axes, self.data_format), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return count(outputs[0].shape[1:]) * count(self.pool_size)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        return {"padding": "same"} if self.padding == "valid" and len(inputs[0].shape) == 4 else {}


@register
@dataclass(frozen=True)
class MaxPooling2D(Pooling2D):
    names: ClassVar[tuple[str, ...]] = ("MaxPool2D",)
    caption: ClassVar[str] = "Keeps the largest number of each window."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 7, 2), pool_size=2),
        example((7, 7, 3), pool_size=3, strides=2, padding="same"),
        example((2, 6, 6), pool_size=(3, 2), data_format="channels_first"),
    )


@dataclass(frozen=True)
class GlobalPooling2D(Spec):
    """What the global poolings share."""

    family: ClassVar[str] = "pooling"

    data_format: str = data_format()
    keepdims: bool = param("bool", False, "keep rows and columns as sizes of 1")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_space(self.kind, x, 2, self.data_format)
        axes = space_axes(2, self.data_format)
        if self.keepdims:
            return (TensorType(tuple(1 if i in axes else n for i, n in enumerate(x.shape)), x.dtype),)
        return (TensorType(tuple(n for i, n in enumerate(x.shape) if i not in axes), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return count(inputs[0].shape[1:])


@register
@dataclass(frozen=True)
class GlobalMaxPooling2D(GlobalPooling2D):
    names: ClassVar[tuple[str, ...]] = ("GlobalMaxPool2D",)
    caption: ClassVar[str] = "Keeps the largest number of each channel of the whole image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 3)),
        example((3, 4, 5), data_format="channels_first", keepdims=True),
    )
