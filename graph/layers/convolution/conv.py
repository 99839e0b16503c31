"""Convolutions: filters that slide over an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.filters import Convolution
from graph.layers.convolution.windows import WindowAxis, slide
from graph.layers.core.dense import bias_weight
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, Weight, count, example


@register
@dataclass(frozen=True)
class Conv2D(Convolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution2D",)
    arguments: ClassVar[ArgumentOrder] = (
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "dilation_rate",
        "groups",
        ...,
    )
    caption: ClassVar[str] = "Small filters slide over an image and answer to what they have learnt."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 5, 3), filters=4, kernel_size=3),
        example((7, 6, 2), filters=3, kernel_size=(3, 2), strides=2, padding="same", activation="relu"),
        example((7, 7, 4), filters=6, kernel_size=3, dilation_rate=2, groups=2, use_bias=False),
        example((2, 6, 5), filters=3, kernel_size=2, data_format="channels_first", padding="same"),
    )

    groups: int = param(
        "int", 1, "channels are split into so many groups, each with its own filters", low=1, advanced=True
    )

    def check(self) -> None:
        super().check()
        if self.filters % self.groups:
            raise SpecError(
                say(
                    "Conv2D: filters ({filters}) must be a multiple of groups ({groups}).",
                    filters=self.filters,
                    groups=self.groups,
                )
            )

    @property
    def axes(self) -> tuple[WindowAxis, ...]:
        sizes = zip(self.kernel_size, self.strides, self.dilation_rate, strict=True)
        return tuple(WindowAxis(*axis, self.padding) for axis in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        channels = self.channels(inputs)
        if channels % self.groups:
            raise ShapeError(
                say(
                    "Conv2D: the {channels} channels of {shape} can't be split into {groups} groups.",
                    channels=channels,
                    shape=str(inputs[0]),
                    groups=self.groups,
                )
            )
        return (TensorType(slide(self.kind, inputs[0], self.axes, self.data_format, self.filters)),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = (*self.kernel_size, self.channels(inputs) // self.groups, self.filters)
        return (self.kernel(shape), *bias_weight(self, self.filters))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:]) * count(self.kernel_size) * self.channels(inputs) // self.groups
