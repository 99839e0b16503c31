"""Adaptive pooling: the input is cut into as many parts as the output has places, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format, need_space, space_axes
from graph.layers.pooling.windowed import FIRST
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, count, example

PLACES = {
    1: "steps of the output",
    2: "rows and columns of the output",
    3: "depth, rows and columns of the output",
}
PARTS = "part i goes from ⌊i · size / m⌋ to ⌈(i + 1) · size / m⌉ on each axis, m its output_size"


def output_size(rank: int) -> Any:
    return param("ints", (1,) * rank, PLACES[rank], length=rank, low=1, always=True)


@dataclass(frozen=True)
class AdaptivePooling(Spec):
    """What the adaptive poolings share; `rank` is the number of axes that are cut into parts."""

    family: ClassVar[str] = "pooling"
    rank: ClassVar[int] = 2

    output_size: tuple[int, ...] = output_size(2)
    data_format: str = data_format()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_space(self.kind, x, self.rank, self.data_format)
        shape = list(x.shape)
        for axis, size in zip(space_axes(self.rank, self.data_format), self.output_size, strict=True):
            shape[axis] = size
        return (TensorType(tuple(shape), self.dtype_of(x)),)

    def dtype_of(self, x: TensorType) -> str:
        """What the output's numbers are."""
        return x.dtype

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return max(count(inputs[0].shape[1:]), count(outputs[0].shape[1:]))


@dataclass(frozen=True)
class AdaptiveMaxPooling(AdaptivePooling):
    """The largest number of each part."""

    formula: ClassVar[str] = f"y[i] = max of part i of x; {PARTS}"


@dataclass(frozen=True)
class AdaptiveAveragePooling(AdaptivePooling):
    """The mean of each part."""

    formula: ClassVar[str] = f"y[i] = mean of part i of x; {PARTS}"

    def dtype_of(self, x: TensorType) -> str:
        return x.dtype if x.is_float else "float32"


@register
@dataclass(frozen=True)
class AdaptiveAveragePooling1D(AdaptiveAveragePooling):
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "The means of so many parts of a sequence, however long it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((7, 2), output_size=3),
        example((2, 5), output_size=2, data_format=FIRST),
    )

    output_size: tuple[int, ...] = output_size(1)


@register
@dataclass(frozen=True)
class AdaptiveAveragePooling2D(AdaptiveAveragePooling):
    caption: ClassVar[str] = "The means of so many parts of an image, however large it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 4, 2), output_size=(2, 3)),
        example((2, 3, 5), output_size=4, data_format=FIRST),
    )


@register
@dataclass(frozen=True)
class AdaptiveAveragePooling3D(AdaptiveAveragePooling):
    rank: ClassVar[int] = 3
    caption: ClassVar[str] = "The means of so many parts of a volume, however large it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2, 2), output_size=(2, 3, 1)),
        example((2, 2, 3, 2), output_size=2, data_format=FIRST),
    )

    output_size: tuple[int, ...] = output_size(3)


@register
@dataclass(frozen=True)
class AdaptiveMaxPooling1D(AdaptiveMaxPooling):
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "The largest numbers of so many parts of a sequence, however long it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((7, 2), output_size=3),
        example((2, 5), output_size=2, data_format=FIRST),
    )

    output_size: tuple[int, ...] = output_size(1)


@register
@dataclass(frozen=True)
class AdaptiveMaxPooling2D(AdaptiveMaxPooling):
    caption: ClassVar[str] = "The largest numbers of so many parts of an image, however large it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 4, 2), output_size=(2, 3)),
        example((2, 3, 5), output_size=4, data_format=FIRST),
    )


@register
@dataclass(frozen=True)
class AdaptiveMaxPooling3D(AdaptiveMaxPooling):
    rank: ClassVar[int] = 3
    caption: ClassVar[str] = "The largest numbers of so many parts of a volume, however large it is."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2, 2), output_size=(2, 3, 1)),
        example((2, 2, 3, 2), output_size=2, data_format=FIRST),
    )

    output_size: tuple[int, ...] = output_size(3)
