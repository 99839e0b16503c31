"""Whole numbers as floats."""

from __future__ import annotations

import numpy as np

from graph.layers.casting import Cast
from runtime.kinds.computes import computes
from runtime.ops.op import Array, BorrowingOp, StepArrays


@computes(Cast)
class CastOp(BorrowingOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._x = io.inputs[0]

    def read_from(self, _i: int, array: Array) -> None:
        self._x = array

    def forward(self, _training: bool) -> None:
        np.copyto(self.io.outputs[0], self._x, casting="unsafe")

    def backward(self) -> None:
        """Whole numbers are owed no gradient."""
