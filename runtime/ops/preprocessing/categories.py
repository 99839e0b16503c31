"""What layers share that give categories: numbers found for numbers, then places for them."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from runtime.jit import threads
from runtime.kernels.elementwise.categories import mark_categories
from runtime.ops.op import Array, Op, StepArrays

CHUNK = 1 << 16
"""Numbers of the output that a thread takes at a time."""


class CategoriesOp(Op):
    """`find` gives a category's number for each number of the input; the rest follows from the spec's mode."""

    weighted: ClassVar[bool] = True
    """A second input says what each counts for."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.prepare(io)

    def prepare(self, io: StepArrays) -> None:
        """Bind what fills the rows of the output."""
        x, y, mode = io.inputs[0], io.outputs[0], io.spec.mode
        self._found = y if mode == "int" else io.scratch(x.shape, np.int64)
        if mode == "int":
            return
        depth = y.shape[-1]
        each = x.shape[1] if mode != "one_hot" else 1
        samples = len(x) if mode != "one_hot" else y.size // depth
        others = y.size // (samples * depth)
        weights = io.inputs[1] if self.weighted and len(io.inputs) > 1 else np.zeros(0, io.dtype)
        chunk = max(1, CHUNK // (others * depth))
        flat = self._found.reshape(-1), weights.reshape(-1), y.reshape(-1)
        self._mark = threads.bind(mark_categories, samples, chunk, *flat, each, others, depth, mode == "count")

    def forward(self, training: bool) -> None:
        self.find(self.io.inputs[0], self._found)
        if self.io.spec.mode != "int":
            self._mark()

    @abstractmethod
    def find(self, x: Array, found: Array) -> None:
        """found = the numbers of the categories."""

    def backward(self) -> None:
        """Categories are what they are: no number leads to another by a little."""
        for d, add in zip(self.io.d_inputs, self.io.add_inputs):
            if d is not None and not add:
                d.fill(0)
