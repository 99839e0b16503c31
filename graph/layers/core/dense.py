"""Dense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.owned_weights import bias_weight, own_weight
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    ShapeError,
    Spec,
    TensorType,
    Value,
    Weight,
    count,
    example,
    need_known,
)


@register
@dataclass(frozen=True)
class Dense(Spec):
    short: ClassVar[tuple[str, ...]] = ("d", "fc", "全连接")
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
        kernel = own_weight(self, "kernel", (size, self.units))
        return (kernel, *bias_weight(self, self.units))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:]) * (inputs[0].shape[-1] or 1)
