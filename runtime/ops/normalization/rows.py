"""What normalizations by a sample's own numbers share: rows along any axes, as rows of memory."""

from __future__ import annotations

from abc import abstractmethod
from math import prod
from typing import ClassVar

import numpy as np

from runtime.jit import threads
from runtime.kernels.elementwise.row_norms import RowGradients, RowRule, normalize_rows, rows_gradient
from runtime.ops.op import Array, Op, StepArrays

PIECE = 1 << 14
"""Numbers of the rows whose shares of the weights' gradients are summed together."""


class RowNormalization(Op):
    """Every row of the numbers along `axes` by itself, then times gamma and plus beta, one for each of its places."""

    factor: ClassVar[str] = "gamma"
    term: ClassVar[str] = "beta"

    @abstractmethod
    def rule(self, columns: int) -> RowRule:
        """What is done to rows of so many numbers."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x = io.inputs[0]
        axes = sorted(axis % x.ndim for axis in io.spec.axis)
        self._order = tuple(i for i in range(x.ndim) if i not in axes) + tuple(axes)
        self._turned = self._order != tuple(range(x.ndim))
        self._columns = columns = max(1, prod(x.shape[axis] for axis in axes))
        self._rows = x.size // columns
        self._rule = self.rule(columns)
        shape = tuple(x.shape[i] for i in self._order)
        self._x = io.scratch(shape) if self._turned else x
        self._y = io.workspace()(shape) if self._turned else io.outputs[0]
        self._mean, self._inverse = io.scratch((self._rows,)), io.scratch((self._rows,))
        self._gamma, self._beta = self._weight(self.factor, 1), self._weight(self.term, 0)
        if io.backward:
            self._bind_gradients(shape)

    def _weight(self, name: str, otherwise: float) -> Array:
        given = self.io.weights.get(name)
        if given is not None:
            return given.reshape(-1)
        found = self.io.scratch((self._columns,))
        found.fill(otherwise)
        return found

    def _bind_gradients(self, shape: tuple[int, ...]) -> None:
        io, take, empty = self.io, self.io.workspace(), np.zeros(0, self.io.dtype)
        self._each = max(1, PIECE // self._columns)
        self._pieces = -(-self._rows // self._each)
        self._dy = take(shape) if self._turned else io.d_outputs[0]
        dx, parts = io.d_inputs[0], (self._pieces, self._columns)
        self._dx = None if dx is None else take(shape) if self._turned else dx
        self._owed = [(io.d_weights.get(name), take(parts)) for name in (self.factor, self.term)]
        gamma, beta = (empty if d is None else part.reshape(-1) for d, part in self._owed)
        into = empty if self._dx is None else self._dx.reshape(-1)
        self._into = RowGradients(into, io.add_inputs[0] and not self._turned, gamma, beta)

    def forward(self, training: bool) -> None:
        if self._turned:
            np.copyto(self._x, self.io.inputs[0].transpose(self._order))
        given = self._x.reshape(-1), self._gamma, self._beta, self._y.reshape(-1), self._rule
        chunk = max(1, PIECE // self._columns)
        threads.run(normalize_rows, self._rows, chunk, *given, self._mean, self._inverse)
        if self._turned:
            np.copyto(self.io.outputs[0].transpose(self._order), self._y)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if self._turned:
            np.copyto(self._dy, self.io.d_outputs[0].transpose(self._order))
        given = self._x.reshape(-1), self._dy.reshape(-1), self._gamma, self._rule, self._mean, self._inverse
        threads.run(rows_gradient, self._pieces, 1, *given, self._each, self._into)
        if self._turned and dx is not None and self._dx is not None:
            turned = dx.transpose(self._order)
            if self.io.add_inputs[0]:
                np.add(turned, self._dx, out=turned)
            else:
                np.copyto(turned, self._dx)
        for gradient, parts in self._owed:
            if gradient is not None:
                self._join(gradient.reshape(-1), parts)

    def _join(self, gradient: Array, parts: Array) -> None:
        if self.io.add_weights:
            for part in parts:
                np.add(gradient, part, out=gradient)
        else:
            np.sum(parts, axis=0, out=gradient)
