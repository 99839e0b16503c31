"""RNN over a cell of one's own: its `call` is traced for each step in turn, always with the same weights."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.working_type import computed_in
from runtime.api.errors import ApiError
from runtime.api.free_layers import mask_of
from runtime.api.layer_settings import truth
from runtime.api.operation_functions import operation_function
from runtime.api.own.layer import Layer
from runtime.api.rnn import RNN
from runtime.api.serialized import deserialize_keras_object, serialize_keras_object
from runtime.api.tensors import Tensor

SETTINGS = ("return_sequences", "return_state", "go_backwards", "unroll", "zero_output_for_mask")


class OwnRNN(Layer):
    """A cell of one's own, over a sequence whose number of steps is known."""

    keras_module: ClassVar[str] = "keras.layers"
    """Where Keras has its class."""

    def __init__(
        self,
        cell: Any,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        zero_output_for_mask: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        only("RNN", "stateful", stateful, False)  # no state of a step outlives a traced call
        given = (return_sequences, return_state, go_backwards, unroll, zero_output_for_mask)
        for name, value in zip(SETTINGS, given):
            setattr(self, name, truth(self.name, name, value))
        self.stateful, self.cell, self.state_size = False, cell, sizes_of(cell)
        self.supports_masking = True

    def call(self, sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = False) -> Any:
        """The output of the last step, or those of all; behind it the states, where they are asked for."""
        shape = tuple(sequences.shape)
        if len(shape) < 3 or not shape[1]:
            raise ApiError(
                say(
                    "{name}: a cell of one's own is followed step by step. It takes (batch, steps, features) with a "
                    "number of steps that is known: Input(shape=(steps, features)). Received: shape {shape}.",
                    name=self.name,
                    shape=str(shape),
                )
            )
        if isinstance(sequences, Tensor) and sequences.type.masked:
            mask = mask_of(sequences)
        steps = list(operation_function("unstack")(sequences, axis=1))
        masks = [None] * len(steps) if mask is None else list(operation_function("unstack")(mask, axis=1))
        if self.go_backwards:
            steps, masks = steps[::-1], masks[::-1]
        states = self._first_states(steps[0], initial_state)
        asks = "training" in inspect.signature(self.cell.call).parameters
        outputs: list[Any] = []
        for x, known in zip(steps, masks):
            output, new = self.cell(x, states, **({"training": training} if asks else {}))
            new = _listed(new)
            if known is not None:
                before = outputs[-1] if outputs else self._before(output, states)
                output, new = _where(known, output, before), [_where(known, *pair) for pair in zip(new, states)]
            outputs.append(output)
            states = new
        shown = [self._shown(output, known) for output, known in zip(outputs, masks)]
        result = operation_function("stack")(shown, axis=1) if self.return_sequences else shown[-1]
        return (result, *states) if self.return_state else result

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:  # noqa: ARG002 - Keras' signature
        """That of the sequences, where every step has its output."""
        kept = _listed(previous_mask)[0] if self.return_sequences else None
        return [kept, *[None] * len(self.state_size)] if self.return_state else kept

    def get_initial_state(self, batch_size: int) -> list[Any]:
        """The states before the first step: the cell's own, or zeros."""
        own = getattr(type(self.cell), "get_initial_state", None)
        if own is None:
            return [np.zeros((batch_size, size), computed_in()) for size in self.state_size]
        return _listed(self.cell.get_initial_state(batch_size=batch_size))

    def _first_states(self, step: Any, given: Any) -> list[Any]:
        if given is not None:
            states = _listed(given)
        elif isinstance(step, Tensor):  # how many samples there are, a batch says: one's states hold for each
            anchor = operation_function("cast")(step, computed_in())
            while len(anchor.shape) > 2:
                anchor = anchor[:, 0]
            nothing = operation_function("zeros_like")(anchor[:, :1])
            states = [nothing + state for state in self.get_initial_state(1)]
        else:
            states = self.get_initial_state(len(step))
        if len(states) != len(self.state_size):
            raise ApiError(
                say(
                    "{name} takes {n} initial states, as its cell's state_size says. Received: {m}.",
                    name=self.name,
                    n=len(self.state_size),
                    m=len(states),
                )
            )
        return states

    def _before(self, output: Any, states: list[Any]) -> Any:
        """What stands for the output before the first: the first state, as in Keras, where it can be one."""
        if self.unroll or tuple(states[0].shape[1:]) != tuple(output.shape[1:]):
            return operation_function("zeros_like")(output)
        return states[0]

    def _shown(self, output: Any, known: Any) -> Any:
        if known is None or self.unroll or not self.zero_output_for_mask:
            return output
        return _where(known, output, operation_function("zeros_like")(output))

    def get_config(self) -> dict[str, Any]:
        """Its parameters, with the cell as files hold it."""
        own = {name: getattr(self, name) for name in (*SETTINGS, "stateful")}
        return {**super().get_config(), **own, "cell": serialize_keras_object(self.cell)}

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Any = None) -> Any:
        """A new one with these parameters."""
        given = dict(config)
        return cls(deserialize_keras_object(given.pop("cell"), custom_objects), **given)


OwnRNN.__name__ = OwnRNN.__qualname__ = "RNN"
RNN.over_own = OwnRNN


def sizes_of(cell: Any) -> list[int]:
    """The sizes of a cell's states; raises ApiError where it doesn't say them."""
    given = getattr(cell, "state_size", None) if "state_size" in dir(cell) else None
    sizes = _listed(given)
    if not sizes or not all(isinstance(size, (int, np.integer)) and not isinstance(size, bool) for size in sizes):
        raise ApiError(
            say(
                "RNN: the cell {cell} needs a state_size, the size of its state or a list of sizes. Received: "
                "{given!r:.80}.",
                cell=type(cell).__name__,
                given=given,
            )
        )
    return [int(size) for size in sizes]


def _listed(given: Any) -> list[Any]:
    """What may stand for itself where there is only one."""
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _where(known: Any, one: Any, other: Any) -> Any:
    """`one` in the samples whose step is known, `other` in those whose step is masked."""
    for _ in range(len(one.shape) - 1):
        known = operation_function("expand_dims")(known, -1)
    return operation_function("where")(known, one, other)
