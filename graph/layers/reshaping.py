"""Layers that rearrange or repeat numbers without computing."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, Shape, ShapeError, Spec, TensorType, example, need_rank, shape_text


@register
@dataclass(frozen=True)
class Reshape(Spec):
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "The same numbers in another shape."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6,), target_shape=(2, 3)),
        example((4, 6), target_shape=(-1, 3)),
    )

    target_shape: tuple[int, ...] = param(
        "ints", (-1,), "sizes without the batch; one may be -1: whatever fits", low=-1, always=True
    )

    def check(self) -> None:
        if self.target_shape.count(-1) > 1 or 0 in self.target_shape:
            raise SpecError(
                say(
                    "Reshape: target_shape may hold one -1 and otherwise sizes of 1 or more. Received: {shape}.",
                    shape=shape_text(self.target_shape),
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        known = prod(n for n in self.target_shape if n != -1)
        fits = x.size is None or (x.size % known == 0 if -1 in self.target_shape else x.size == known)
        if not fits:
            raise ShapeError(
                say(
                    "Reshape can't turn {shape}, {size} numbers a sample, into {target}, {want} numbers.",
                    shape=str(x),
                    size=x.size,
                    target=shape_text(self.target_shape),
                    want=known,
                )
            )
        free = None if x.size is None else x.size // known
        return (TensorType((x.shape[0], *(free if n == -1 else n for n in self.target_shape)), x.dtype),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        size, first = inputs[0].size, self.target_shape[:-1]
        if size and first and -1 not in first and size % prod(first) == 0:
            return {"target_shape": (*first, size // prod(first))}
        return {"target_shape": (-1,)}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Flatten(Spec):
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "All numbers of a sample in one row."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2)),
        example((2, 3, 4), data_format="channels_first"),
    )

    data_format: str = data_format()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType((x.shape[0], 1 if len(x.shape) == 1 else x.size), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class UpSampling2D(Spec):
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "Enlarges an image by whole factors."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2), size=(2, 3)),
        example((3, 4, 2), size=2, interpolation="bilinear"),
        example((2, 3, 4), size=2, data_format="channels_first"),
    )

    size: tuple[int, int] = param("ints", (2, 2), "factors for rows and columns", length=2, low=1)
    data_format: str = data_format()
    interpolation: str = param("choice", "nearest", choices=("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_rank("UpSampling2D", x, 4, "images (batch, rows, columns, channels)")
        first = 2 if self.data_format == "channels_first" else 1
        shape: Shape = tuple(
            n if n is None or not first <= axis < first + 2 else n * self.size[axis - first]
            for axis, n in enumerate(x.shape)
        )
        return (TensorType(shape),)
