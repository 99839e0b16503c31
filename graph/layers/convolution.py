"""Convolutions: filters that slide over an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.core.dense import bias_weight
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Shape,
    ShapeError,
    Spec,
    TensorType,
    Value,
    Weight,
    count,
    example,
    need_known,
    need_rank,
)

DATA_FORMATS = ("channels_last", "channels_first")


def data_format() -> Any:
    """The parameter that says where channels stand; None, Keras' default, means last."""
    return param("choice", "channels_last", choices=DATA_FORMATS, if_none="channels_last", advanced=True)


@dataclass(frozen=True)
class Convolution2D(Spec):
    """What the two-dimensional convolutions share."""

    ends_with_activation: ClassVar[bool] = True
    family: ClassVar[str] = "convolution"

    filters: int = param("int", 32, "size of the output's channel axis", low=1, always=True)
    kernel_size: tuple[int, int] = param(
        "ints", (3, 3), "rows and columns of each filter", length=2, low=1, always=True
    )
    strides: tuple[int, int] = param("ints", (1, 1), "step of the filter", length=2, low=1)
    padding: str = param("choice", "valid", "same: the image is padded with zeros", choices=("valid", "same"))
    data_format: str = data_format()
    dilation_rate: tuple[int, int] = param(
        "ints", (1, 1), "gaps between a filter's cells", length=2, low=1, advanced=True
    )
    activation: str = param("activation", "linear")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    def check(self) -> None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise SpecError(
                say("{kind}: strides above 1 and a dilation_rate above 1 can't be combined.", kind=self.kind)
            )

    @property
    def channel_axis(self) -> int:
        return 1 if self.data_format == "channels_first" else 3

    @property
    def image_axes(self) -> tuple[int, int]:
        return image_axes(self.data_format)

    def channels(self, inputs: tuple[TensorType, ...]) -> int:
        """The number of input channels; raises ShapeError where it is free or the input is no image."""
        need_rank(self.kind, inputs[0], 4, "images (batch, rows, columns, channels)")
        return need_known(self.kind, inputs[0], self.channel_axis, "number of channels")

    def kernel(self, shape: tuple[int, ...]) -> Weight:
        return Weight(
            "kernel",
            shape,
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )

    def sized(self, x: TensorType, sizes: list[int | None]) -> tuple[TensorType, ...]:
        """The output type: `sizes` on the image's axes, `filters` on the channel axis."""
        shape = list(x.shape)
        for axis, size in zip(self.image_axes, sizes):
            shape[axis] = size
        shape[self.channel_axis] = self.filters
        return (TensorType(tuple(shape)),)


@register
@dataclass(frozen=True)
class Conv2D(Convolution2D):
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
        sizes = [
            window_output("Conv2D", inputs[0], inputs[0].shape[axis], k, s, d, self.padding)
            for axis, k, s, d in zip(self.image_axes, self.kernel_size, self.strides, self.dilation_rate)
        ]
        return self.sized(inputs[0], sizes)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = (*self.kernel_size, self.channels(inputs) // self.groups, self.filters)
        return (self.kernel(shape), *bias_weight(self, self.filters))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:]) * count(self.kernel_size) * self.channels(inputs) // self.groups

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        return {"padding": "same"} if self.padding == "valid" and len(inputs[0].shape) == 4 else {}


@register
@dataclass(frozen=True)
class Conv2DTranspose(Convolution2D):
    names: ClassVar[tuple[str, ...]] = ("Convolution2DTranspose",)
    arguments: ClassVar[ArgumentOrder] = ("filters", "kernel_size", "strides", "padding", "output_padding", ...)
    caption: ClassVar[str] = "The reverse of a convolution: each number paints a filter into a larger image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), filters=3, kernel_size=3),
        example((3, 4, 2), filters=2, kernel_size=(3, 2), strides=2, padding="same", activation="relu"),
        example((3, 3, 2), filters=2, kernel_size=3, strides=2, output_padding=1, use_bias=False),
        example((2, 3, 4), filters=3, kernel_size=2, data_format="channels_first"),
    )

    output_padding: tuple[int, int] | None = param(
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

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        self.channels(inputs)
        extra: tuple[int | None, ...] = self.output_padding or (None, None)
        sizes = [
            transposed_size(inputs[0].shape[axis], k, s, d, self.padding, op)
            for axis, k, s, d, op in zip(self.image_axes, self.kernel_size, self.strides, self.dilation_rate, extra)
        ]
        return self.sized(inputs[0], sizes)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = (*self.kernel_size, self.filters, self.channels(inputs))
        return (self.kernel(shape), *bias_weight(self, self.filters))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(inputs[0].shape[1:]) * count(self.kernel_size) * self.filters


def image_axes(data_format: str) -> tuple[int, int]:
    """The axes of rows and columns."""
    return (2, 3) if data_format == "channels_first" else (1, 2)


def window_size(size: int | None, window: int, stride: int, dilation: int, padding: str) -> int | None:
    """Positions of a sliding window: Keras' `compute_conv_output_shape`; None for a free axis."""
    if size is None:
        return None
    if padding in ("same", "causal"):
        return (size - 1) // stride + 1
    return (size - dilation * (window - 1) - 1) // stride + 1


def window_output(
    kind: str, x: TensorType, size: int | None, window: int, stride: int, dilation: int, padding: str
) -> int | None:
    """`window_size`, with a ShapeError where the window does not fit into the input."""
    positions = window_size(size, window, stride, dilation, padding)
    if positions is not None and positions <= 0:
        raise ShapeError(
            say(
                "{kind}: a window of {window} is larger than the input's {size}. Received: {shape}.",
                kind=kind,
                window=dilation * (window - 1) + 1,
                size=size,
                shape=str(x),
            )
        )
    return positions


def same_padding(size: int, window: int, stride: int, dilation: int) -> tuple[int, int]:
    """Zeros before and after for padding "same"; the odd one goes after."""
    total = max(((size - 1) // stride) * stride + dilation * (window - 1) + 1 - size, 0)
    return total // 2, total - total // 2


def transposed_size(
    size: int | None, window: int, stride: int, dilation: int, padding: str, extra: int | None
) -> int | None:
    """Size of a transposed convolution's output; `extra` is its output_padding."""
    if size is None:
        return None
    window = (window - 1) * dilation + 1
    if padding == "same":
        return size * stride if extra is None else (size - 1) * stride + window % 2 + extra
    return (size - 1) * stride + window + (max(window, stride) - window if extra is None else extra)


def transposed_padding(window: int, stride: int, dilation: int, padding: str, extra: int | None) -> tuple[int, int]:
    """Zeros that surround the stretched input of a transposed convolution, as Keras' JAX backend places them."""
    window = (window - 1) * dilation + 1
    if padding == "same":
        total = stride + window - 2 if extra is None else window + window % 2 - 2 + extra
        before = min(total // 2 + total % 2, window - 1)
        return before, total - before
    return window - 1, window - 1 + (max(window, stride) - window if extra is None else extra)


__all__ = [
    "Conv2D",
    "Conv2DTranspose",
    "Shape",
    "image_axes",
    "same_padding",
    "transposed_padding",
    "transposed_size",
    "window_output",
    "window_size",
]
