"""Adaptive poolings, axis by axis: the parts of each axis overlap where its size is no multiple of theirs."""

from __future__ import annotations

from functools import partial

import numpy as np

from graph.layers.pooling.adaptive import AdaptiveAveragePooling, AdaptiveMaxPooling
from runtime.kernels.convolution.bands import mean_bands
from runtime.kinds.computes import computes
from runtime.ops.axis_passes import AxisPassesOp, LinearPass, MakePass, MaxPass
from runtime.ops.op import Array


def parts(size: int, count: int) -> tuple[Array, Array]:
    """Where `count` parts of an axis begin and end."""
    at = np.arange(count + 1) * size
    return at[:-1] // count, -(-at[1:] // count)


@computes(AdaptiveMaxPooling)
class AdaptiveMaxPoolingOp(AxisPassesOp):
    """The largest number of each part; where several are equal, the one that Keras' order of axes finds first."""

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        found: list[tuple[int, MakePass]] = []
        for axis, (size, count) in enumerate(zip(places, self.io.spec.output_size, strict=True)):
            begins, ends = parts(size, count)
            found.append((axis, partial(MaxPass, begins=begins, ends=ends)))
        return found


@computes(AdaptiveAveragePooling)
class AdaptiveAveragePoolingOp(AxisPassesOp):
    """The mean of each part."""

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        found: list[tuple[int, MakePass]] = []
        for axis, (size, count) in enumerate(zip(places, self.io.spec.output_size, strict=True)):
            found.append((axis, partial(LinearPass, bands=mean_bands(*parts(size, count), size, self.io.dtype))))
        return found
