"""FixedNumbers."""

from __future__ import annotations

import numpy as np

from graph.layers.core.fixed_numbers import FixedNumbers
from graph.specs.constants import Constant
from runtime.kinds.computes import computes
from runtime.ops.op import Op, StepArrays


@computes(FixedNumbers)
class FixedNumbersOp(Op):
    """y = numbers; no gradient goes back to the input."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        given = io.spec.numbers
        self._numbers = given.array() if isinstance(given, Constant) else given

    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], self._numbers)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is not None and not self.io.add_inputs[0]:
            dx.fill(0)
