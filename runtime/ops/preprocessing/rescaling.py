"""Rescaling."""

from __future__ import annotations

import numpy as np

from graph.layers.preprocessing.rescaling import Rescaling
from runtime.kinds.computes import computes
from runtime.ops.op import StepArrays
from runtime.ops.preprocessing.straight_lines import StraightLineOp


@computes(Rescaling)
class RescalingOp(StraightLineOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        scale, offset = self.constant(io.spec.scale), self.constant(io.spec.offset)
        self.stages = [(np.multiply, scale), *([(np.add, offset)] if offset.any() else [])]
