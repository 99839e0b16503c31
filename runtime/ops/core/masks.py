"""ReadMask and GivenMask."""

from __future__ import annotations

import numpy as np

from graph.layers.core.masks import GivenMask, ReadMask
from runtime.kinds.computes import computes
from runtime.ops.op import Op


@computes(ReadMask)
class ReadMaskOp(Op):
    """The mask of the input as numbers; without one every step counts."""

    def forward(self, training: bool) -> None:
        mask, y = self.io.input_masks[0], self.io.outputs[0]
        if mask is None:
            y.fill(True)
        else:
            np.copyto(y, mask)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is not None and not self.io.add_inputs[0]:
            dx.fill(0)


@computes(GivenMask)
class GivenMaskOp(Op):
    """y = input; where the input has more axes than steps, a step counts with all that is in it."""

    makes_mask = True

    def forward(self, training: bool) -> None:
        mask, x = self.io.inputs
        np.copyto(self.io.outputs[0], x)
        target = self.io.output_mask
        if target is not None:
            np.copyto(target, mask.reshape(*mask.shape, *(1,) * (target.ndim - mask.ndim)))

    def backward(self) -> None:
        dx = self.io.d_inputs[1]
        if dx is None:
            return
        if self.io.add_inputs[1]:
            np.add(dx, self.io.d_outputs[0], out=dx)
        else:
            np.copyto(dx, self.io.d_outputs[0])
