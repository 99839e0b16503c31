"""The activation function that layers compute, or end with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from runtime.jit import threads
from runtime.kernels.elementwise import activations, rows
from runtime.ops.op import Array

CHUNK = 1 << 16
"""Numbers a thread takes at a time: a hand-over costs as much as some 20,000."""


class ActivationFunction:
    """y = f(x), bound to its arrays once; for functions of a row the last axis is the row.

    x may be y where `needs_input` is false: the gradient is then taken from the output. `a` and `b` stand for those of
    the function's formula where they are given.
    """

    def __init__(self, name: str, x: Array, y: Array, a: float | None = None, b: float | None = None) -> None:
        self.name = name
        self._columns = y.shape[-1]
        self._in_place = x is y
        self._x, self._y = x.reshape(-1), y.reshape(-1)
        self._rows = y.size // self._columns, max(1, CHUNK // self._columns)
        formula = activations.FORMULAS.get(name)
        if formula is not None and a is not None:
            formula = formula._replace(a=a, b=formula.b if b is None else b)
        self._formula = formula
        self._run = self._bound_forward()
        self._back: Callable[[], object] | None = None

    @staticmethod
    def needs_input(name: str) -> bool:
        """Whether the gradient needs x, so that it must be kept apart from y."""
        return name in activations.FORMULAS and activations.FORMULAS[name].from_input

    def _bound_forward(self) -> Callable[[], object] | None:
        x, y = self._x, self._y
        if self._formula is None:
            return threads.bind(rows.FORWARD[self.name], *self._rows, x, y, self._columns)
        if self.name != "linear":
            source = x[:0] if self._in_place else x
            kernel = activations.forward(self.name)
            return threads.bind(kernel, y.size, CHUNK, source, y, self._formula.a, self._formula.b)
        return None if self._in_place else partial(np.copyto, y, x)

    def forward(self) -> None:
        if self._run is not None:
            self._run()

    def backward(self, dy: Array, dx: Array, accumulate: bool = False) -> None:
        """dx (+)= dy · f′; dx may be dy unless `accumulate`. The arrays must be the same at every call."""
        if self._back is None:
            self._back = self._bound_backward(dy, dx, accumulate)
        self._back()

    def _bound_backward(self, dy: Array, dx: Array, accumulate: bool) -> Callable[[], object]:
        same = dx is dy
        dy, dx = dy.reshape(-1), dx.reshape(-1)
        if self._formula is None:
            return threads.bind(rows.BACKWARD[self.name], *self._rows, self._y, dy, dx, self._columns, accumulate)
        if self.name != "linear":
            f, source = self._formula, self._x if self._formula.from_input else self._y
            kernel = activations.backward(self.name)
            given = dy[:0] if same else dy
            return threads.bind(kernel, dx.size, CHUNK, source, given, dx, f.a, f.b, accumulate)
        if accumulate:
            return partial(np.add, dx, dy, out=dx)
        return nothing if same else partial(np.copyto, dx, dy)


def nothing() -> None:
    """What there is to do for the gradient of y = x in place."""
