"""A mask that was given with a call, put onto the tensor that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from graph.specs.spec import Ports, Spec, TensorType
from runtime.kinds.computes import computes
from runtime.ops.op import Op


@dataclass(frozen=True)
class GivenMask(Spec):
    """The second input, with the first (true where a step counts) as its mask; no kind of layer that can be drawn."""

    caption: ClassVar[str] = "Says which steps of a sequence count."
    reads_whole_numbers: ClassVar[bool] = True

    def ports(self) -> Ports:
        return Ports(inputs=("mask", "input"), required=2)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[1].shape, inputs[1].dtype, masked=True),)


@computes(GivenMask)
class GivenMaskOp(Op):
    makes_mask = True

    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], self.io.inputs[1])
        if self.io.output_mask is not None:
            np.copyto(self.io.output_mask, self.io.inputs[0])

    def backward(self) -> None:
        """Arrays are owed no gradient."""
