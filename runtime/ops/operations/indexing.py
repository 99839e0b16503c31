"""Operations that take some of the numbers: slices, indices, the largest ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from graph.layers.operations.indexing import Classes, Largest, Slicing, Sorting, Taking, TakingAlong
from graph.layers.operations.operation import axes_of
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.pieces import Pair, PiecesOp
from runtime.ops.operations.terms import OperationOp


@computes(Slicing)
class SlicingOp(PiecesOp):
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        yield outputs[0], inputs[0][(*self.io.spec.index, ...) if ... not in self.io.spec.index else self.io.spec.index]


class PlacesOp(OperationOp):
    """Base: results are numbers of the input, `at` these places of its numbers in a row, each any number of
    times."""

    at: Array

    def scatter(self, given: Array) -> None:
        """Add to the gradient of the input, number by number."""
        dx = self.owed(0)
        if dx is None:
            return
        if not self.adds(0):
            dx.fill(0)
        np.add.at(dx.reshape(-1), self.at.reshape(-1), given.reshape(-1))


@computes(Taking)
class TakingOp(PlacesOp):
    """x[indices] along an axis; indices count from the end where they are negative, as in Python."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x = self.terms[0]
        if io.spec.axis is None:
            self._table = np.arange(x.size).reshape(-1)
            self._axis = 0
        else:
            (self._axis,) = axes_of(io.spec.kind, io.spec.axis, x.shape)
            self._table = np.arange(x.size).reshape(x.shape)

    def forward(self, training: bool) -> None:
        x, indices = self.terms
        size = self._table.shape[self._axis]
        wrapped = np.asarray(indices, np.int64)
        outside = (wrapped < -size) | (wrapped >= size)
        wrapped = np.where(wrapped < 0, wrapped + size, wrapped).clip(0, size - 1)
        self.at = self.chosen(wrapped)
        y = self.io.outputs[0]
        np.take(x.reshape(-1), self.at, out=y if y.dtype == x.dtype else None)
        if y.dtype != x.dtype:
            np.copyto(y, x.reshape(-1)[self.at], casting="unsafe")
        if y.dtype.kind == "f" and outside.any():
            y[self.chosen_outside(outside)] = np.nan

    def chosen(self, indices: Array) -> Array:
        """The places of the numbers that are taken."""
        return np.take(self._table, indices, axis=self._axis)

    def chosen_outside(self, outside: Array) -> Array:
        """Where in the result there is nothing to be taken: no number stands there, as in Keras on JAX."""
        lead, tail = self._table.ndim and self._axis, self._table.ndim - self._axis - 1
        shape = (1,) * lead + outside.shape + (1,) * tail
        return np.broadcast_to(outside.reshape(shape), self.io.outputs[0].shape)

    def backward(self) -> None:
        self.scatter(self.io.d_outputs[0])
        if len(self.io.d_inputs) > 1 and self.io.d_inputs[1] is not None and not self.io.add_inputs[1]:
            self.io.d_inputs[1].fill(0)


@computes(TakingAlong)
class TakingAlongOp(TakingOp):
    def chosen(self, indices: Array) -> Array:
        if self.io.spec.axis is None:
            return self._table[indices.reshape(-1)].reshape(indices.shape)
        shape = list(self.io.outputs[0].shape)
        wide = [*shape[: self._axis], self._table.shape[self._axis], *shape[self._axis + 1 :]]
        return np.take_along_axis(np.broadcast_to(self._table, wide), np.broadcast_to(indices, shape), axis=self._axis)

    def chosen_outside(self, outside: Array) -> Array:
        return np.broadcast_to(outside, self.io.outputs[0].shape)


@computes(Sorting)
class SortingOp(PlacesOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        (self._axis,) = axes_of(io.spec.kind, io.spec.axis, io.inputs[0].shape)
        self._table = np.arange(io.inputs[0].size).reshape(io.inputs[0].shape)

    def forward(self, training: bool) -> None:
        x = self.io.inputs[0]
        order = np.argsort(x, axis=self._axis, kind="stable")
        self.at = np.take_along_axis(self._table, order, axis=self._axis)
        found = order if self.io.spec.keras_class == "Argsort" else np.take_along_axis(x, order, axis=self._axis)
        np.copyto(self.io.outputs[0], found, casting="unsafe")

    def backward(self) -> None:
        if self.io.spec.keras_class == "Argsort":
            self.no_gradient()
        else:
            self.scatter(self.io.d_outputs[0])


@computes(Largest)
class LargestOp(PlacesOp):
    def forward(self, training: bool) -> None:
        x, (values, indices) = self.io.inputs[0], self.io.outputs
        # The largest first, of equal ones the first.
        order = x.shape[-1] - 1 - np.flip(np.argsort(np.flip(x, -1), axis=-1, kind="stable"), -1)
        order = order[..., : self.io.spec.k]
        np.copyto(values, np.take_along_axis(x, order, axis=-1), casting="unsafe")
        np.copyto(indices, order, casting="unsafe")
        rows = np.arange(x.size // x.shape[-1]).reshape(*x.shape[:-1], 1) * x.shape[-1]
        self.at = rows + order

    def backward(self) -> None:
        self.scatter(self.io.d_outputs[0])


@computes(Classes)
class ClassesOp(OperationOp):
    def forward(self, training: bool) -> None:
        y = self.io.outputs[0]
        (axis,) = axes_of(self.io.spec.kind, self.io.spec.axis, y.shape)
        classes = np.arange(self.io.spec.num_classes)
        np.equal(self.io.inputs[0][..., None], classes, out=np.moveaxis(y, axis, -1), casting="unsafe")

    def backward(self) -> None:
        """Classes are owed no gradient."""
