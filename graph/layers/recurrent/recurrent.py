"""What recurrent layers share: their ports, their output's shape, and their weights."""

from __future__ import annotations

from typing import ClassVar

from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.registry import snake
from graph.specs.spec import (
    ArgumentOrder,
    Ports,
    ShapeError,
    Spec,
    TensorArgument,
    TensorType,
    Value,
    Weight,
    need_known,
    need_rank,
)

STATES = ("output", "memory")
"""What a recurrent layer remembers, in the order in which Keras gives it; not every kind has both."""


class Recurrent(Spec):
    """Base of recurrent layers with one cell; the members declare these parameters, in Keras' order."""

    family: ClassVar[str] = "recurrent"
    call_order: ClassVar[ArgumentOrder] = (..., "mask", "training")
    gates: ClassVar[int] = 1
    states: ClassVar[int] = 1

    units: int
    use_bias: bool
    return_sequences: bool
    return_state: bool
    kernel_initializer: Value
    recurrent_initializer: Value
    bias_initializer: Value
    kernel_regularizer: Value | None
    recurrent_regularizer: Value | None
    bias_regularizer: Value | None
    kernel_constraint: Value | None
    recurrent_constraint: Value | None
    bias_constraint: Value | None

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return TensorArgument("sequences"), TensorArgument("initial_state", self.states, listed=True)

    def ports(self) -> Ports:
        states = STATES[: self.states]
        last = tuple("last output" if name == "output" else name for name in states)
        return Ports(
            inputs=("sequence", *(f"initial {name}" for name in states)),
            outputs=("output", *last) if self.return_state else ("output",),
        )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x = inputs[0]
        need_rank(self.kind, x, 3, "sequences (batch, steps, features)")
        need_known(self.kind, x, 2, "number of features")
        for state in inputs[1:]:
            if state.shape[1:] != (self.units,):
                raise ShapeError(
                    say(
                        "{kind}'s initial state must be {units} numbers a sample. Received: {shape}.",
                        kind=self.kind,
                        units=self.units,
                        shape=str(state),
                    )
                )
        if 1 < len(inputs) <= self.states:
            raise ShapeError(
                say(
                    "{kind} takes all its initial states or none: {n}. Received: {m}.",
                    kind=self.kind,
                    n=self.states,
                    m=len(inputs) - 1,
                )
            )
        batch, steps = x.shape[:2]
        last = TensorType((batch, self.units))
        first = TensorType((batch, steps, self.units), masked=x.masked) if self.return_sequences else last
        return (first, *(last,) * self.states) if self.return_state else (first,)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return cell_weights(self, need_known(self.kind, inputs[0], 2, "number of features"), "cell")

    def bias_shape(self) -> tuple[int, ...]:
        return (self.gates * self.units,)

    def first_bias(self) -> Value:
        """What the bias begins with."""
        return self.bias_initializer

    def parts(self) -> tuple[tuple[str, str], ...]:
        return (("cell", f"{snake(self.kind)}_cell"),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        steps, features = inputs[0].shape[1] or 1, inputs[0].shape[2] or 1
        return steps * 2 * self.gates * self.units * (features + self.units + 3)


def cell_weights(spec: Recurrent, features: int, group: str) -> tuple[Weight, ...]:
    """Kernel, recurrent kernel and bias of a cell that reads so many features."""
    columns = spec.gates * spec.units
    kernel = own_weight(spec, "kernel", (features, columns), group=group)
    recurrent = own_weight(spec, "recurrent_kernel", (spec.units, columns), "recurrent", group=group)
    bias = own_weight(spec, "bias", spec.bias_shape(), initializer=spec.first_bias(), group=group)
    return (kernel, recurrent, bias) if spec.use_bias else (kernel, recurrent)
