"""GroupNormalization."""

from __future__ import annotations

import numpy as np

from graph.layers.normalization.group_normalization import GroupNormalization
from runtime.kernels.elementwise.moments import join_moments
from runtime.kinds.computes import computes
from runtime.ops.normalization.pieces import Moments, Pieces, Rows, Slopes, filled
from runtime.ops.op import Array, Op, StepArrays


@computes(GroupNormalization)
class GroupNormalizationOp(Op):
    """y = (x − mean) · gamma / √(variance + ε) + beta for every sample and group of channels.

    Moments are taken of every channel of a sample first, and joined to those of the groups; what follows are numbers
    for every (sample, group, channel in it), small arrays.
    """

    takes_limits = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x, axis, samples = io.inputs[0], io.spec.axis % io.inputs[0].ndim, io.batch
        self._pieces = pieces = Pieces.along(x.shape, axis, samples)
        self._channels, self._groups = pieces.channels, io.spec.groups_of(pieces.channels)
        self._width = pieces.channels // self._groups
        self._counts, self._numbers = pieces.counts(io.scratch), x.size / (samples * self._groups)
        self._moments = Moments(io, pieces)
        self._mean, self._inverse = (io.scratch((samples, 1, self._groups, 1)) for _ in range(2))
        self._rows = Rows(*(io.scratch((samples * pieces.row,)) for _ in range(3)))
        self._gamma = self._of_channels(io.weights.get("gamma", filled(io, pieces.channels, 1)))
        self._beta = self._of_channels(io.weights.get("beta", filled(io, pieces.channels, 0)))
        if io.backward:
            self._slopes = Slopes(io, pieces, self._rows)
            take, shape = self._slopes.take, (samples, 1, self._groups, self._width)
            self._direct, self._along, self._work = take(shape), take(shape), take(shape)
            self._joint = take(self._mean.shape)
            self._shares = take((self._channels,))

    def _of_channels(self, array: Array) -> Array:
        return array.reshape(1, 1, self._groups, self._width)

    def _by_place(self, array: Array) -> Array:
        """Coefficients or entries as (samples, turns, groups, channels in a group)."""
        return array.reshape(self.io.batch, -1, self._groups, self._width)

    def forward(self, training: bool) -> None:
        io, moments, rows, inverse = self.io, self._moments, self._rows, self._inverse
        moments()
        shape = io.batch, self._groups, self._width
        joint = self._mean.reshape(-1), inverse.reshape(-1)
        join_moments(moments.mean, moments.square, self._counts, *shape, *joint)
        np.add(inverse, io.spec.epsilon, out=inverse)
        np.sqrt(inverse, out=inverse)
        np.divide(1, inverse, out=inverse)
        np.copyto(self._by_place(rows.center), self._mean)
        np.multiply(inverse, self._gamma, out=self._by_place(rows.scale))
        np.copyto(self._by_place(rows.shift), self._beta)
        self._pieces.rescale(io.inputs[0].reshape(-1), rows, io.outputs[0].reshape(-1), io.limits)

    def backward(self) -> None:
        slopes, direct, along, inverse = self._slopes, self._direct, self._along, self._inverse
        slopes.sum()
        np.sum(self._by_place(slopes.direct), axis=1, keepdims=True, out=direct)
        np.sum(self._by_place(slopes.along), axis=1, keepdims=True, out=along)
        np.multiply(along, inverse, out=along)
        self._give("gamma", along)
        self._give("beta", direct)
        # dx = inverse · (gamma · dy − Σ gamma · dy / n − x̂ · Σ gamma · dy · x̂ / n)
        np.multiply(inverse, -1 / self._numbers, out=inverse)
        self._spread(direct, self._by_place(slopes.shift))
        self._spread(along, self._by_place(slopes.slope))
        np.multiply(inverse, -self._numbers, out=inverse)
        np.multiply(self._by_place(slopes.slope), inverse, out=self._by_place(slopes.slope))
        slopes.spread()

    def _spread(self, sums: Array, target: Array) -> None:
        """To all places of a group −inverse / n · Σ gamma · sums over its channels."""
        np.multiply(sums, self._gamma, out=self._work)
        np.sum(self._work, axis=3, keepdims=True, out=self._joint)
        np.multiply(self._joint, self._inverse, out=self._joint)
        np.copyto(target, self._joint)

    def _give(self, name: str, shares: Array) -> None:
        gradient = self.io.d_weights.get(name)
        if gradient is not None:
            into = self._shares if self.io.add_weights else gradient
            np.sum(shares.reshape(self.io.batch, self._channels), axis=0, out=into)
            if self.io.add_weights:
                np.add(gradient, into, out=gradient)
