"""Operations that are a layer's, with inputs in place of its weights: convolutions and pooling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.operation import Operation, operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import layer_kinds, make
from graph.specs.spec import Shape, ShapeError, Spec, TensorType, example

FORMATS = ("channels_last", "channels_first")
PADDINGS = ("valid", "same")
AXES = "rows, columns and so on, or one number for all"
MAX = "The largest number of each of as many parts.", "y[i] = max x[part i]"
MEAN = "The mean of each of as many parts.", "y[i] = mean x[part i]"


@dataclass(frozen=True)
class ByLayer(Operation):
    """Base: the first operand is what the layer is applied to, the others are its weights, by `weight_names`."""

    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("inputs",)
    weight_names: ClassVar[tuple[str, ...]] = ()
    layer_kind: ClassVar[str] = ""
    """The layer's name, `{}` for the number of axes."""

    def settings(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        """The layer's settings for operands of these shapes."""
        keys = ("pool_size", "output_size", "strides", "padding", "output_padding", "data_format", "dilation_rate")
        given = {key: getattr(self, key, None) for key in keys}
        if self.weight_names:
            if any(n is None for shape in shapes[1:] for n in shape) or any(len(s) < 3 for s in shapes[1:]):
                raise ShapeError(
                    say("{kind}: a kernel has an axis for each of the image's, and channels.", kind=self.keras_class)
                )
            given["kernel_size"] = shapes[1][:-2]
            given["use_bias"] = False
        return {key: _alone(value) for key, value in given.items() if value is not None}

    def layer(self, terms: tuple[TensorType, ...]) -> Spec:
        """The layer that computes it; raises ShapeError or SpecError."""
        rank = len(terms[0].shape) - 2
        kind = layer_kinds().get(self.layer_kind.format(rank))
        if kind is None:
            raise ShapeError(say("{kind} is not for {shape}.", kind=self.keras_class, shape=str(terms[0])))
        made: Spec = make(kind, self.settings(tuple(t.shape for t in terms)))
        wanted = {w.name: w.shape for w in made.weights((terms[0],))}
        for name, t in zip(self.weight_names, terms[1:]):
            if wanted[name] != t.shape:
                raise ShapeError(
                    say(
                        "{kind}: the shape of a kernel must be {want}. Received: {got}.",
                        kind=self.keras_class,
                        want=wanted[name],
                        got=t.shape,
                    )
                )
        return made

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        terms = self.terms(inputs)
        plain = TensorType(terms[0].shape, "float32" if not terms[0].is_float else terms[0].dtype)
        return self.layer(terms).outputs((plain,))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        terms = self.terms(inputs)
        return self.layer(terms).flops(terms[:1], outputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return len(inputs) > 1


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


@dataclass(frozen=True)
class Convolving(ByLayer):
    operands: ClassVar[tuple[str, ...]] = ("inputs", "kernel")
    taken: ClassVar[tuple[str, ...]] = ("inputs", "kernel", "strides", "padding", "data_format", "dilation_rate")
    weight_names: ClassVar[tuple[str, ...]] = ("kernel",)
    layer_kind: ClassVar[str] = "Conv{}D"

    kernel: Any = param("constant", None, "numbers in place of the second input")
    strides: Any = param("ints", 1, f"how far windows are apart: {AXES}", low=1)
    padding: str = param("choice", "valid", "whether the borders are filled up", choices=PADDINGS)
    data_format: Any = param("choice", None, "where channels stand", choices=FORMATS)
    dilation_rate: Any = param("ints", 1, f"how far the numbers of a window are apart: {AXES}", low=1)

    def settings(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        found = super().settings(shapes)
        channels = shapes[0][1 if self.data_format == "channels_first" else -1]
        own = shapes[1][-2] or 1
        if channels is not None and channels % own == 0:
            found["groups"] = channels // own
        return {**found, "filters": shapes[1][-1]}


KERNEL = [[[0.5, -1.0]], [[2.0, 0.25]]]
Conv = operation(
    Convolving, "Conv", "conv", "A convolution by a kernel that is given.", "y[i] = Σₖ x[s i + k] · kernel[k]",
    example((4, 1), kernel=KERNEL), example((4, 2), kernel=KERNEL, strides=2, padding="same"),
)  # fmt: skip


@dataclass(frozen=True)
class ConvolvingBack(ByLayer):
    operands: ClassVar[tuple[str, ...]] = ("inputs", "kernel")
    taken: ClassVar[tuple[str, ...]] = (
        *("inputs", "kernel", "strides", "padding", "output_padding", "data_format", "dilation_rate"),
    )
    weight_names: ClassVar[tuple[str, ...]] = ("kernel",)
    layer_kind: ClassVar[str] = "Conv{}DTranspose"

    kernel: Any = param("constant", None, "numbers in place of the second input")
    strides: Any = param("ints", 1, f"how far windows are apart: {AXES}", low=1)
    padding: str = param("choice", "valid", "whether the borders are filled up", choices=PADDINGS)
    output_padding: Any = param("ints", None, f"how much is added at the end: {AXES}", low=0)
    data_format: Any = param("choice", None, "where channels stand", choices=FORMATS)
    dilation_rate: Any = param("ints", 1, f"how far the numbers of a window are apart: {AXES}", low=1)

    def settings(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        return {**super().settings(shapes), "filters": shapes[1][-2]}


ConvTranspose = operation(
    ConvolvingBack, "ConvTranspose", "conv_transpose", "A convolution turned round, by a kernel that is given.",
    "y[s i + k] += x[i] · kernel[k]", example((3, 2), kernel=KERNEL, strides=2),
)  # fmt: skip


@dataclass(frozen=True)
class Depthwise(Convolving):
    layer_kind: ClassVar[str] = "DepthwiseConv{}D"

    def settings(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        found = ByLayer.settings(self, shapes)
        return {**found, "depth_multiplier": shapes[1][-1]}


DepthwiseConv = operation(
    Depthwise, "DepthwiseConv", "depthwise_conv", "A convolution of each channel by itself, by a kernel that is given.",
    "y[i, c m] = Σₖ x[s i + k, c] · kernel[k, c, m]", example((4, 1), kernel=KERNEL),
)  # fmt: skip


@dataclass(frozen=True)
class Separable(ByLayer):
    operands: ClassVar[tuple[str, ...]] = ("inputs", "depthwise_kernel", "pointwise_kernel")
    taken: ClassVar[tuple[str, ...]] = (*operands, "strides", "padding", "data_format", "dilation_rate")
    weight_names: ClassVar[tuple[str, ...]] = ("depthwise_kernel", "pointwise_kernel")
    layer_kind: ClassVar[str] = "SeparableConv{}D"

    depthwise_kernel: Any = param("constant", None, "numbers in place of the second input")
    pointwise_kernel: Any = param("constant", None, "numbers in place of the third input")
    strides: Any = param("ints", 1, f"how far windows are apart: {AXES}", low=1)
    padding: str = param("choice", "valid", "whether the borders are filled up", choices=PADDINGS)
    data_format: Any = param("choice", None, "where channels stand", choices=FORMATS)
    dilation_rate: Any = param("ints", 1, f"how far the numbers of a window are apart: {AXES}", low=1)

    def settings(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        found = super().settings(shapes)
        return {**found, "depth_multiplier": shapes[1][-1], "filters": shapes[2][-1]}


SeparableConv = operation(
    Separable, "SeparableConv", "separable_conv", "A convolution of each channel, and one that mixes channels.",
    "y = conv (depthwise_conv x)", example((4, 1), depthwise_kernel=KERNEL, pointwise_kernel=[[[1.0], [2.0]]]),
)  # fmt: skip


@dataclass(frozen=True)
class Pooling(ByLayer):
    pool_size: Any = param("ints", help=f"the size of a window: {AXES}", low=1, always=True)
    strides: Any = param("ints", None, f"how far windows are apart, a window's size without it: {AXES}", low=1)
    padding: str = param("choice", "valid", "whether the borders are filled up", choices=PADDINGS)
    data_format: Any = param("choice", None, "where channels stand", choices=FORMATS)


WINDOWS = example((5, 2), pool_size=2), example((3, 3, 1), pool_size=2, strides=1, padding="same")
MaxPool = operation(
    Pooling, "MaxPool", "max_pool", "The largest number of each window.", "y[i] = maxₖ x[s i + k]", *WINDOWS,
    layer_kind="MaxPooling{}D",
)  # fmt: skip
AveragePool = operation(
    Pooling, "AveragePool", "average_pool", "The mean of each window.", "y[i] = meanₖ x[s i + k]", *WINDOWS,
    layer_kind="AveragePooling{}D",
)  # fmt: skip


@dataclass(frozen=True)
class Adapting(ByLayer):
    output_size: Any = param("ints", help=f"the size of the result: {AXES}", low=1, always=True)
    data_format: Any = param("choice", None, "where channels stand", choices=FORMATS)


SIZES = (example((5, 2), output_size=2),)
AdaptiveMaxPool = operation(
    Adapting, "AdaptiveMaxPool", "adaptive_max_pool", *MAX, *SIZES, layer_kind="AdaptiveMaxPooling{}D",
)  # fmt: skip
AdaptiveAveragePool = operation(
    Adapting, "AdaptiveAveragePool", "adaptive_average_pool", *MEAN, *SIZES, layer_kind="AdaptiveAveragePooling{}D",
)  # fmt: skip
