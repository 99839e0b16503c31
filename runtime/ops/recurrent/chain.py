"""Recurrent ops one after the other, each reading the sequence that the one before gives."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np

from runtime.ops.inner_op import Ends, InnerOp
from runtime.ops.op import Array, Op, StepArrays


class ChainOp(Op):
    """Inputs: a sequence and, all or none, the states of all links; outputs: that of the last link, and the states."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # as all recurrent ops

    @abstractmethod
    def links(self) -> tuple[tuple[Any, str, str], ...]:
        """The layers that it consists of, the names of their weights, and their groups in files."""

    def sequence(self, array: Array) -> Array:
        """The first input, or its gradient, as a sequence (batch, steps, features)."""
        return array

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        links = self.links()
        x = self.sequence(io.inputs[0])
        batch, steps = x.shape[:2]
        self._mask, self._turned = io.input_masks[0], None
        if self._mask is not None and links[0][0].go_backwards:
            self._turned = io.scratch(self._mask.shape, np.bool_)
        # What flows between the links, and its gradient.
        between = [io.scratch((batch, steps, layer.units)) for layer, _, _ in links[:-1]]
        owed = [io.scratch(flow.shape) for flow in between] if io.backward else []
        dx = None if not io.backward or io.d_inputs[0] is None else self.sequence(io.d_inputs[0])
        ops, begin = [], 1
        for i, (layer, name, _) in enumerate(links):
            states, last = layer.states, i == len(links) - 1
            at = slice(begin, begin + states)
            begin += states
            given, found = len(io.inputs) > 1, layer.return_state
            ends = Ends(
                inputs=(between[i - 1] if i else x, *(io.inputs[at] if given else ())),
                outputs=(io.outputs[0] if last else between[i], *(io.outputs[at] if found else ())),
                d_inputs=(owed[i - 1] if i else dx, *(io.d_inputs[at] if given else ())) if io.backward else (),
                d_outputs=(io.d_outputs[0] if last else owed[i], *(io.d_outputs[at] if found else ()))
                if io.backward
                else (),
                add_inputs=(not i and io.add_inputs[0], *(io.add_inputs[at] if given else ())) if io.backward else (),
                add_weights=io.add_weights,
                input_masks=(self._turned if i and self._turned is not None else self._mask,)
                + ((None,) * states if given else ()),
            )
            ops.append(InnerOp(io, layer, name, ends, i))
        self._ops = tuple(ops)

    def forward(self, training: bool) -> None:
        if self._turned is not None and self._mask is not None:
            np.copyto(self._turned, self._mask[:, ::-1])
        for inner in self._ops:
            inner.forward(training)

    def backward(self) -> None:
        for inner in reversed(self._ops):
            inner.backward()

    def carried(self) -> list[Array]:
        return [array for inner in self._ops for array in inner.op.carried()]
