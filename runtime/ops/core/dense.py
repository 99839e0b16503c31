"""Dense."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from graph.layers.core.dense import Dense
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.gemm import Product
from runtime.kernels.matmul.medium_dense import MEDIUM, Room, Sizes, dense_backward, dense_forward
from runtime.kernels.matmul.packed_product import Epilogue, PackedProduct, bind_product, pays
from runtime.kernels.matmul.small_dense import SMALL, DenseGradients, dense_gradients
from runtime.kinds.computes import computes
from runtime.ops.activation import ActivationFunction
from runtime.ops.op import Array, BorrowingOp, StepArrays

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


def numbers(array: Array | None, like: Array) -> Array:
    """An array as numbers in a row; an empty one where there is none."""
    return np.zeros(0, like.dtype) if array is None else array.reshape(-1)


def matrix(array: Array, columns: int) -> Array:
    """All but the last axis as one, without copying."""
    return array.reshape(-1, columns)
