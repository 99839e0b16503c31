"""Bidirectional: two recurrent ops, and what becomes of their results."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.recurrent.bidirectional import Bidirectional
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.inner_op import Ends, InnerOp, inner_class
from runtime.ops.op import Array, Op, StepArrays


@computes(Bidirectional)
class BidirectionalOp(Op):
    """Each direction writes into memory of its own; both gradients of the sequence add up in its place."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return any(inner_class(layer).needs_whole_batch(layer) for layer, _, _ in spec.directions)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._mode, self._sequences = io.spec.merge_mode, io.spec.layer.return_sequences
        first = 2 if self._mode is None else 1
        states = (len(io.outputs) - first) // 2
        self._results = tuple(io.scratch(self._shape(i)) for i in range(2))
        self._gradients = tuple(io.scratch(r.shape) for r in self._results) if io.d_outputs else ()
        self._ops = tuple(self._direction(i, first + i * states, states) for i in range(2))

    def _shape(self, i: int) -> tuple[int, ...]:
        layer, x = self.io.spec.directions[i][0], self.io.inputs[0]
        return tuple(int(n or 0) for n in layer.outputs((TensorType(x.shape),))[0].shape)

    def _direction(self, i: int, first: int, states: int) -> InnerOp:
        io = self.io
        layer, name, _ = io.spec.directions[i]
        last = slice(first, first + states)
        share = io.spec.shares(io.inputs)[i]
        d_inputs = io.spec.shares(io.d_inputs)[i] if io.backward else ()
        add_inputs = io.spec.shares(io.add_inputs)[i] if io.backward else ()
        if i and io.backward:
            add_inputs = (True, *add_inputs[1:])  # to what the other direction left there
        ends = Ends(
            inputs=share,
            outputs=(self._results[i], *io.outputs[last]),
            d_inputs=d_inputs,
            d_outputs=(self._gradients[i], *io.d_outputs[last]) if io.d_outputs else (),
            add_inputs=add_inputs,
            add_weights=io.add_weights,
            input_masks=(io.input_masks[0], *(None,) * (len(share) - 1)),
        )
        return InnerOp(io, layer, name, ends, i)

    def inside(self) -> tuple[InnerOp, ...]:
        return self._ops

    def _turned(self, array: Array) -> Array:
        """The backward direction's steps in the order of the sequence, or the other way round."""
        return array[:, ::-1] if self._sequences else array

    def forward(self, training: bool) -> None:
        for inner in self._ops:
            inner.forward(training)
        y, out = self._results[0], self.io.outputs[0]
        z = self._turned(self._results[1])
        if self._mode is None:
            np.copyto(out, y)
            np.copyto(self.io.outputs[1], z)
        elif self._mode == "concat":
            units = y.shape[-1]
            np.copyto(out[..., :units], y)
            np.copyto(out[..., units:], z)
        elif self._mode == "mul":
            np.multiply(y, z, out=out)
        else:
            np.add(y, z, out=out)
            if self._mode == "ave":
                np.divide(out, 2, out=out)

    def backward(self) -> None:
        dy, (d_first, d_second) = self.io.d_outputs[0], self._gradients
        d_second = self._turned(d_second)
        if self._mode is None:
            np.copyto(d_first, dy)
            np.copyto(d_second, self.io.d_outputs[1])
        elif self._mode == "concat":
            units = d_first.shape[-1]
            np.copyto(d_first, dy[..., :units])
            np.copyto(d_second, dy[..., units:])
        elif self._mode == "mul":
            np.multiply(dy, self._turned(self._results[1]), out=d_first)
            np.multiply(dy, self._results[0], out=d_second)
        else:
            np.multiply(dy, 0.5 if self._mode == "ave" else 1.0, out=d_first)
            np.copyto(d_second, d_first)
        for inner in self._ops:
            inner.backward()

    def carried(self) -> list[Array]:
        return [array for inner in self._ops for array in inner.op.carried()]
