"""BatchNormalization."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.normalization.batch_normalization import BatchNormalization
from runtime.kernels.elementwise.moments import join_moments
from runtime.kernels.elementwise.rescale import ChannelGradients, channel_coefficients, channel_gradients, follow
from runtime.kinds.computes import computes
from runtime.ops.normalization.masked_moments import MaskedMoments
from runtime.ops.normalization.pieces import Moments, Pieces, Rows, Slopes, filled
from runtime.ops.normalization.renorm import Renorm
from runtime.ops.normalization.shared_moments import SharedMoments
from runtime.ops.op import Array, Op, StepArrays
from runtime.ranks.ranks import ranks


@computes(BatchNormalization)
class BatchNormalizationOp(Op):
    """y = (x − mean) · gamma / √(variance + ε) + beta for every channel.

    Two readings of x forward, two of x and dy on the way back. `inverse` and the coefficients are kept in between. A
    frozen layer goes by its moving statistics, in training too.
    """

    takes_limits = True

    @classmethod
    def mixes_samples_in_training(cls, spec: Any) -> bool:
        return True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, x = io.spec, io.inputs[0]
        axis = spec.axis % x.ndim
        self._pieces = pieces = Pieces.along(x.shape, axis)
        channels = pieces.channels
        self._mean, self._variance, self._inverse = (io.scratch((channels,)) for _ in range(3))
        self._rows = Rows(*(io.scratch((pieces.row,)) for _ in range(3)))
        self._gamma = io.weights.get("gamma", filled(io, channels, 1))
        self._beta = io.weights.get("beta", filled(io, channels, 0))
        mask = io.input_masks[0] if io.input_masks else None
        self._masked = None if mask is None else MaskedMoments(io, axis, mask)
        self._moments, self._counts = Moments(io, pieces), pieces.counts(io.scratch)
        self._numbers, self._none = filled(io, channels, x.size / max(1, channels)), filled(io, channels, 0)
        self._renorm = Renorm(io, channels) if spec.renorm else None
        self._ratio, self._offset = filled(io, channels, 1), filled(io, channels, 0)
        self._of_batch = False
        found = ranks() if spec.synchronized else None
        self._shared = None if found is None else SharedMoments(found, channels)
        if io.backward:
            self._bind_gradients()

    def _bind_gradients(self) -> None:
        io = self.io
        self._slopes = Slopes(io, self._pieces, self._rows)
        empty = np.zeros(0, io.dtype)
        gamma, beta = (empty if (d := io.d_weights.get(name)) is None else d for name in ("gamma", "beta"))
        self._owed = ChannelGradients(gamma, beta, io.add_weights)
        self._nowhere = empty, empty
        self._work = None if self._masked is None else self._slopes.take(io.inputs[0].shape)

    def forward(self, training: bool) -> None:
        weights, spec = self.io.weights, self.io.spec
        self._of_batch = training and self.io.trainable
        gamma, beta, mean, variance = self._gamma, self._beta, weights["moving_mean"], weights["moving_variance"]
        if self._of_batch:
            mean, variance = self._mean, self._variance
            self._take_moments()
            if self._renorm is not None:
                gamma, beta = self._renorm(mean, variance, gamma, beta)
            else:
                follow(weights["moving_mean"], mean, spec.momentum)
                follow(weights["moving_variance"], variance, spec.momentum)
        rows = self._rows
        into = self._inverse, rows.center, rows.scale, rows.shift
        channel_coefficients(mean, variance, gamma, beta, spec.epsilon, *into)
        self._pieces.rescale(self.io.inputs[0].reshape(-1), rows, self.io.outputs[0].reshape(-1), self.io.limits)

    def _take_moments(self) -> None:
        if self._masked is not None:
            self._masked(self._mean, self._variance)
        else:
            self._moments()
            found = self._moments.mean, self._moments.square, self._counts
            join_moments(*found, 1, self._pieces.channels, 1, self._mean, self._variance)
        if self._shared is not None:
            self._shared.join(self._mean, self._variance, self._own_counts)

    @property
    def _own_counts(self) -> Array:
        """Of how many numbers here each channel's mean is."""
        return self._numbers if self._masked is None else self._masked.counts

    def backward(self) -> None:
        slopes, rows, masked = self._slopes, self._rows, self._masked
        slopes.sum()
        ratio, offset = self._ratio, self._offset
        if self._of_batch and self._renorm is not None:
            ratio, offset = self._renorm.ratio, self._renorm.offset
        counts = self._none
        if self._of_batch:
            counts = self._own_counts
        given = slopes.direct, slopes.along, self._inverse, ratio, offset, counts
        channel_gradients(*given, rows.scale, slopes.slope, slopes.shift, self._owed)
        if self._of_batch and self._shared is not None:  # gradients of weights are added up later, with all others
            sums, counts = self._shared.slopes(slopes.direct, slopes.along), self._shared.counts.astype(counts.dtype)
            given = *sums, self._inverse, ratio, offset, counts
            channel_gradients(*given, rows.scale, slopes.slope, slopes.shift, ChannelGradients(*self._nowhere, False))
        dx = self.io.d_inputs[0]
        if masked is None or self._work is None or not self._of_batch:
            slopes.spread()
        elif dx is not None:
            arrays = rows.center, rows.scale, slopes.slope, slopes.shift
            first = tuple(array[: self._pieces.channels] for array in arrays)
            masked.spread(self.io.d_outputs[0], first, self._work, dx, self.io.add_inputs[0])
