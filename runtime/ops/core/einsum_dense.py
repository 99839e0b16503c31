"""EinsumDense."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.layers.core.einsum_dense import EinsumDense
from graph.specs.spec import TensorType
from runtime.kernels.matmul.contraction import Contraction, takes_bias
from runtime.kinds.computes import computes
from runtime.ops.activation import ActivationFunction
from runtime.ops.op import Array, Op, StepArrays


@computes(EinsumDense)
class EinsumDenseOp(Op):
    """y = f(einsum(x, W) + b); dz takes the place of dy."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, (x,), (y,) = io.spec, io.inputs, io.outputs
        equation = spec.letters(TensorType(x.shape))
        of_x, of_w, of_y = equation.x, equation.kernel, equation.y
        z = io.scratch(y.shape) if io.backward and ActivationFunction.needs_input(spec.activation) else y
        self._function = ActivationFunction(spec.activation, z, y)
        weight, self._bias = io.weights["kernel"], io.weights.get("bias")
        self._z, row = z, None
        end = z.ndim if self._bias is None else z.ndim - self._bias.ndim
        trailing = self._bias is not None and self._bias.shape == z.shape[end:]
        if self._bias is not None and trailing and takes_bias((of_x, of_w, of_y), of_y[end:]):
            row, self._bias = self._bias.reshape(-1), None
        self._product = Contraction((of_x, of_w, of_y), x, weight, z, io.workspace(), row)
        self._gradients: list[Callable[[], object]] = []
        if not io.backward:
            return
        self._dz = dz = io.d_outputs[0]
        dx, dw, db = io.d_inputs[0], io.d_weights.get("kernel"), io.d_weights.get("bias")
        if dw is not None:
            product = Contraction((of_x, of_y, of_w), x, dz, dw, io.workspace())
            self._gradients.append(lambda: product(io.add_weights))
        if db is not None:
            self._gradients.append(BiasGradient(dz, db, io))
        if dx is not None:
            back = Contraction((of_y, of_w, of_x), dz, weight, dx, io.workspace())
            self._gradients.append(lambda: back(io.add_inputs[0]))

    def forward(self, training: bool) -> None:
        self._product()
        if self._bias is not None:
            np.add(self._z, self._bias, out=self._z)
        self._function.forward()

    def backward(self) -> None:
        self._function.backward(self._dz, self._dz)
        for fill in self._gradients:
            fill()


class BiasGradient:
    """db (+)= dz summed over the axes that the bias stretches along."""

    def __init__(self, dz: Array, db: Array, io: StepArrays) -> None:
        missing = dz.ndim - db.ndim
        stretched = tuple(missing + i for i, n in enumerate(db.shape) if n == 1)
        self._axes = (*range(missing), *stretched)
        self._dz, self._db = dz, db.reshape(tuple(n for n in db.shape if n != 1) if stretched else db.shape)
        self._total = io.workspace()(self._db.shape) if io.add_weights else self._db

    def __call__(self) -> None:
        np.sum(self._dz, axis=self._axes, out=self._total)
        if self._total is not self._db:
            np.add(self._db, self._total, out=self._db)
