"""Steps of a sequence as samples and back."""

from __future__ import annotations

import numpy as np

from graph.layers.each_step import SamplesAsSteps, StepsAsSamples
from runtime.kinds.computes import computes
from runtime.ops.merging.arrays import give
from runtime.ops.op import Op, View
from runtime.ops.recurrent.time_distributed import pass_on


@computes(StepsAsSamples)
class StepsAsSamplesOp(View):
    """The same memory."""


@computes(SamplesAsSteps)
class SamplesAsStepsOp(Op):
    """A copy, since the mask is that of the sequence; nothing is owed to the sequence itself."""

    makes_mask = True

    def forward(self, training: bool) -> None:
        io = self.io
        np.copyto(io.outputs[0], io.inputs[0].reshape(io.outputs[0].shape))
        mask = io.input_masks[1]
        if io.output_mask is not None and mask is not None:
            pass_on(mask, io.output_mask)

    def backward(self) -> None:
        io = self.io
        steps, sequence = io.d_inputs
        if steps is not None:
            give(steps, io.d_outputs[0].reshape(steps.shape), io.add_inputs[0])
        if sequence is not None and not io.add_inputs[1]:
            sequence.fill(0)
