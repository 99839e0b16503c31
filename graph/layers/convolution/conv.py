"""Convolutions: filters that slide over texts, images and volumes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.filters import Convolution, dilation_rate, kernel_size, padding, strides
from graph.layers.convolution.windows import WindowAxis, slide
from graph.specs.message import say
from graph.specs.owned_weights import bias_weight
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, Weight, count, example


@dataclass(frozen=True)
class GroupedConvolution(Convolution):
    """What convolutions along one, two and three axes share."""

    short: ClassVar[tuple[str, ...]] = ("c", "conv", "卷积")
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

    groups: int = param(
        "int", 1, "channels are split into so many groups, each with its own filters", low=1, advanced=True
    )

    def check(self) -> None:
        super().check()
        if self.filters % self.groups:
            raise SpecError(
                say(
                    "{kind}: filters ({filters}) must be a multiple of groups ({groups}).",
                    kind=self.kind,
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
                    "{kind}: the {channels} channels of {shape} can't be split into {groups} groups.",
                    kind=self.kind,
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


@register
@dataclass(frozen=True)
class Conv1D(GroupedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution1D",)
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "Small filters slide along a sequence and answer to what they have learnt."
    formula: ClassVar[str] = (
        "y[t, f] = activation(Σ over i, c of x[t · strides + i · dilation_rate, c] · kernel[i, c, f] + bias[f])"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 3), filters=4, kernel_size=3),
        example((7, 4), filters=6, kernel_size=3, strides=2, padding="same", groups=2, activation="relu"),
        example((6, 2), filters=3, kernel_size=2, dilation_rate=2, padding="causal", use_bias=False),
        example((2, 6), filters=3, kernel_size=2, data_format="channels_first"),
    )

    kernel_size: tuple[int, ...] = kernel_size(1)
    strides: tuple[int, ...] = strides(1)
    padding: str = padding("causal")
    dilation_rate: tuple[int, ...] = dilation_rate(1)


@register
@dataclass(frozen=True)
class Conv2D(GroupedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution2D",)
    caption: ClassVar[str] = "Small filters slide over an image and answer to what they have learnt."
    formula: ClassVar[str] = (
        "y[r, s, f] = activation(Σ over i, j, c of "
        "x[r · strides + i · dilation_rate, s · strides + j · dilation_rate, c] · kernel[i, j, c, f] + bias[f])"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 5, 3), filters=4, kernel_size=3),
        example((7, 6, 2), filters=3, kernel_size=(3, 2), strides=2, padding="same", activation="relu"),
        example((7, 7, 4), filters=6, kernel_size=3, dilation_rate=2, groups=2, use_bias=False),
        example((2, 6, 5), filters=3, kernel_size=2, data_format="channels_first", padding="same"),
    )


@register
@dataclass(frozen=True)
class Conv3D(GroupedConvolution):
    names: ClassVar[tuple[str, ...]] = ("Convolution3D",)
    rank: ClassVar[int] = 3
    caption: ClassVar[str] = "Small filters slide through a volume and answer to what they have learnt."
    formula: ClassVar[str] = (
        "y[q, r, s, f] = activation(Σ over h, i, j, c of "
        "x[q · strides + h · dilation_rate, r · strides + i · dilation_rate, s · strides + j · dilation_rate, c] "
        "· kernel[h, i, j, c, f] + bias[f])"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 3, 2), filters=3, kernel_size=2),
        example((3, 4, 3, 2), filters=2, kernel_size=(3, 2, 1), strides=(2, 1, 2), padding="same", activation="relu"),
        example((4, 3, 3, 4), filters=2, kernel_size=2, dilation_rate=(2, 1, 1), groups=2, use_bias=False),
        example((2, 3, 2, 3), filters=2, kernel_size=2, data_format="channels_first", activation="tanh"),
        example((2, 2, 2, 3), filters=2, kernel_size=(1, 2, 2)),
    )

    kernel_size: tuple[int, ...] = kernel_size(3)
    strides: tuple[int, ...] = strides(3)
    dilation_rate: tuple[int, ...] = dilation_rate(3)
