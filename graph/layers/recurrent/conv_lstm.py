"""ConvLSTM: an LSTM over films, whose products are convolutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.conv import Conv1D, Conv2D, Conv3D, GroupedConvolution
from graph.layers.convolution.filters import dilation_rate, kernel_size, padding, strides
from graph.layers.convolution.windows import MEANINGS, data_format, space_axes
from graph.layers.recurrent.recurrent import STATES
from graph.specs.initializers import ForgetBias
from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.params import SpecError, param
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

CONVOLUTIONS: dict[int, type[GroupedConvolution]] = {1: Conv1D, 2: Conv2D, 3: Conv3D}
GATES = 4
FORMULA = (
    "i, f, o = recurrent_activation(x * kernel + h * recurrent_kernel + bias)\n"
    "c = f ∘ c + i ∘ activation(x * kernel + h * recurrent_kernel + bias)\n"
    "h = o ∘ activation(c)"
)


@dataclass(frozen=True)
class ConvLSTM(Spec):
    """What the members share; `rank` is the number of axes that filters slide along."""

    family: ClassVar[str] = "recurrent"
    call_order: ClassVar[ArgumentOrder] = (..., "mask", "training")
    arguments: ClassVar[ArgumentOrder] = (..., "*", "unroll", "zero_output_for_mask")
    formula: ClassVar[str] = FORMULA
    rank: ClassVar[int] = 2

    filters: int = param("int", 32, "size of the output's channel axis", low=1, always=True)
    kernel_size: tuple[int, ...] = kernel_size(2)
    strides: tuple[int, ...] = strides(2)
    padding: str = padding()
    data_format: str = data_format()
    dilation_rate: tuple[int, ...] = dilation_rate(2)
    activation: str = param("activation", "tanh")
    recurrent_activation: str = param("activation", "sigmoid", "of the gates")
    use_bias: bool = param("bool", True)
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
    return_sequences: bool = param("bool", False, "the output of every step rather than of the last")
    return_state: bool = param("bool", False, "the last output and memory as further outputs", advanced=True)
    go_backwards: bool = param("bool", False, "read the sequence from its end", advanced=True)
    stateful: bool = param("bool", False, "keep the memory from batch to batch", advanced=True)
    unroll: bool = param("bool", False, "accepted from Keras; only leaves zero_output_for_mask out", advanced=True)
    zero_output_for_mask: bool = param("bool", False, "masked steps give zeros", advanced=True)

    def check(self) -> None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise SpecError(
                say("{kind}: strides above 1 and a dilation_rate above 1 can't be combined.", kind=self.kind)
            )

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return TensorArgument("sequences"), TensorArgument("initial_state", len(STATES), listed=True)

    def ports(self) -> Ports:
        return Ports(
            inputs=("sequence", *(f"initial {name}" for name in STATES)),
            outputs=("output", "last output", "memory") if self.return_state else ("output",),
        )

    def input_convolution(self, gates: int = 1) -> Spec:
        """The convolution of the inputs, channels last; `gates` with channels of their own are so many groups."""
        return CONVOLUTIONS[self.rank](
            filters=GATES * self.filters,
            kernel_size=self.kernel_size,
            strides=self.strides,
            padding=self.padding,
            dilation_rate=self.dilation_rate,
            use_bias=self.use_bias,
            groups=gates,
        )

    def state_convolution(self, gates: int = 1) -> Spec:
        """The convolution of the last output, which keeps its size."""
        return CONVOLUTIONS[self.rank](
            filters=GATES * self.filters,
            kernel_size=self.kernel_size,
            padding="same",
            use_bias=False,
            groups=gates,
        )

    def _step(self, x: TensorType) -> tuple[TensorType, int]:
        """What one step gives, and how many channels it reads."""
        films = MEANINGS[self.data_format, self.rank].partition("(batch, ")[2]
        need_rank(self.kind, x, self.rank + 3, f"sequences (batch, time, {films}")
        first = self.data_format == "channels_first"
        channels = need_known(self.kind, x, 2 if first else self.rank + 2, "number of channels")
        sizes = tuple(
            need_known(self.kind, x, axis + 1, "size of its images") for axis in space_axes(self.rank, self.data_format)
        )
        (found,) = self.input_convolution().outputs((TensorType((x.shape[0], *sizes, channels)),))
        space = found.shape[1:-1]
        return TensorType((x.shape[0], *((self.filters, *space) if first else (*space, self.filters)))), channels

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, *states = inputs
        last, _ = self._step(x)
        if states and len(states) != len(STATES):
            raise ShapeError(
                say(
                    "{kind} takes all its initial states or none: {n}. Received: {m}.",
                    kind=self.kind,
                    n=len(STATES),
                    m=len(states),
                )
            )
        for state in states:
            if state.shape[1:] != last.shape[1:]:
                raise ShapeError(
                    say(
                        "{kind}'s initial state must have the shape of what a step gives, {expected}. "
                        "Received: {shape}.",
                        kind=self.kind,
                        expected=str(last),
                        shape=str(state),
                    )
                )
        y = last
        if self.return_sequences:
            y = TensorType((*x.shape[:2], *last.shape[1:]), masked=x.masked)
        return (y, last, last) if self.return_state else (y,)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        _, channels = self._step(inputs[0])
        columns = GATES * self.filters
        kernel = own_weight(self, "kernel", (*self.kernel_size, channels, columns), group="cell")
        recurrent = own_weight(
            self, "recurrent_kernel", (*self.kernel_size, self.filters, columns), "recurrent", group="cell"
        )
        first = ForgetBias(self.bias_initializer) if self.unit_forget_bias else self.bias_initializer
        bias = own_weight(self, "bias", (columns,), initializer=first, group="cell")
        return (kernel, recurrent, bias) if self.use_bias else (kernel, recurrent)

    def parts(self) -> tuple[tuple[str, str], ...]:
        return (("cell", "conv_lstm_cell"),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        return {"padding": "same"} if self.padding == "valid" and len(inputs[0].shape) == self.rank + 3 else {}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        step, channels = self._step(inputs[0])
        cells, places = 1, 1
        for size in self.kernel_size:
            cells *= size
        for axis in space_axes(self.rank, self.data_format):
            places *= step.shape[axis] or 1
        steps = inputs[0].shape[1] or 1
        return steps * places * 2 * GATES * self.filters * (cells * (channels + self.filters) + 3)


@register
@dataclass(frozen=True)
class ConvLSTM1D(ConvLSTM):
    rank: ClassVar[int] = 1
    caption: ClassVar[str] = "An LSTM whose products are convolutions, over a sequence of rows."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2), filters=2, kernel_size=2, return_state=True),
        example(
            (3, 2, 5), filters=2, kernel_size=3, strides=2, padding="same", data_format="channels_first",
            return_sequences=True, go_backwards=True, activation="softsign",
        ),
        example((3, 4, 2), masked=True, filters=2, kernel_size=2, return_sequences=True),
    )  # fmt: skip

    kernel_size: tuple[int, ...] = kernel_size(1)
    strides: tuple[int, ...] = strides(1)
    dilation_rate: tuple[int, ...] = dilation_rate(1)


@register
@dataclass(frozen=True)
class ConvLSTM2D(ConvLSTM):
    caption: ClassVar[str] = "An LSTM whose products are convolutions, over a film."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 3, 2), filters=2, kernel_size=(2, 3), padding="same", return_sequences=True),
        example((2, 4, 3, 1), filters=2, kernel_size=2, dilation_rate=(2, 1), use_bias=False),
        example((2, 3, 3, 1), (2, 2, 2), (2, 2, 2), filters=2, kernel_size=2, return_state=True),
    )


@register
@dataclass(frozen=True)
class ConvLSTM3D(ConvLSTM):
    rank: ClassVar[int] = 3
    caption: ClassVar[str] = "An LSTM whose products are convolutions, over a sequence of volumes."
    examples: ClassVar[tuple[Example, ...]] = (example((2, 2, 3, 2, 1), filters=1, kernel_size=2, padding="same"),)

    kernel_size: tuple[int, ...] = kernel_size(3)
    strides: tuple[int, ...] = strides(3)
    dilation_rate: tuple[int, ...] = dilation_rate(3)
