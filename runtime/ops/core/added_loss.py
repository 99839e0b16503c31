"""AddedLoss."""

from __future__ import annotations

import numpy as np

from graph.layers.core.added_loss import AddedLoss
from runtime.kinds.computes import computes
from runtime.ops.op import Op


@computes(AddedLoss)
class AddedLossOp(Op):
    """Both inputs pass; the plan adds the sum of the second to the loss, as it does with every penalty."""

    def forward(self, training: bool) -> None:
        for given, result in zip(self.io.inputs, self.io.outputs):
            np.copyto(result, given)

    def backward(self) -> None:
        io = self.io  # from the end: whole numbers that pass have no gradient, and no place in `d_outputs`
        for add, dx, dy in zip(reversed(io.add_inputs), reversed(io.d_inputs), reversed(io.d_outputs)):
            if dx is not None and add:
                np.add(dx, dy, out=dx)
            elif dx is not None:
                np.copyto(dx, dy)
