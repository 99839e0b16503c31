"""Transposed convolutions: each number paints a filter into a larger image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.filters import Convolution
from graph.layers.convolution.windows import PaintedAxis, slide
from graph.layers.core.dense import bias_weight
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, Weight, count, example


@register
@dataclass(frozen=True)
class Conv2DTranspose(Convolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution2DTranspose",)
    arguments: ClassVar[ArgumentOrder] = ("filters", "kernel_size", "strides", "padding", "output_padding", ...)
    caption: ClassVar[str] = "The reverse of a convolution: each number paints a filter into a larger image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), filters=3, kernel_size=3),
        example((3, 4, 2), filters=2, kernel_size=(3, 2), strides=2, padding="same", activation="relu"),
        example((3, 3, 2), filters=2, kernel_size=3, strides=2, output_padding=1, use_bias=False),
        example((2, 3, 4), filters=3, kernel_size=2, data_format="channels_first"),
    )

    output_padding: tuple[int, ...] | None = param(
        "ints", None, "rows and columns added to the output", length=2, low=0, advanced=True
    )

    def check(self) -> None:
        super().check()
        if self.output_padding and any(p >= s for p, s in zip(self.output_padding, self.strides)):
            raise SpecError(
                say(
                    "Conv2DTranspose: output_padding {padding} must be smaller than strides {strides}.",
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
