"""SpectralNormalization."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from graph.layers.normalization.spectral_normalization import KERNELS, SpectralNormalization
from graph.specs.wrapping import part_name
from runtime.kinds.computes import computes
from runtime.ops.inner_op import Ends, InnerOp, inner_class
from runtime.ops.op import Array, Op, StepArrays

SHORTEST = 1e-7
"""What shorter vectors are divided by, as in Keras."""


@computes(SpectralNormalization)
class SpectralNormalizationOp(Op):
    """The op of the layer inside on a copy of its kernel, W / σ with σ = v · W · uᵀ while training; u and v are held
    still on the way back.

    As in Keras on JAX: the kernel itself stays as the optimizer leaves it, and only an array given to the layer with
    training=True divides it for good.
    """

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return inner_class(spec.layer).needs_whole_batch(spec.layer)

    @classmethod
    def mixes_samples_in_training(cls, spec: Any) -> bool:
        return True  # the vectors move once a step

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        name = part_name(io.spec.layer)
        full = next(f"{name}/{kernel}" for kernel in KERNELS if f"{name}/{kernel}" in io.weights)
        self._kernel, self._u = io.weights[full], io.weights["vector_u"]
        self._divided = io.scratch(self._kernel.shape)
        self._d_kernel = io.d_weights.get(full) if io.backward else None
        self._d_divided = None if self._d_kernel is None else io.scratch(self._kernel.shape)
        columns = self._kernel.shape[-1]
        self._matrix = self._kernel.reshape(-1, columns)
        self._v, self._turned, self._next = (io.scratch((1, n)) for n in (len(self._matrix), columns, columns))
        self._work = None if self._d_kernel is None else io.scratch(self._kernel.shape)
        self._sigma = 1.0
        ends = Ends(
            inputs=io.inputs,
            outputs=io.outputs,
            d_inputs=io.d_inputs,
            d_outputs=io.d_outputs,
            add_inputs=io.add_inputs,
            add_weights=io.add_weights,
            input_masks=io.input_masks,
        )
        weights = {**io.weights, full: self._divided}
        gradients = {**io.d_weights, full: self._d_divided} if io.backward else {}
        self._inner = InnerOp(replace(io, weights=weights, d_weights=gradients), io.spec.layer, name, ends)

    def inside(self) -> tuple[InnerOp, ...]:
        return (self._inner,)

    def forward(self, training: bool) -> None:
        self._sigma = 1.0
        if training and self._kernel.any():
            self._turn()
        np.divide(self._kernel, self._sigma, out=self._divided)
        if training and not self.io.backward:
            np.copyto(self._kernel, self._divided)
        self._inner.forward(training)

    def _turn(self) -> None:
        """Improve u and v, and estimate the largest singular value by them."""
        for _ in range(self.io.spec.power_iterations):
            np.matmul(self._u, self._matrix.T, out=self._v)
            _to_length_1(self._v)
            np.matmul(self._v, self._matrix, out=self._u)
            _to_length_1(self._u)
        np.copyto(self._turned, self._u)  # the layer's next call moves it on
        np.matmul(self._v, self._matrix, out=self._next)
        self._sigma = float(np.vdot(self._next, self._u))

    def backward(self) -> None:
        d_kernel, d_divided, work = self._d_kernel, self._d_divided, self._work
        if d_divided is not None and self.io.add_weights:
            d_divided.fill(0)
        self._inner.backward()
        if d_kernel is None or d_divided is None or work is None:
            return
        # d(W / σ) = dW / σ − W · (v · dW · uᵀ) / σ²
        if self._sigma != 1.0:
            share = float(np.vdot(d_divided, self._divided))
            np.matmul(self._v.T, self._turned, out=work.reshape(self._matrix.shape))
            np.multiply(work, share, out=work)
            np.subtract(d_divided, work, out=d_divided)
            np.divide(d_divided, self._sigma, out=d_divided)
        if self.io.add_weights:
            np.add(d_kernel, d_divided, out=d_kernel)
        else:
            np.copyto(d_kernel, d_divided)

    def carried(self) -> list[Array]:
        return self._inner.op.carried()


def _to_length_1(vector: Array) -> None:
    np.divide(vector, max(float(np.linalg.norm(vector)), SHORTEST), out=vector)
