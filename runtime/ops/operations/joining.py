"""Operations that put tensors together, or take them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from graph.layers.operations.joining import Joining, Splitting, Stacking, Unstacking
from graph.layers.operations.operation import axes_of
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.operations.pieces import Pair, PiecesOp


@computes(Joining)
class JoiningOp(PiecesOp):
    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        (axis,) = axes_of(self.io.spec.kind, self.io.spec.axis, outputs[0].shape)
        y, at = np.moveaxis(outputs[0], axis, 0), 0
        for x in inputs:
            x = np.moveaxis(x, axis, 0)
            yield y[at : at + len(x)], x
            at += len(x)


@computes(Stacking)
class StackingOp(PiecesOp):
    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        (axis,) = axes_of(self.io.spec.kind, self.io.spec.axis, outputs[0].shape)
        return zip(np.moveaxis(outputs[0], axis, 0), inputs)


@computes(Splitting)
class SplittingOp(PiecesOp):
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        (axis,) = axes_of(self.io.spec.kind, self.io.spec.axis, inputs[0].shape)
        x = np.moveaxis(inputs[0], axis, 0)
        for y, (begin, end) in zip(outputs, self.io.spec.places(len(x))):
            yield np.moveaxis(y, axis, 0), x[begin:end]


@computes(Unstacking)
class UnstackingOp(PiecesOp):
    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        (axis,) = axes_of(self.io.spec.kind, self.io.spec.axis, inputs[0].shape)
        return zip(outputs, np.moveaxis(inputs[0], axis, 0))
