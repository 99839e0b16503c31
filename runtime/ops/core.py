"""Dense and Embedding."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from graph.layers.core import Dense, Embedding
from runtime.jit import threads
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.gemm import Product
from runtime.kernels.matmul.medium_dense import MEDIUM, Room, Sizes, dense_backward, dense_forward
from runtime.kernels.matmul.packed_product import Epilogue, PackedProduct, bind_product, pays
from runtime.kernels.matmul.small_dense import SMALL, DenseGradients, dense_gradients
from runtime.kernels.updates.embedding import find_rows, gather, scatter_add
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK, ActivationFunction
from runtime.ops.faults import DataFault
from runtime.ops.op import Array, BorrowingOp, Op, StepArrays

MOST_ROWS = 4
"""So many times as many inputs as outputs, and a product of their weights is shared out by rows, not by columns."""


@computes(Dense)
class DenseOp(BorrowingOp):
    """y = f(x·W + b) on the last axis; dz takes the place of dy."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        weight, bias = io.weights["kernel"], io.weights.get("bias")
        x, y = matrix(io.inputs[0], weight.shape[0]), matrix(io.outputs[0], weight.shape[1])
        self._medium = SMALL < x.size * weight.shape[1] <= MEDIUM
        packed, relu = not self._medium and pays(x, weight), io.spec.activation == "relu"
        # Relu ends the product itself, and begins the gradients.
        self._rectified, self._gated = (self._medium or packed) and relu, self._medium and relu
        # A function whose slope is taken from its input needs z beside y; the others overwrite it.
        z = io.scratch(y.shape) if io.backward and ActivationFunction.needs_input(io.spec.activation) else y
        self._function = ActivationFunction(io.spec.activation, z, y)
        if self._medium:
            arrays = (numbers(m, x) for m in (x, weight, bias, z))
            self._product: Callable[[], None] = partial(dense_forward, *arrays, len(x), *weight.shape, self._rectified)
        else:
            self._product = bind_product(x, weight, z, io.workspace(), bias, Epilogue(self._rectified))
        self._d_weight: Product | PackedProduct | None = None
        if io.backward:
            self._bind_gradients(x, y)
        # Only large products can be told where their input lies: what small ones read is as quickly copied.
        self.reads_anywhere = isinstance(self._product, PackedProduct) and not isinstance(self._d_weight, Product)

    def _bind_gradients(self, x: Array, y: Array) -> None:
        io, weight = self.io, self.io.weights["kernel"]
        self._dz = dz = matrix(io.d_outputs[0], weight.shape[1])
        dx, d_weight, d_bias = io.d_inputs[0], io.d_weights.get("kernel"), io.d_weights.get("bias")
        adds = io.add_weights, io.add_inputs[0]
        owed = DenseGradients(numbers(d_weight, x), numbers(d_bias, x), numbers(dx, x), *adds)
        self._gradients: Callable[[], None] = self._products
        if self._medium:
            take = io.workspace()
            room = Room(take((weight.size,)), take((weight.shape[1],)))
            given = (numbers(m, x) for m in (x, y, dz, weight))
            self._gradients = partial(dense_backward, *given, room, owed, Sizes(len(x), *weight.shape), self._gated)
        elif x.size * weight.shape[1] <= SMALL:
            given = (numbers(m, x) for m in (x, dz, weight))
            self._gradients = partial(dense_gradients, *given, owed, *weight.shape, 0, len(x))
        else:
            self._d_input: Product | PackedProduct | None = None
            if dx is not None:
                self._d_input = bind_product(dz, weight.T, matrix(dx, weight.shape[0]), io.workspace())
            epilogue = Epilogue()
            if d_weight is not None and pays(x.T, dz) and weight.shape[0] <= MOST_ROWS * weight.shape[1]:
                self._gated = io.spec.activation == "relu"
                epilogue = Epilogue(gate=y if self._gated else None, sums=d_bias, add_sums=io.add_weights)
                d_bias = None
            if d_weight is not None:
                self._d_weight = bind_product(x.T, dz, d_weight, io.workspace(), None, epilogue)
            self._d_bias = None if d_bias is None else (dz.reshape(-1), *dz.shape, io.workspace()(d_bias.shape), d_bias)

    def read_from(self, i: int, array: Array) -> None:
        x = matrix(array, self.io.weights["kernel"].shape[0])
        for product, a in ((self._product, x), (self._d_weight, x.T)):
            if isinstance(product, PackedProduct):
                product.read_from(a)

    def forward(self, training: bool) -> None:
        self._product()
        if not self._rectified:
            self._function.forward()

    def backward(self) -> None:
        if not self._gated:
            self._function.backward(self._dz, self._dz)
        self._gradients()

    def _products(self) -> None:
        if self._d_weight is not None:
            self._d_weight(self.io.add_weights)
        if self._d_bias is not None:
            column_sums(*self._d_bias, self.io.add_weights, 0, self._dz.shape[1])
        if self._d_input is not None:
            self._d_input(self.io.add_inputs[0])


@computes(Embedding)
class EmbeddingOp(Op):
    """Rows of the table by number; numbers of other kinds are cut to whole ones, as Keras does."""

    makes_mask = True
    row_weights = ("embeddings",)

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # the list of used rows is the batch's

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._ids = io.inputs[0].reshape(-1)
        self._rows = io.scratch(self._ids.shape, np.int64)
        self._table, self._y = io.weights["embeddings"].reshape(-1), io.outputs[0].reshape(-1)
        self._columns = io.weights["embeddings"].shape[1]
        self._chunk = max(1, CHUNK // self._columns)

    def forward(self, training: bool) -> None:
        bad = find_rows(self._ids, self.io.spec.input_dim, self._rows)
        if bad >= 0:
            raise DataFault(self._complaint(int(bad)))
        threads.run(gather, self._rows.size, self._chunk, self._rows, self._table, self._columns, self._y)
        if self.io.output_mask is not None:
            np.not_equal(self.io.inputs[0], 0, out=self.io.output_mask)

    def _complaint(self, place: int) -> str:
        at = np.unravel_index(place, self.io.inputs[0].shape)
        where = f"sample {at[0]} of the batch" + (f", position {', '.join(map(str, at[1:]))}" if len(at) > 1 else "")
        last = self.io.spec.input_dim - 1
        return (
            f"The table has rows 0 to {last}. Received: {self._ids[place]} ({where}). "
            "Set input_dim to the largest number + 1, or check the data."
        )

    def backward(self) -> None:
        gradient = self.io.d_weights.get("embeddings")
        if gradient is None:
            return
        used = self.io.sparse_rows.get("embeddings")
        if not self.io.add_weights:
            if used is None:
                gradient.fill(0)
            else:
                used.clear()
        if used is not None:
            used.add(self._rows)
        source, chunk = self.io.d_outputs[0].reshape(-1), 64 if self._y.size > CHUNK else self._columns
        threads.run(scatter_add, self._columns, chunk, self._rows, source, self._columns, gradient.reshape(-1))


def numbers(array: Array | None, like: Array) -> Array:
    """An array as numbers in a row; an empty one where there is none."""
    return np.zeros(0, like.dtype) if array is None else array.reshape(-1)


def matrix(array: Array, columns: int) -> Array:
    """All but the last axis as one, without copying."""
    return array.reshape(-1, columns)
