"""GaussianNoise, GaussianDropout and AlphaDropout."""

from __future__ import annotations

import math
from abc import abstractmethod

import numpy as np

from graph.layers.regularization.noise import AlphaDropout, GaussianDropout, GaussianNoise
from runtime.jit import threads
from runtime.kernels.elementwise.noise import add_noise, drop_to
from runtime.kernels.elementwise.random import drop_limit
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.regularization.activity_regularization import PassingOp
from runtime.ops.regularization.dropout import DropoutOp


class NoisyOp(Op):
    """y = x · (1 + factor · z) + term · z while training, z being drawn again on the way back."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._strength = self.strength()
        self._active = False

    @abstractmethod
    def strength(self) -> tuple[float, float]:
        """`factor` and `term`."""

    def _run(self, x: Array, y: Array, factor: float, term: float, add: bool) -> None:
        key = self.io.random.words(y.size // max(1, self.io.batch))
        threads.run(add_noise, y.size, CHUNK, x.reshape(-1), y.reshape(-1), factor, term, *key, add)

    def forward(self, training: bool) -> None:
        self._active = training and self._strength != (0.0, 0.0)
        if self._active:
            self._run(self.io.inputs[0], self.io.outputs[0], *self._strength, False)
        else:
            np.copyto(self.io.outputs[0], self.io.inputs[0])


@computes(GaussianNoise)
class GaussianNoiseOp(NoisyOp, PassingOp):
    """y = x + stddev · z."""

    def strength(self) -> tuple[float, float]:
        return 0.0, self.io.spec.stddev


@computes(GaussianDropout)
class GaussianDropoutOp(NoisyOp):
    """y = x · (1 + √(rate / (1 − rate)) · z)."""

    def strength(self) -> tuple[float, float]:
        rate = self.io.spec.rate
        return math.sqrt(rate / (1 - rate)), 0.0

    def backward(self) -> None:
        dx, factor = self.io.d_inputs[0], self._strength[0] if self._active else 0.0
        if dx is not None:
            self._run(self.io.d_outputs[0], dx, factor, 0.0, self.io.add_inputs[0])


ALPHA = 1.6732632423543772 * 1.0507009873554805
"""What selu gives for the least of numbers, without its sign (Klambauer et al., 2017)."""


@computes(AlphaDropout)
class AlphaDropoutOp(DropoutOp):
    """y = a · (x or −ALPHA) + b; its gradient is that of Dropout with the factor a."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        rate = io.spec.rate
        self._scale = ((1 - rate) * (1 + rate * ALPHA**2)) ** -0.5
        self._term = self._scale * ALPHA * rate
        self._dropped = None if self._factors is None else io.scratch(self._factors.shape, np.bool_)

    def _limit(self) -> tuple[int, float]:
        return drop_limit(self.io.spec.rate)[0], self._scale

    def forward(self, training: bool) -> None:
        super().forward(training)
        if not self._active:
            return
        instead = self._term - self._scale * ALPHA
        if self._factors is None or self._dropped is None:
            given = self._x, self._y, *self._limit(), self._term, instead
            threads.run(drop_to, self._y.size, CHUNK, *given, *self._key)
        else:
            np.equal(self._factors, 0, out=self._dropped)
            y = self.io.outputs[0]
            np.add(y, self._term, out=y)
            np.copyto(y, instead, where=self._dropped)
