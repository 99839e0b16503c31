"""LSTM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.initializers import ForgetBias
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Ports,
    ShapeError,
    Spec,
    TensorArgument,
    TensorType,
    Value,
    Weight,
    example,
    need_known,
    need_rank,
)


@register
@dataclass(frozen=True)
class LSTM(Spec):
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
    call_order: ClassVar[ArgumentOrder] = (..., "mask", "training")
    family: ClassVar[str] = "recurrent"
    caption: ClassVar[str] = "Long short-term memory over a sequence."
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
    unroll: bool = param("bool", False, "accepted from Keras; makes no difference here", advanced=True)
    zero_output_for_mask: bool = param("bool", False, "masked steps give zeros", advanced=True)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return TensorArgument("sequences"), TensorArgument("initial_state", 2, listed=True)

    def ports(self) -> Ports:
        outputs = ("output", "last output", "memory") if self.return_state else ("output",)
        return Ports(inputs=("sequence", "initial output", "initial memory"), outputs=outputs)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x = inputs[0]
        need_rank("LSTM", x, 3, "sequences (batch, steps, features)")
        need_known("LSTM", x, 2, "number of features")
        for state in inputs[1:]:
            if state.shape[1:] != (self.units,):
                raise ShapeError(
                    say(
                        "LSTM's initial state must be {units} numbers a sample. Received: {shape}.",
                        units=self.units,
                        shape=str(state),
                    )
                )
        batch, steps = x.shape[:2]
        last = TensorType((batch, self.units))
        first = TensorType((batch, steps, self.units), masked=x.masked) if self.return_sequences else last
        return (first, last, last) if self.return_state else (first,)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        features, gates = need_known("LSTM", inputs[0], 2, "number of features"), 4 * self.units
        found = [
            Weight(
                "kernel",
                (features, gates),
                self.kernel_initializer,
                regularizer=self.kernel_regularizer,
                constraint=self.kernel_constraint,
            ),
            Weight(
                "recurrent_kernel",
                (self.units, gates),
                self.recurrent_initializer,
                regularizer=self.recurrent_regularizer,
                constraint=self.recurrent_constraint,
            ),
        ]
        if self.use_bias:
            found.append(
                Weight(
                    "bias",
                    (gates,),
                    ForgetBias(self.bias_initializer) if self.unit_forget_bias else self.bias_initializer,
                    regularizer=self.bias_regularizer,
                    constraint=self.bias_constraint,
                )
            )
        return tuple(found)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        steps, features = inputs[0].shape[1] or 1, inputs[0].shape[2] or 1
        return steps * 8 * self.units * (features + self.units + 3)
