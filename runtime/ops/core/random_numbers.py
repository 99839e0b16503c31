"""RandomNumbers."""

from __future__ import annotations

import numpy as np

from graph.layers.core.random_numbers import RandomNumbers
from runtime.jit import threads
from runtime.kernels.elementwise.noise import add_noise
from runtime.kernels.elementwise.random import spread_evenly, stream_key
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.op import Array, Op, StepArrays

FARTHEST = 2.0
"""Standard deviations beyond which a truncated normal number is drawn again."""


@computes(RandomNumbers)
class RandomNumbersOp(Op):
    """y = random; no gradient goes back to the input. A training draws by its steps, so that it can be repeated;
    afterwards each pass draws anew."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._passes = 0
        self._y = io.outputs[0].reshape(-1)
        of_samples = io.spec.shape and io.spec.shape[0] is None
        self._each = self._y.size // max(1, io.batch) if of_samples else 0
        self._means = io.scratch(self._y.shape)
        self._means.fill(0 if io.spec.distribution == "truncated_normal" else io.spec.first)
        truncated = io.spec.distribution == "truncated_normal"
        self._outside = io.scratch(self._y.shape, np.bool_) if truncated else None
        self._again: Array | None = io.scratch(self._y.shape) if truncated else None

    def forward(self, training: bool) -> None:
        spec, stream, y = self.io.spec, self.io.random, self._y
        self._passes += not training
        now = (0,) if spec.fixed else (stream.step, 0 if training else self._passes)
        own = stream_key(stream.seed, stream.key, *now)
        key = self._placed(own)
        if spec.distribution == "uniform":
            threads.run(spread_evenly, y.size, CHUNK, y, spec.first, spec.second - spec.first, *key)
        elif self._outside is None or self._again is None:
            threads.run(add_noise, y.size, CHUNK, self._means, y, 0.0, spec.second, *key, False)
        else:
            self._truncated(own, self._outside, self._again)

    def _placed(self, key: tuple[int, int]) -> tuple[int, int]:
        """The key for the samples that are here, where each has numbers of its own."""
        return (key[0] + self.io.random.first * self._each) & 0xFFFFFFFF, key[1]

    def _truncated(self, key: tuple[int, int], outside: Array, again: Array) -> None:
        """Numbers of a normal distribution, those that are too far off drawn again until none is."""
        y = self._y
        threads.run(add_noise, y.size, CHUNK, self._means, y, 0.0, 1.0, *self._placed(key), False)
        turn = 0
        while True:
            np.abs(y, out=again)
            np.greater(again, FARTHEST, out=outside)
            if not outside.any():
                break
            turn += 1
            threads.run(
                add_noise, y.size, CHUNK, self._means, again, 0.0, 1.0, *self._placed(stream_key(*key, turn)), False
            )
            np.copyto(y, again, where=outside)
        np.multiply(y, self.io.spec.second, out=y)
        np.add(y, self.io.spec.first, out=y)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is not None and not self.io.add_inputs[0]:
            dx.fill(0)
