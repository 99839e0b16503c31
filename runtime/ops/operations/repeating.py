"""Operations that repeat numbers, or take a corner of them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from graph.layers.operations.operation import axes_of
from graph.layers.operations.repeating import Repeating, Stretching, Tiling, Triangle
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.pieces import Pair, PiecesOp
from runtime.ops.operations.terms import OperationOp, give


@computes(Tiling)
class TilingOp(PiecesOp):
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        x, y = inputs[0], outputs[0]
        x = x.reshape((1,) * (y.ndim - x.ndim) + x.shape)
        repeats = self.io.spec.all_repeats(y.ndim)
        for at in product(*(range(r) for r in repeats)):
            yield y[tuple(slice(i * n, (i + 1) * n) for i, n in zip(at, x.shape))], x


@computes(Repeating)
class RepeatingOp(PiecesOp):
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        spec, x, y = self.io.spec, inputs[0], outputs[0]
        axis = 0
        if spec.axis is None:
            x = x.reshape(-1)
        else:
            (axis,) = axes_of(spec.kind, spec.axis, x.shape)
        x, y = np.moveaxis(x, axis, 0), np.moveaxis(y, axis, 0)
        if len(spec.repeats) == 1:
            for r in range(spec.repeats[0]):
                yield y[r :: spec.repeats[0]], x
            return
        ends = np.cumsum(spec.repeats)
        for i, (end, r) in enumerate(zip(ends.tolist(), spec.repeats)):
            if r:
                yield y[end - r : end], x[i : i + 1]


@computes(Stretching)
class StretchingOp(PiecesOp):
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        yield outputs[0], inputs[0]


@computes(Triangle)
class TriangleOp(OperationOp):
    """The numbers on one side of a diagonal, 0 on the other."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        rows, columns = io.inputs[0].shape[-2:]
        lower = io.spec.keras_class == "Tril"
        kept: Array = np.tri(rows, columns, io.spec.k if lower else io.spec.k - 1) != 0
        self._kept = kept if lower else ~kept

    def forward(self, training: bool) -> None:
        np.multiply(self.io.inputs[0], self._kept, out=self.io.outputs[0], casting="unsafe")

    def backward(self) -> None:
        dx = self.owed(0)
        if dx is not None:
            give(dx, np.multiply(self.io.d_outputs[0], self._kept), self.adds(0))
