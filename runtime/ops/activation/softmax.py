"""Softmax along any axes, and beside a mask."""

from __future__ import annotations

import numpy as np

from graph.layers.activation.softmax import Softmax
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.activation.function import ActivationFunction
from runtime.ops.op import Array, Op, StepArrays

LEFT_OUT = -1e9
"""What Keras puts in the place of a number that the mask leaves out."""


@computes(Softmax)
class SoftmaxOp(Op):
    """The axes brought to the end are rows; what the mask leaves out is 0 whatever the rest is."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x, y = io.inputs[0], io.outputs[0]
        axes = io.spec.axes(TensorType(x.shape))
        self._places, last = axes, tuple(range(x.ndim - len(axes), x.ndim))
        self._last = last
        self._mask = io.inputs[1] if len(io.inputs) > 1 else None
        self._left_out = None if self._mask is None else np.empty(self._mask.shape, np.bool_)
        self._direct = axes == (x.ndim - 1,) and self._mask is None
        if self._direct:
            self._function = ActivationFunction("softmax", x, y)
            return
        self._moved = self._at_the_end(x).shape
        rows = (-1, int(np.prod([x.shape[a] for a in axes])))
        self._given, self._result = io.scratch(self._moved), io.scratch(self._moved)
        self._function = ActivationFunction("softmax", self._given.reshape(rows), self._result.reshape(rows))
        if io.backward:
            self._d = io.workspace()(self._moved)
            self._rows_of_d = self._d.reshape(rows)

    def _at_the_end(self, array: Array) -> Array:
        return np.moveaxis(array, self._places, self._last)

    def forward(self, training: bool) -> None:
        if not self._direct:
            np.copyto(self._given, self._at_the_end(self.io.inputs[0]))
            if self._left_out is not None and self._mask is not None:
                np.less_equal(self._mask, 0.5, out=self._left_out)
                np.copyto(self._given, LEFT_OUT, where=self._at_the_end(self._left_out))
        self._function.forward()
        if not self._direct:
            np.copyto(self._at_the_end(self.io.outputs[0]), self._result)
            self._leave_out(self.io.outputs[0])

    def _leave_out(self, array: Array) -> None:
        if self._left_out is not None:
            np.copyto(array, 0, where=self._left_out)

    def backward(self) -> None:
        dy, (dx, *of_mask) = self.io.d_outputs[0], self.io.d_inputs
        for d in of_mask:
            if d is not None and not self.io.add_inputs[1]:
                d.fill(0)  # a mask says yes or no, and nothing in between
        if dx is None:
            return
        if self._direct:
            self._function.backward(dy, dx, self.io.add_inputs[0])
            return
        self._leave_out(dy)
        np.copyto(self._d, self._at_the_end(dy))
        self._function.backward(self._rows_of_d, self._rows_of_d)
        if self._left_out is not None:
            np.copyto(self._d, 0, where=self._at_the_end(self._left_out))
        target = self._at_the_end(dx)
        if self.io.add_inputs[0]:
            np.add(target, self._d, out=target)
        else:
            np.copyto(target, self._d)
