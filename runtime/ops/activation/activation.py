"""Activation."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.activation.activation import Activation
from graph.specs.activations import GATED
from runtime.kinds.computes import computes
from runtime.ops.activation.function import ActivationFunction
from runtime.ops.op import Array, Limits, Op, StepArrays

LIMITS = {"relu": Limits(0.0), "relu6": Limits(0.0, 6.0)}
"""The activations that only cut."""


@computes(Activation)
class ActivationOp(Op):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        gated = io.spec.activation == GATED
        self._function: ActivationFunction | Gate = (
            Gate(io) if gated else ActivationFunction(io.spec.activation, io.inputs[0], io.outputs[0])
        )

    @classmethod
    def limits(cls, spec: Any) -> Limits | None:
        return LIMITS.get(spec.activation)

    def forward(self, training: bool) -> None:
        self._function.forward()

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is not None:
            self._function.backward(self.io.d_outputs[0], dx, self.io.add_inputs[0])


class Gate:
    """y = a · sigmoid(b), a and b being the halves of the last axis."""

    def __init__(self, io: StepArrays) -> None:
        self._x, self._y = io.inputs[0], io.outputs[0]
        self._open = io.scratch(self._y.shape)
        self._work = io.workspace()(self._y.shape)
        self._sigmoid = ActivationFunction("sigmoid", self._open, self._open)

    def _halves(self, array: Array) -> tuple[Array, Array]:
        columns = self._y.shape[-1]
        return array[..., :columns], array[..., columns:]

    def forward(self) -> None:
        a, b = self._halves(self._x)
        np.copyto(self._open, b)
        self._sigmoid.forward()
        np.multiply(a, self._open, out=self._y)

    def backward(self, dy: Array, dx: Array, accumulate: bool = False) -> None:
        """da = dy · s, db = dy · a · s · (1 − s) = (dy − dy · s) · y for s = sigmoid(b)."""
        da, db = self._halves(dx)
        np.multiply(dy, self._open, out=self._work)
        np.subtract(dy, self._work, out=dy)
        np.multiply(dy, self._y, out=dy)
        if accumulate:
            np.add(da, self._work, out=da)
            np.add(db, dy, out=db)
        else:
            np.copyto(da, self._work)
            np.copyto(db, dy)
