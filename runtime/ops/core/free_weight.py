"""FreeWeight."""

from __future__ import annotations

import numpy as np

from graph.layers.core.free_weight import FreeWeight
from runtime.kinds.computes import computes
from runtime.ops.op import Op


@computes(FreeWeight)
class FreeWeightOp(Op):
    """y = w; no gradient goes back to the input."""

    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], self.io.weights["weight"])

    def backward(self) -> None:
        gradient, dx = self.io.d_weights.get("weight"), self.io.d_inputs[0]
        if gradient is not None and self.io.add_weights:
            np.add(gradient, self.io.d_outputs[0], out=gradient)
        elif gradient is not None:
            np.copyto(gradient, self.io.d_outputs[0])
        if dx is not None and not self.io.add_inputs[0]:
            dx.fill(0)
