"""Transposed convolutions: each number paints a filter into something larger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.filters import Convolution, dilation_rate, kernel_size, strides
from graph.layers.convolution.windows import PaintedAxis, slide
from graph.specs.message import say
from graph.specs.owned_weights import bias_weight
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, Weight, count, example

ADDED = {
    1: "steps added to the output",
    2: "rows and columns added to the output",
    3: "depth, rows and columns added to the output",
}


def output_padding(rank: int) -> Any:
    return param("ints", None, ADDED[rank], length=rank, low=0, advanced=True)


@dataclass(frozen=True)
class TransposedConvolution(Convolution):
    """What transposed convolutions along one, two and three axes share."""

    short: ClassVar[tuple[str, ...]] = ("ct", "deconv", "转置卷积")
    arguments: ClassVar[ArgumentOrder] = ("filters", "kernel_size", "strides", "padding", "output_padding", ...)

    output_padding: tuple[int, ...] | None = output_padding(2)

    def check(self) -> None:
        super().check()
        if self.output_padding and any(p >= s for p, s in zip(self.output_padding, self.strides)):
            raise SpecError(
                say(
                    "{kind}: output_padding {padding} must be smaller than strides {strides}.",
                    kind=self.kind,
                    padding=self.output_padding,
                    strides=self.strides,
                )
            )

    @property
    def axes(self) -> tuple[PaintedAxis, ...]:
        extra = self.output_padding or (None,) * self.rank
        sizes = zip(self.kernel_size, self.strides, self.dilation_rate, extra, strict=True)
        return tuple(PaintedAxis(k, s, d, self.padding, more) for k, s, d, more in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        self.channels(inputs)
        return (TensorType(slide(self.kind, inputs[0], self.axes, self.data_format, self.filters)),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = (*self.kernel_size, self.filters, self.channels(inputs))
        return (self.kernel(shape), *bias_weight(self, self.filters))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(inputs[0].shape[1:]) * count(self.kernel_size) * self.filters


@register
@dataclass(frozen=True)
class Conv1DTranspose(TransposedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution1DTranspose",)
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "The reverse of a convolution: each number paints a filter into a longer sequence."
    formula: ClassVar[str] = (
        "y[t · strides + i · dilation_rate − cut, f] += x[t, c] · kernel[i, f, c], then y = activation(y + bias)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 2), filters=3, kernel_size=3, dilation_rate=2),
        example((3, 2), filters=2, kernel_size=3, strides=2, padding="same", activation="relu"),
        example((2, 3), filters=3, kernel_size=2, strides=2, output_padding=1, data_format="channels_first"),
    )

    kernel_size: tuple[int, ...] = kernel_size(1)
    strides: tuple[int, ...] = strides(1)
    dilation_rate: tuple[int, ...] = dilation_rate(1)
    output_padding: tuple[int, ...] | None = output_padding(1)


@register
@dataclass(frozen=True)
class Conv2DTranspose(TransposedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution2DTranspose",)
    caption: ClassVar[str] = "The reverse of a convolution: each number paints a filter into a larger image."
    formula: ClassVar[str] = (
        "y[r · strides + i · dilation_rate − cut, s · strides + j · dilation_rate − cut, f] += "
        "x[r, s, c] · kernel[i, j, f, c], then y = activation(y + bias)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), filters=3, kernel_size=3),
        example((3, 4, 2), filters=2, kernel_size=(3, 2), strides=2, padding="same", activation="relu"),
        example((3, 3, 2), filters=2, kernel_size=3, strides=2, output_padding=1, use_bias=False),
        example((2, 3, 4), filters=3, kernel_size=2, data_format="channels_first"),
    )


@register
@dataclass(frozen=True)
class Conv3DTranspose(TransposedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution3DTranspose",)
    rank: ClassVar[int] = 3
    arguments: ClassVar[ArgumentOrder] = (
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "output_padding",
        ...,
    )
    caption: ClassVar[str] = "The reverse of a convolution: each number paints a filter into a larger volume."
    formula: ClassVar[str] = (
        "y[q · strides + h · dilation_rate − cut, r · strides + i · dilation_rate − cut, "
        "s · strides + j · dilation_rate − cut, f] += "
        "x[q, r, s, c] · kernel[h, i, j, f, c], then y = activation(y + bias)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2, 2), filters=3, kernel_size=2, dilation_rate=(2, 1, 1)),
        example((2, 2, 3, 2), filters=2, kernel_size=(3, 2, 1), strides=(2, 2, 1), padding="same", activation="relu"),
        example(
            (3, 2, 2, 2), filters=2, kernel_size=2, strides=2, output_padding=(1, 0, 1), data_format="channels_first"
        ),
    )

    kernel_size: tuple[int, ...] = kernel_size(3)
    strides: tuple[int, ...] = strides(3)
    dilation_rate: tuple[int, ...] = dilation_rate(3)
    output_padding: tuple[int, ...] | None = output_padding(3)
