"""Separable convolutions: filters within each channel first, then a mixture of all channels at each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.depthwise import depth_multiplier
from graph.layers.convolution.filters import Sliding, dilation_rate, kernel_size, padding, strides
from graph.layers.convolution.windows import WindowAxis, data_format, slide
from graph.specs.owned_weights import bias_weight, own_weight
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, Value, Weight, count, example


@dataclass(frozen=True)
class SeparableConvolution(Sliding):
    """What separable convolutions along one and two axes share."""

    short: ClassVar[tuple[str, ...]] = ("sep", "separable", "可分离卷积")
    arguments: ClassVar[ArgumentOrder] = (
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "dilation_rate",
        "depth_multiplier",
        ...,
    )

    filters: int = param("int", 32, "size of the output's channel axis", low=1, always=True)
    kernel_size: tuple[int, ...] = kernel_size(2)
    strides: tuple[int, ...] = strides(2)
    padding: str = padding()
    depth_multiplier: int = depth_multiplier()
    data_format: str = data_format()
    dilation_rate: tuple[int, ...] = dilation_rate(2)
    activation: str = param("activation", "linear")
    use_bias: bool = param("bool", True)
    depthwise_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    pointwise_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    depthwise_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    pointwise_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    depthwise_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    pointwise_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    @property
    def axes(self) -> tuple[WindowAxis, ...]:
        sizes = zip(self.kernel_size, self.strides, self.dilation_rate, strict=True)
        return tuple(WindowAxis(*axis, self.padding) for axis in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        self.channels(inputs)
        return (TensorType(slide(self.kind, inputs[0], self.axes, self.data_format, self.filters)),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        channels = self.channels(inputs)
        depthwise = own_weight(
            self, "depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier), "depthwise"
        )
        pointwise = own_weight(
            self, "pointwise_kernel", (*(1,) * self.rank, channels * self.depth_multiplier, self.filters), "pointwise"
        )
        return (depthwise, pointwise, *bias_weight(self, self.filters))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        places, between = count(outputs[0].shape[1:]) // self.filters, self.channels(inputs) * self.depth_multiplier
        return 2 * places * between * (count(self.kernel_size) + self.filters)


@register
@dataclass(frozen=True)
class SeparableConv1D(SeparableConvolution):
    names: ClassVar[tuple[str, ...]] = ("SeparableConvolution1D",)
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "Small filters within each channel of a sequence, then a mixture of all channels."
    formula: ClassVar[str] = (
        "z[t, c · depth_multiplier + m] = Σ over i of x[t · strides + i · dilation_rate, c] · depthwise_kernel[i, c, m]"
        "\ny = activation(z · pointwise_kernel + bias)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 3), filters=4, kernel_size=3, padding="same", activation="relu"),
        example((7, 2), filters=3, kernel_size=2, strides=2, depth_multiplier=2, use_bias=False),
        example((3, 6), filters=2, kernel_size=2, dilation_rate=2, data_format="channels_first"),
    )

    kernel_size: tuple[int, ...] = kernel_size(1)
    strides: tuple[int, ...] = strides(1)
    dilation_rate: tuple[int, ...] = dilation_rate(1)


@register
@dataclass(frozen=True)
class SeparableConv2D(SeparableConvolution):
    names: ClassVar[tuple[str, ...]] = ("SeparableConvolution2D",)
    caption: ClassVar[str] = "Small filters within each channel of an image, then a mixture of all channels."
    formula: ClassVar[str] = (
        "z[r, s, c · depth_multiplier + m] = Σ over i, j of "
        "x[r · strides + i · dilation_rate, s · strides + j · dilation_rate, c] · depthwise_kernel[i, j, c, m]"
        "\ny = activation(z · pointwise_kernel + bias)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 3), filters=4, kernel_size=3, padding="same", activation="tanh"),
        example((6, 5, 2), filters=3, kernel_size=(3, 2), strides=2, depth_multiplier=2, use_bias=False),
        example((2, 4, 4), filters=2, kernel_size=2, dilation_rate=2, data_format="channels_first"),
    )
