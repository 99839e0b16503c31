"""LSTM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.layers.recurrent.lstm import LSTM
from runtime.jit import threads
from runtime.kernels.recurrent import lstm
from runtime.kernels.recurrent.recurrent import Weights
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Scratch
from runtime.ops.recurrent.recurrent import RecurrentOp


@computes(LSTM)
class LSTMOp(RecurrentOp[lstm.Memory]):
    """Two states: the output h and the memory c."""

    def make_memory(self, room: Scratch) -> lstm.Memory:
        return lstm.Memory(*self.gate_memory(room), self.state_memory(room), self.state_memory(room))

    def states(self) -> tuple[Array, ...]:
        return self._memory.output, self._memory.cell

    def run_forward(self) -> None:
        n, weights = self._layout, Weights(self._kernel, self._recurrent, self._bias)
        threads.run(
            lstm.forward(*self.functions()), n.batch, self._chunk, n, self._inputs, weights, self._memory, self._out
        )

    def prepare_backward(self, room: Scratch) -> None:
        self._dc = room((self._layout.batch, self._layout.units))

    def run_backward(self, *d_last: Any) -> tuple[Array, ...]:
        n, io = self._layout, self.io
        self._dh[n.steps % 2], self._dc[...] = d_last
        d_out, dh, dc = (array.reshape(-1) for array in (io.d_outputs[0], self._dh, self._dc))
        d = lstm.Gradients(d_out, dh, dc, self._dx, io.add_inputs[0])
        turned = lstm.Turned(self._turned_kernel, self._turned_recurrent)
        threads.run(lstm.backward(*self.functions()), n.batch, self._chunk, n, self._inputs, turned, self._memory, d)
        return self._dh[0], self._dc

    def gradient_kernel(self) -> Callable[..., None]:
        return lstm.gradients
