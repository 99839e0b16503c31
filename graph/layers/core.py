"""Input, Output, Dense, Embedding and a whole model as a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Ports,
    Shape,
    ShapeError,
    Spec,
    TensorType,
    Value,
    Weight,
    count,
    example,
    need_known,
)

DTYPES = ("float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool")


@register
@dataclass(frozen=True)
class Input(Spec):
    names: ClassVar[tuple[str, ...]] = ("InputLayer",)
    family: ClassVar[str] = "input"
    caption: ClassVar[str] = "Where data enters the model."
    examples: ClassVar[tuple[Example, ...]] = (Example({"shape": (28, 28, 1)}, ()),)

    shape: Shape = param(
        "shape", (784,), "sizes of one sample, without the batch; None for a free axis", low=1, always=True
    )
    dtype: str = param("choice", "float32", choices=DTYPES, if_none="float32")
    batch_size: int | None = param("int", None, "a fixed batch size", low=1, advanced=True)
    sparse: bool = param("bool", False, advanced=True)
    ragged: bool = param("bool", False, advanced=True)
    optional: bool = param("bool", False, advanced=True)

    def check(self) -> None:
        for name in ("sparse", "ragged"):
            if getattr(self, name):
                raise SpecError(say("Input: {name} tensors are not supported; use dense ones.", name=name))

    def ports(self) -> Ports:
        return Ports(inputs=(), required=0)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType((self.batch_size, *self.shape), self.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Output(Spec):
    family: ClassVar[str] = "output"
    caption: ClassVar[str] = "A result of the model, with the loss that trains it."
    examples: ClassVar[tuple[Example, ...]] = (example((10,), loss="mse"),)

    loss: Value | None = param("spec", None, "how far the result is from its target", category="loss")
    loss_weight: float = param("float", 1.0, "this loss's share of the total")
    metrics: tuple[Value, ...] = param("specs", (), "watched, not trained on", category="metric")
    weighted_metrics: tuple[Value, ...] = param("specs", (), category="metric", advanced=True)

    def ports(self) -> Ports:
        return Ports(outputs=())

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return ()


@register
@dataclass(frozen=True)
class NestedModel(Spec):
    """A model of the document used as a layer: two calls of it share weights, two layers of it don't.

    Ports, shapes and weights depend on the document: see `graph.nesting` and `graph.shapes`.
    """

    kind: ClassVar[str] = "Model"
    names: ClassVar[tuple[str, ...]] = ("Functional",)
    family: ClassVar[str] = "model"
    caption: ClassVar[str] = "A whole model as one layer."
    model: str = param("text", help="id of the model in this document", always=True)


@register
@dataclass(frozen=True)
class Dense(Spec):
    ends_with_activation: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (..., "lora_rank", "lora_alpha", "quantization_config")
    caption: ClassVar[str] = "Every unit sees every input: activation(x · kernel + bias)."
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,), units=4),
        example((3, 5), units=4, activation="tanh", use_bias=False),
        example((6,), units=3, activation="softmax"),
        example((6,), units=20, activation="gelu"),
    )

    units: int = param("int", 64, "size of the output", low=1, always=True)
    activation: str = param("activation", "linear")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if len(x.shape) < 2:
            raise ShapeError(say("Dense expects at least one axis besides the batch. Received: {shape}.", shape=str(x)))
        need_known("Dense", x, -1, "size of the last axis")
        return (TensorType((*x.shape[:-1], self.units), masked=x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        size = need_known("Dense", inputs[0], -1, "size of the last axis")
        kernel = Weight(
            "kernel",
            (size, self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        return (kernel, *bias_weight(self, self.units))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:]) * (inputs[0].shape[-1] or 1)


@register
@dataclass(frozen=True)
class Embedding(Spec):
    reads_whole_numbers: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (
        ...,
        "weights",
        "lora_rank",
        "lora_alpha",
        "quantization_config",
        "*",
        "activity_regularizer",
        "input_length",
    )
    caption: ClassVar[str] = "Looks up a vector for each whole number."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6,), dtype="int64", input_dim=10, output_dim=4),
        example((6,), dtype="int32", input_dim=10, output_dim=3, mask_zero=True),
    )

    input_dim: int = param("int", 10000, "how many numbers are known: the largest index + 1", low=1, always=True)
    output_dim: int = param("int", 64, "length of each vector", low=1, always=True)
    embeddings_initializer: Value = param("spec", "uniform", category="initializer", advanced=True)
    embeddings_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    embeddings_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    mask_zero: bool = param("bool", False, "index 0 is padding that later layers skip")
    input_length: int | None = param("int", None, "accepted from older Keras, not needed", low=1, advanced=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType((*inputs[0].shape, self.output_dim), masked=self.mask_zero),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return (
            Weight(
                "embeddings",
                (self.input_dim, self.output_dim),
                self.embeddings_initializer,
                regularizer=self.embeddings_regularizer,
                constraint=self.embeddings_constraint,
            ),
        )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


def bias_weight(spec: Any, size: int) -> tuple[Weight, ...]:
    """The bias of a layer with Keras' usual bias parameters, or nothing where `use_bias` is off."""
    if not spec.use_bias:
        return ()
    return (
        Weight(
            "bias", (size,), spec.bias_initializer, regularizer=spec.bias_regularizer, constraint=spec.bias_constraint
        ),
    )
