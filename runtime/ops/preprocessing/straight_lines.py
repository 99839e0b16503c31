"""What maps every number along a straight line: arrays that multiply, divide, add and take away, one after another."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.jit import threads
from runtime.ops.op import Array, BorrowingOp, StepArrays

CHUNK = 1 << 17
"""Numbers a thread takes at a time."""
BLOCK = 1 << 14
"""Numbers per pass: few enough to stay in the second-level cache from one formula to the next."""
STEEP = (np.multiply, np.divide)


class StraightLineOp(BorrowingOp):
    """y = x, then each of `stages`: a function and the array, or number, that it takes besides; samples are rows."""

    stages: list[tuple[np.ufunc, Array]]

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._x, y = io.inputs[0], io.outputs[0]
        row = max(1, y.size // len(y))
        self._chunk, self._rows = max(1, CHUNK // row), max(1, BLOCK // row)
        take = io.workspace()
        self._slots = threads.thread_count()
        self._work = take((self._slots, min(len(y), self._rows), *y.shape[1:])) if io.backward else y[None]
        self.stages = []

    def constant(self, given: Any, shape: tuple[int, ...] | None = None) -> Array:
        """A parameter as an array that stretches to the input."""
        array = np.asarray(given, self.io.dtype)
        return array if shape is None else array.reshape(shape)

    def read_from(self, _i: int, array: Array) -> None:
        self._x = array

    def forward(self, training: bool) -> None:
        threads.run(self._forward, len(self._x), self._chunk)

    def _forward(self, begin: int, end: int) -> None:
        for first in range(begin, end, self._rows):
            rows = slice(first, min(first + self._rows, end))
            y = self.io.outputs[0][rows]
            np.copyto(y, self._x[rows], casting="unsafe")
            for function, other in self.stages:
                function(y, other, out=y)

    def backward(self) -> None:
        if self.io.d_inputs[0] is not None:
            threads.run(self._backward, len(self._x), self._chunk, self.io.d_inputs[0], slots=self._slots)

    def _backward(self, dx: Array, slot: int, begin: int, end: int) -> None:
        for first in range(begin, end, self._rows):
            rows = slice(first, min(first + self._rows, end))
            d = self._work[slot][: len(dx[rows])]
            np.copyto(d, self.io.d_outputs[0][rows])
            for function, other in self.stages:
                if function in STEEP:
                    function(d, other, out=d)
            if self.io.add_inputs[0]:
                np.add(dx[rows], d, out=dx[rows])
            else:
                np.copyto(dx[rows], d)
