"""Layers that rearrange numbers."""

from __future__ import annotations

import numpy as np

from graph.layers.reshaping import Flatten, Reshape
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Op, StepArrays, View
from runtime.ops.upsampling import UpSampling2DOp

__all__ = ["FlattenOp", "ReshapeOp", "UpSampling2DOp"]


@computes(Reshape)
class ReshapeOp(View):
    """The same memory."""


@computes(Flatten)
class FlattenOp(Op):
    """Channels that come first go last before the numbers are put in a row, as in Keras."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._x = self._ordered(io.inputs[0])
        self._y = io.outputs[0].reshape(self._x.shape)

    def _ordered(self, array: Array) -> Array:
        first = self.io.spec.data_format == "channels_first" and array.ndim > 2
        return np.moveaxis(array, 1, -1) if first else array

    def forward(self, training: bool) -> None:
        np.copyto(self._y, self._x)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is not None:
            dx, dy = self._ordered(dx), self.io.d_outputs[0].reshape(self._x.shape)
            if self.io.add_inputs[0]:
                np.add(dx, dy, out=dx)
            else:
                np.copyto(dx, dy)
