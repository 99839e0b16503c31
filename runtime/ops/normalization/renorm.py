"""Batch renormalization (Ioffe, 2017): what a small batch says of a channel, corrected by moving statistics."""

from __future__ import annotations

import numpy as np

from runtime.kernels.elementwise.rescale import follow
from runtime.ops.op import Array, StepArrays


class Renorm:
    """`ratio` and `offset` that make the batch's normalization one by moving statistics, up to their bounds.

    Gradients pass them by: to those they are constants.
    """

    def __init__(self, io: StepArrays, channels: int) -> None:
        self._spec, self._weights = io.spec, io.weights
        self.ratio, self.offset, self._gamma, self._beta, self._deviation = (io.scratch((channels,)) for _ in range(5))

    def __call__(self, mean: Array, variance: Array, gamma: Array, beta: Array) -> tuple[Array, Array]:
        """gamma and beta with the corrections in them; the moving statistics follow."""
        spec, weights = self._spec, self._weights
        limits, deviation = spec.renorm_clipping or {}, self._deviation
        np.add(variance, spec.epsilon, out=deviation)
        np.sqrt(deviation, out=deviation)
        np.maximum(weights["renorm_stddev"], np.sqrt(spec.epsilon), out=self._gamma)
        np.divide(deviation, self._gamma, out=self.ratio)
        np.subtract(mean, weights["renorm_mean"], out=self.offset)
        np.divide(self.offset, self._gamma, out=self.offset)
        np.clip(self.ratio, limits.get("rmin"), limits.get("rmax"), out=self.ratio)
        furthest = limits.get("dmax")
        if furthest is not None:
            np.clip(self.offset, -furthest, furthest, out=self.offset)
        self._follow(mean)
        np.multiply(self.ratio, gamma, out=self._gamma)
        np.multiply(self.offset, gamma, out=self._beta)
        np.add(self._beta, beta, out=self._beta)
        return self._gamma, self._beta

    def _follow(self, mean: Array) -> None:
        spec, weights, moving = self._spec, self._weights, self._weights["moving_stddev"]
        follow(weights["renorm_mean"], mean, spec.renorm_momentum)
        follow(weights["renorm_stddev"], self._deviation, spec.renorm_momentum)
        follow(weights["moving_mean"], mean, spec.momentum)
        follow(moving, self._deviation, spec.momentum)
        variance = weights["moving_variance"]
        np.multiply(moving, moving, out=variance)
        np.subtract(variance, spec.epsilon, out=variance)
        np.maximum(variance, 0, out=variance)
