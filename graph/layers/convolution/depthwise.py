"""Depthwise convolutions: every channel has filters of its own, and channels are not mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.filters import Sliding, dilation_rate, kernel_size, padding, strides
from graph.layers.convolution.windows import WindowAxis, data_format, slide
from graph.specs.owned_weights import bias_weight, own_weight
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, TensorType, Value, Weight, count, example


def depth_multiplier() -> Any:
    return param("int", 1, "filters for each channel", low=1)


@dataclass(frozen=True)
class DepthwiseConvolution(Sliding):
    """What depthwise convolutions along one and two axes share."""

    short: ClassVar[tuple[str, ...]] = ("dw", "depthwise", "深度卷积")
    kernel_size: tuple[int, ...] = kernel_size(2)
    strides: tuple[int, ...] = strides(2)
    padding: str = padding()
    depth_multiplier: int = depth_multiplier()
    data_format: str = data_format()
    dilation_rate: tuple[int, ...] = dilation_rate(2)
    activation: str = param("activation", "linear")
    use_bias: bool = param("bool", True)
    depthwise_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    depthwise_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    depthwise_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    @property
    def axes(self) -> tuple[WindowAxis, ...]:
        sizes = zip(self.kernel_size, self.strides, self.dilation_rate, strict=True)
        return tuple(WindowAxis(*axis, self.padding) for axis in sizes)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        many = self.channels(inputs) * self.depth_multiplier
        return (TensorType(slide(self.kind, inputs[0], self.axes, self.data_format, many)),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        channels = self.channels(inputs)
        kernel = own_weight(self, "kernel", (*self.kernel_size, channels, self.depth_multiplier), "depthwise")
        return (kernel, *bias_weight(self, channels * self.depth_multiplier))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:]) * count(self.kernel_size)


@register
@dataclass(frozen=True)
class DepthwiseConv1D(DepthwiseConvolution):
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "Each channel of a sequence has small filters of its own; channels are not mixed."
    formula: ClassVar[str] = (
        "y[t, c · depth_multiplier + m] = activation("
        "Σ over i of x[t · strides + i · dilation_rate, c] · kernel[i, c, m] + bias[c · depth_multiplier + m])"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((6, 3), kernel_size=3, padding="same", activation="relu"),
        example((7, 2), kernel_size=2, strides=2, dilation_rate=2, depth_multiplier=2),
        example((3, 6), kernel_size=2, data_format="channels_first", use_bias=False),
    )

    kernel_size: tuple[int, ...] = kernel_size(1)
    strides: tuple[int, ...] = strides(1)
    dilation_rate: tuple[int, ...] = dilation_rate(1)


@register
@dataclass(frozen=True)
class DepthwiseConv2D(DepthwiseConvolution):
    caption: ClassVar[str] = "Each channel of an image has small filters of its own; channels are not mixed."
    formula: ClassVar[str] = (
        "y[r, s, c · depth_multiplier + m] = activation(Σ over i, j of "
        "x[r · strides + i · dilation_rate, s · strides + j · dilation_rate, c] · kernel[i, j, c, m] "
        "+ bias[c · depth_multiplier + m])"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 3), kernel_size=3, padding="same", activation="relu"),
        example((6, 5, 2), kernel_size=(3, 2), strides=(2, 1), depth_multiplier=2, activation="tanh"),
        example((5, 5, 2), kernel_size=2, dilation_rate=(1, 2), use_bias=False),
        example((2, 4, 3), kernel_size=2, depth_multiplier=2, data_format="channels_first"),
    )
