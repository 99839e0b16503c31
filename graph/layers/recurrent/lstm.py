"""LSTM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.recurrent.recurrent import Recurrent
from graph.specs.initializers import ForgetBias
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Value, example


@register
@dataclass(frozen=True)
class LSTM(Recurrent):
    arguments: ClassVar[ArgumentOrder] = (
        ...,
        "return_sequences",
        "return_state",
        "go_backwards",
        "stateful",
        "unroll",
        "use_cudnn",
        "*",
        "zero_output_for_mask",
        "implementation",
    )
    gates: ClassVar[int] = 4
    states: ClassVar[int] = 2
    caption: ClassVar[str] = "Long short-term memory over a sequence."
    formula: ClassVar[str] = (
        "i, f, o = recurrent_activation(x · kernel + h · recurrent_kernel + bias)\n"
        "c = f ∘ c + i ∘ activation(x · kernel + h · recurrent_kernel + bias)\n"
        "h = o ∘ activation(c)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 3), units=4),
        example((4, 2), units=3, return_sequences=True, activation="softsign", use_bias=False),
        example((5, 3), units=2, go_backwards=True, return_state=True),
        example((4, 3), units=3, masked=True, return_sequences=True),
        example((4, 3), units=3, masked=True, zero_output_for_mask=True, return_sequences=True),
    )

    units: int = param("int", 32, "size of the memory and of the output", low=1, always=True)
    activation: str = param("activation", "tanh")
    recurrent_activation: str = param("activation", "sigmoid", "of the gates")
    use_bias: bool = param("bool", True)
    return_sequences: bool = param("bool", False, "the output of every step rather than of the last")
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    recurrent_initializer: Value = param("spec", "orthogonal", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    unit_forget_bias: bool = param("bool", True, "start by remembering: the forget gate's bias starts at 1")
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    recurrent_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    recurrent_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    dropout: float = param("float", 0.0, "share of the inputs dropped while training", low=0, high=1)
    recurrent_dropout: float = param("float", 0.0, "share of the memory dropped while training", low=0, high=1)
    seed: int | None = param("int", None, low=0, advanced=True)
    return_state: bool = param("bool", False, "the last output and memory as further outputs", advanced=True)
    go_backwards: bool = param("bool", False, "read the sequence from its end", advanced=True)
    stateful: bool = param("bool", False, "keep the memory from batch to batch", advanced=True)
    unroll: bool = param("bool", False, "accepted from Keras; only leaves zero_output_for_mask out", advanced=True)
    zero_output_for_mask: bool = param("bool", False, "masked steps give zeros", advanced=True)

    def first_bias(self) -> Value:
        return ForgetBias(self.bias_initializer) if self.unit_forget_bias else self.bias_initializer
