"""Images of one size: stretched, shrunk, or cut to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format, need_space, space_axes
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Spec, TensorType, count, example

FIRST = "channels_first"
METHODS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")


def side(help: str) -> Any:
    return param("int", 32, help, low=1, always=True)


@dataclass(frozen=True)
class SizedImages(Spec):
    """What layers share that give images of one size."""

    family: ClassVar[str] = "preprocessing"

    height: int = side("rows of the output")
    width: int = side("columns of the output")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        form = getattr(self, "data_format", "channels_last")
        need_space(self.kind, x, 2, form)
        shape = list(x.shape)
        for axis, size in zip(space_axes(2, form), (self.height, self.width), strict=True):
            shape[axis] = size
        return (TensorType(tuple(shape), self.dtype_of(x)),)

    def dtype_of(self, x: TensorType) -> str:
        """What the output's numbers are."""
        return x.dtype if x.is_float else "float32"

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 4 * count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class Resizing(SizedImages):
    caption: ClassVar[str] = "Makes every image as large as is asked for."
    formula: ClassVar[str] = (
        "y[b, i, j, c] = Σₘₙ v[i, m] · w[j, n] · x[b, m, n, c], "
        "weights of the distance to the cells' centres, each row of v and w with the sum 1"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 2), height=3, width=7),
        example((6, 5, 1), height=2, width=3, interpolation="bicubic", antialias=True),
        example((2, 3, 5), height=4, width=4, data_format=FIRST, crop_to_aspect_ratio=True),
        example((3, 5, 2), height=4, width=4, pad_to_aspect_ratio=True, fill_value=0.5),
        example((3, 4, 1), dtype="uint8", height=2, width=6, interpolation="nearest"),
    )

    interpolation: str = param("choice", "bilinear", choices=METHODS)
    crop_to_aspect_ratio: bool = param("bool", False, "cut off what is too wide or too high, rather than distort")
    pad_to_aspect_ratio: bool = param("bool", False, "fill up what is missing at the sides, rather than distort")
    fill_mode: str = param("choice", "constant", choices=("constant",), advanced=True)
    fill_value: float = param("float", 0.0, "the number that is put at the sides", advanced=True)
    antialias: bool = param("bool", False, "average over what is shrunk", advanced=True)
    data_format: str = data_format()

    def check(self) -> None:
        if self.crop_to_aspect_ratio and self.pad_to_aspect_ratio:
            raise SpecError(
                say("Resizing: only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be on. Switch one off.")
            )

    def dtype_of(self, x: TensorType) -> str:
        return x.dtype  # whole numbers are rounded again, as in Keras


@register
@dataclass(frozen=True)
class CenterCrop(SizedImages):
    caption: ClassVar[str] = "Cuts out the middle of an image; one that is too small is enlarged first."
    formula: ClassVar[str] = "y[b, i, j, c] = x[b, i + ⌊(rows − height) / 2⌋, j + ⌊(columns − width) / 2⌋, c]"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 6, 2), height=2, width=3),
        example((2, 3, 5), height=4, width=4, data_format=FIRST),
    )

    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomCrop(SizedImages):
    acts_in_training: ClassVar[bool] = True
    acts_when_called: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (..., "name")
    caption: ClassVar[str] = (
        "While training, cuts out a random part of the images; else the largest middle part, resized."
    )
    formula: ClassVar[str] = (
        "training: y[b, i, j, c] = x[b, i + top, j + left, c], top and left the same for all images"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 6, 2), height=2, width=3),
        example((2, 3, 5), height=4, width=4, data_format=FIRST),
    )

    seed: int | None = param("int", None, low=0, advanced=True)
    data_format: str = data_format()
