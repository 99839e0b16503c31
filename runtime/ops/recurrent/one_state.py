"""The ops of recurrent layers whose only state is their output: cells of the loop over time."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from runtime.jit import threads
from runtime.kernels.recurrent import time_loop
from runtime.kernels.recurrent.time_loop import Cell, CellWeights, Gradients, Memory, Turned
from runtime.ops.op import Array, Scratch
from runtime.ops.recurrent.recurrent import RecurrentOp


class OneStateOp(RecurrentOp[Memory]):
    """Subclasses name their cell."""

    keeps_inner = False
    """The cell keeps a further row of each step."""

    @abstractmethod
    def cell(self) -> Cell:
        """The compiled cell."""

    def weights(self) -> CellWeights:
        """Its weights, flat, as the cell takes them."""
        return CellWeights(self._kernel, self._recurrent, self._bias, self._none)

    def make_memory(self, room: Scratch) -> Memory:
        n = self._layout
        gates, arguments = self.gate_memory(room)
        inner = room((n.gate_slots * n.batch * n.units,)) if self.keeps_inner else self._none
        work = room((n.batch * n.units,)) if self.keeps_inner and self.io.backward else self._none
        return Memory(gates, arguments, inner, self.state_memory(room), work)

    def states(self) -> tuple[Array, ...]:
        return (self._memory.output,)

    def run_forward(self) -> None:
        n = self._layout
        run = time_loop.forward(self.cell())
        threads.run(run, n.batch, self._chunk, n, self._inputs, self.weights(), self._memory, self._out)

    def run_backward(self, *d_last: Any) -> tuple[Array, ...]:
        n, io = self._layout, self.io
        self._dh[n.steps % 2] = d_last[0]
        d = Gradients(io.d_outputs[0].reshape(-1), self._dh.reshape(-1), self._dx, io.add_inputs[0])
        turned = Turned(self._turned_kernel, self._turned_recurrent)
        run = time_loop.backward(self.cell())
        threads.run(run, n.batch, self._chunk, n, self._inputs, turned, self._memory, d)
        return (self._dh[0],)
