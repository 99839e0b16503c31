"""Means and variances of a batch of which every rank has some samples, and the sums that go back through them."""

from __future__ import annotations

import numpy as np

from runtime.ops.op import Array
from runtime.ranks.ranks import Ranks


class SharedMoments:
    """For so many channels. While ranks don't share a batch, nothing is changed."""

    def __init__(self, ranks: Ranks, channels: int) -> None:
        self._ranks, self._channels = ranks, channels
        self.counts = np.zeros(channels)
        """From how many numbers of all ranks a channel's mean comes."""

    def join(self, mean: Array, variance: Array, counts: Array) -> None:
        """Both of the whole batch, from those of this rank, which come from so many numbers of each channel."""
        own = np.stack([counts, counts * mean.astype(np.float64)])
        self._ranks.add(own)
        self.counts = own[0]
        middle = own[1] / own[0]
        squares = counts * (variance.astype(np.float64) + (mean - middle) ** 2)
        self._ranks.add(squares)
        mean[...], variance[...] = middle, squares / own[0]

    def slopes(self, direct: Array, along: Array) -> tuple[Array, Array]:
        """The sums of every channel over all ranks, of entries that hold the channels in turn."""
        sums = np.stack([a.reshape(-1, self._channels).sum(axis=0, dtype=np.float64) for a in (direct, along)])
        self._ranks.add(sums)
        return sums[0].astype(direct.dtype), sums[1].astype(along.dtype)
