"""Operations that only show their input in another shape."""

from __future__ import annotations

from graph.layers.operations.shaping import Reshaping
from runtime.kinds.computes import computes
from runtime.ops.op import View


@computes(Reshaping)
class ReshapingOp(View):
    """The same memory."""
