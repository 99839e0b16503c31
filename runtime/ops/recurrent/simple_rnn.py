"""SimpleRNN."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from graph.layers.recurrent.simple_rnn import SimpleRNN
from runtime.kernels.recurrent import simple_rnn
from runtime.kernels.recurrent.time_loop import Cell
from runtime.kinds.computes import computes
from runtime.ops.recurrent.one_state import OneStateOp


@computes(SimpleRNN)
class SimpleRNNOp(OneStateOp):
    """One gate, which is the next state."""

    drop_first: ClassVar[bool] = True

    def functions(self) -> tuple[str, ...]:
        return (self.io.spec.activation,)

    def cell(self) -> Cell:
        return simple_rnn.cell(*self.functions())

    def gradient_kernel(self) -> Callable[..., None]:
        return simple_rnn.gradients
