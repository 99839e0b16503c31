"""WhileTraining."""

from __future__ import annotations

import numpy as np

from graph.layers.core.while_training import WhileTraining
from runtime.kinds.computes import computes
from runtime.ops.op import Op, StepArrays


@computes(WhileTraining)
class WhileTrainingOp(Op):
    """The gradient goes to the input that passed."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._passes = 1

    def forward(self, training: bool) -> None:
        self._passes = 0 if training else 1
        np.copyto(self.io.outputs[0], self.io.inputs[self._passes])

    def backward(self) -> None:
        io = self.io
        for place, (add, dx) in enumerate(zip(io.add_inputs, io.d_inputs)):
            if dx is None:
                continue
            if place != self._passes:
                if not add:
                    dx.fill(0)
            elif add:
                np.add(dx, io.d_outputs[0], out=dx)
            else:
                np.copyto(dx, io.d_outputs[0])
