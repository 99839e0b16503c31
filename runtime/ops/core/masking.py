"""Masking."""

from __future__ import annotations

import numpy as np

from graph.layers.core.masking import Masking
from runtime.kinds.computes import computes
from runtime.ops.op import Op, StepArrays


@computes(Masking)
class MaskingOp(Op):
    """A step counts where any of its numbers is another than the mask's; a step that does not is all zeros."""

    makes_mask = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x = io.inputs[0]
        self._other = np.empty(x.shape, np.bool_)
        self._padding = np.empty((*x.shape[:-1], 1), np.bool_)

    def forward(self, training: bool) -> None:
        x, y = self.io.inputs[0], self.io.outputs[0]
        np.not_equal(x, self.io.spec.mask_value, out=self._other)
        np.any(self._other, axis=-1, keepdims=True, out=self._padding)
        if self.io.output_mask is not None:
            np.copyto(self.io.output_mask, self._padding[..., 0])
        np.logical_not(self._padding, out=self._padding)
        np.copyto(y, x)
        np.copyto(y, 0, where=self._padding)

    def backward(self) -> None:
        dy, dx = self.io.d_outputs[0], self.io.d_inputs[0]
        if dx is None:
            return
        np.copyto(dy, 0, where=self._padding)
        if self.io.add_inputs[0]:
            np.add(dx, dy, out=dx)
        else:
            np.copyto(dx, dy)
