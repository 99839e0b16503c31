"""ActivityRegularization, and what passes a gradient unchanged."""

from __future__ import annotations

import numpy as np

from graph.layers.regularization.activity_regularization import ActivityRegularization
from runtime.kinds.computes import computes
from runtime.ops.op import Op


class PassingOp(Op):
    """y = x, or x and what does not depend on it."""

    passes_gradient = True

    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], self.io.inputs[0])

    def backward(self) -> None:
        dx, dy = self.io.d_inputs[0], self.io.d_outputs[0]
        if dx is None or np.shares_memory(dx, dy):
            return
        if self.io.add_inputs[0]:
            np.add(dx, dy, out=dx)
        else:
            np.copyto(dx, dy)


@computes(ActivityRegularization)
class ActivityRegularizationOp(PassingOp):
    """The penalty is added by the plan, as for every layer with an activity regularizer."""
