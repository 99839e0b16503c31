"""Add."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.layers.merging.addition import Add
from runtime.jit import threads
from runtime.kinds.computes import computes
from runtime.ops.merging.arrays import CHUNK, aligned, either, give
from runtime.ops.op import Array, BorrowingOp, StepArrays


@computes(Add)
class AddOp(BorrowingOp):
    """The sum of the inputs; axes of size 1 stretch, and shorter inputs get such axes behind the batch."""

    makes_mask = True
    passes_gradient = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._y = io.outputs[0]
        self._passed = [d is not None and np.shares_memory(d, io.d_outputs[0]) for d in io.d_inputs]
        self._x = [aligned(x, self._y.ndim) for x in io.inputs]
        self._work = [self._workspace(i) for i in range(len(io.inputs))]

    def read_from(self, i: int, array: Array) -> None:
        self._x[i] = aligned(array, self._y.ndim)

    def _stretched(self, i: int) -> tuple[int, ...]:
        """The axes along which input i stretches."""
        return tuple(a for a, (m, n) in enumerate(zip(self._x[i].shape, self._y.shape)) if m != n)

    def _workspace(self, i: int) -> Array | None:
        """Where a stretched input's gradient is summed before it is added to what is there already."""
        adds = bool(self.io.d_inputs) and self.io.d_inputs[i] is not None and self.io.add_inputs[i]
        return self.io.workspace()(self._x[i].shape) if adds and self._stretched(i) else None

    def forward(self, training: bool) -> None:
        if any(self._stretched(i) for i in range(len(self._x))):
            add_up(self._x, self._y)
        else:
            threads.run(add_range, self._y.size, CHUNK, [x.reshape(-1) for x in self._x], self._y.reshape(-1))
        if self.io.output_mask is not None:
            rank = self.io.output_mask.ndim
            either([aligned(mask, rank) for mask in self.io.input_masks if mask is not None], self.io.output_mask)

    def backward(self) -> None:
        dy = self.io.d_outputs[0]
        for i, (dx, add) in enumerate(zip(self.io.d_inputs, self.io.add_inputs)):
            if dx is None or self._passed[i]:
                continue
            dx, axes, work = aligned(dx, dy.ndim), self._stretched(i), self._work[i]
            if not axes:
                threads.run(give_range, dy.size, CHUNK, dx.reshape(-1), dy.reshape(-1), add)
            elif work is None:
                np.sum(dy, axis=axes, keepdims=True, out=dx)
            else:
                np.add(dx, np.sum(dy, axis=axes, keepdims=True, out=work), out=dx)


def add_up(arrays: Sequence[Array], total: Array) -> None:
    """total = Σ arrays."""
    np.add(arrays[0], arrays[1], out=total, casting="same_kind")
    for array in arrays[2:]:
        np.add(total, array, out=total, casting="same_kind")


def add_range(arrays: Sequence[Array], total: Array, begin: int, end: int) -> None:
    """`add_up` for a range of flat arrays."""
    add_up([array[begin:end] for array in arrays], total[begin:end])


def give_range(target: Array, source: Array, add: bool, begin: int, end: int) -> None:
    """`give` for a range of flat arrays."""
    give(target[begin:end], source[begin:end], add)
