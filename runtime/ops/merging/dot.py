"""Dot."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.layers.merging.dot import Dot
from runtime.kernels.matmul.stacked_product import StackedProduct
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Op, Scratch, StepArrays

SHORTEST = 1e-7
"""A vector is divided by this length at least."""


@computes(Dot)
class DotOp(Op):
    """A product of two matrices for every sample: (what else x₁ has, k) · (k, what else x₂ has)."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        axes, take = [axis % x.ndim for axis, x in zip(io.spec.axes, io.inputs)], io.workspace()
        self._sides = [_Side(io, take, i, axis) for i, axis in enumerate(axes)]
        first, second = self._sides
        y = io.outputs[0].reshape(len(io.outputs[0]), first.others, second.others)
        self._product = of_samples(first.last, second.first, y, take)
        self._gradients: list[tuple[_Side, Callable[[], None]]] = []
        if io.backward:
            dy = io.d_outputs[0].reshape(y.shape)
            if first.gradient is not None:
                self._gradients.append((first, of_samples(dy, second.last, first.gradient, take)))
            if second.gradient is not None:
                turned = of_samples(dy.swapaxes(1, 2), first.last, second.gradient, take)
                self._gradients.append((second, turned))

    def forward(self, training: bool) -> None:
        for side in self._sides:
            side.read()
        self._product()

    def backward(self) -> None:
        for side, multiply in self._gradients:
            multiply()
            side.give()


def of_samples(a: Array, b: Array, c: Array, take: Scratch) -> StackedProduct:
    """C = A·B for every sample."""
    return StackedProduct(a[:, None], b[:, None], c[:, None], take)


class _Side:
    """One input as a matrix for every sample, its vectors along the rows (`last`) and along the columns (`first`)."""

    def __init__(self, io: StepArrays, take: Scratch, i: int, axis: int) -> None:
        x = io.inputs[i]
        self._normalize = io.spec.normalize
        self.depth = x.shape[axis]
        self.others = x.size // (len(x) * self.depth)
        moved = np.moveaxis(x, axis, -1)
        shape = len(x), self.others, self.depth
        self._x, self._shape = moved, moved.shape
        self._copies = self._normalize or axis != x.ndim - 1
        self.last = io.scratch(shape) if self._copies else x.reshape(shape)
        # The product's right side needs contiguous rows of what else there is.
        self._turns = i == 1 and self.others > 1
        turned = (shape[0], self.depth, self.others)
        self.first = io.scratch(turned) if self._turns else self.last.reshape(turned)
        self._length = io.scratch((*shape[:2], 1)) if self._normalize else None
        self._square, self._along = (take(shape), take((*shape[:2], 1))) if self._normalize else (self.last, self.last)
        d = io.d_inputs[i] if io.d_inputs else None
        self._d = None if d is None else np.moveaxis(d, axis, -1)
        self._adds = d is not None and io.add_inputs[i]
        self.gradient = None if d is None else take(shape)

    def read(self) -> None:
        if self._copies:
            np.copyto(self.last.reshape(self._shape), self._x)
        if self._length is not None:
            np.multiply(self.last, self.last, out=self._square)
            np.sum(self._square, axis=2, keepdims=True, out=self._length)
            np.sqrt(self._length, out=self._length)
            np.maximum(self._length, SHORTEST, out=self._length)
            np.divide(self.last, self._length, out=self.last)
        if self._turns:
            np.copyto(self.first, self.last.swapaxes(1, 2))

    def give(self) -> None:
        """From the gradient of the matrix to the input's: dx = (d − u (d · u)) / |x| for vectors u of length 1."""
        d = self.gradient
        assert d is not None and self._d is not None
        if self._length is not None:
            np.multiply(d, self.last, out=self._square)
            np.sum(self._square, axis=2, keepdims=True, out=self._along)
            np.multiply(self._along, self._length > SHORTEST, out=self._along)
            np.multiply(self.last, self._along, out=self._square)
            np.subtract(d, self._square, out=d)
            np.divide(d, self._length, out=d)
        shaped = d.reshape(self._shape)
        if self._adds:
            np.add(self._d, shaped, out=self._d)
        else:
            np.copyto(self._d, shaped)
