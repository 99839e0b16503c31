"""Operations on the types and limits of numbers, and tensors made like others."""

from __future__ import annotations

import numpy as np

from graph.layers.operations.choosing import Casting, Clipping, Filled
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import OperationOp, constant_array, give


@computes(Clipping)
class ClippingOp(OperationOp):
    """min(max(x_min, x), x_max); what lies on a limit shares the gradient with it, half and half."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        limits = io.spec.x_min, io.spec.x_max
        self._low, self._high = (None if n is None else constant_array(n, io) for n in limits)
        if self.owed(0) is not None:
            self._work = io.workspace()(io.outputs[0].shape)

    def forward(self, training: bool) -> None:
        x, y = self.io.inputs[0], self.io.outputs[0]
        np.copyto(y, x, casting="unsafe")
        if self._low is not None:
            np.maximum(y, self._low, out=y, casting="unsafe")
        if self._high is not None:
            np.minimum(y, self._high, out=y, casting="unsafe")

    def backward(self) -> None:
        dx = self.owed(0)
        if dx is None:
            return
        x, work = self.io.inputs[0], self._work
        work.fill(1)
        for limit, beyond in ((self._low, np.less), (self._high, np.greater)):
            if limit is not None:
                np.copyto(work, 0, where=beyond(x, limit))
                self._halve(x == limit)
        np.multiply(work, self.io.d_outputs[0], out=work)
        give(dx, work, self.adds(0))

    def _halve(self, on_the_limit: Array) -> None:
        np.multiply(self._work, 0.5, out=self._work, where=on_the_limit)


@computes(Casting)
class CastingOp(OperationOp):
    def forward(self, training: bool) -> None:
        x, y = self.io.inputs[0], self.io.outputs[0]
        if y.dtype.kind == "f" and self.io.spec.dtype != "float32":
            np.copyto(y, x.astype(self.io.spec.dtype))  # a buffer of floats, as tests have it
        elif y.dtype == np.bool_:
            np.not_equal(x, 0, out=y)
        else:
            with np.errstate(invalid="ignore"):
                np.copyto(y, x, casting="unsafe")

    def backward(self) -> None:
        dx = self.owed(0)
        if dx is not None and self.io.spec.dtype == "float32":
            give(dx, self.io.d_outputs[0], self.adds(0))
        else:
            self.no_gradient()


@computes(Filled)
class FilledOp(OperationOp):
    def forward(self, training: bool) -> None:
        self.io.outputs[0].fill(getattr(self.io.spec, "fill_value", self.io.spec.number))

    def backward(self) -> None:
        self.no_gradient()
