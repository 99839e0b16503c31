"""Dropout."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.regularization.dropout import Dropout
from graph.specs.spec import Shape
from runtime.jit import threads
from runtime.kernels.elementwise.random import drop, drop_factors, drop_limit
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.op import Array, Op, StepArrays


@computes(Dropout)
class DropoutOp(Op):
    """y = x · (0 or 1 / (1 − rate)). The factors are drawn again on the way back, unless `noise_shape` shares them."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._x, self._y = io.inputs[0].reshape(-1), io.outputs[0].reshape(-1)
        self._each = self._y.size // max(1, io.batch)
        self._factors = self._shared_factors()
        self._work = io.workspace()(io.inputs[0].shape) if self._factors is not None and any(io.add_inputs) else None
        self._active = False

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return spec.noise_shape is not None  # factors may be shared by all samples

    def _noise_shape(self) -> Shape | None:
        return self.io.spec.noise_shape

    def _limit(self) -> tuple[int, float]:
        """The bound of the random words, and the factor of what is left."""
        return drop_limit(self.io.spec.rate)

    def _shared_factors(self) -> Array | None:
        noise, shape = self._noise_shape(), self.io.inputs[0].shape
        if noise is None:
            return None
        found = self.io.scratch(tuple(n if m is None else m for m, n in zip(noise, shape)))
        self._each = found[0].size if found.shape[0] == self.io.batch and noise[0] is None else 0
        return found

    @property
    def _key(self) -> tuple[int, int]:
        return self.io.random.words(self._each)

    def forward(self, training: bool) -> None:
        rate = self.io.spec.rate
        self._active = training and rate > 0
        if not self._active:
            np.copyto(self._y, self._x)
        elif rate >= 1:
            self._y.fill(0)
        elif self._factors is None:
            threads.run(drop, self._y.size, CHUNK, self._x, self._y, *self._limit(), *self._key, False)
        else:
            drop_factors(self._factors.reshape(-1), *self._limit(), *self._key, 0, self._factors.size)
            np.multiply(self.io.inputs[0], self._factors, out=self.io.outputs[0])

    def backward(self) -> None:
        dx, dy, add, rate = self.io.d_inputs[0], self.io.d_outputs[0], any(self.io.add_inputs), self.io.spec.rate
        if dx is None or (self._active and rate >= 1 and add):
            return
        if self._active and rate >= 1:
            dx.fill(0)
        elif self._active and self._factors is None:
            arrays = dy.reshape(-1), dx.reshape(-1)
            threads.run(drop, dx.size, CHUNK, *arrays, *self._limit(), *self._key, add)
        else:
            self._through(dx, dy, add)

    def _through(self, dx: Array, dy: Array, add: bool) -> None:
        """With the factors that were kept, or with none outside training."""
        given = dy
        if self._active and self._factors is not None:
            given = self._work if self._work is not None else dx
            np.multiply(dy, self._factors, out=given)
        if add:
            np.add(dx, given, out=dx)
        elif given is not dx:
            np.copyto(dx, given)
