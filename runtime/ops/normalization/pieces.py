"""An array cut into pieces for the kernels of moments and of rescaling, whichever axis its channels lie along."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, prod
from typing import NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.kernels.elementwise.moments import lane_moments, run_moments, slope_sums
from runtime.kernels.elementwise.rescale import rescale, rescale_gradient
from runtime.ops.op import Array, Limits, Scratch, StepArrays

PIECE = 1 << 15
"""Numbers of a piece where it may be cut anywhere; a thread takes as many at a time."""

LANES = 64
"""Numbers side by side that keep vectors full and sums apart; see `moments`."""

VECTOR = 16


@dataclass(frozen=True)
class Pieces:
    """How kernels see an array: `moments` says what `length` and `lanes` are, `rescale` the same of `each` and
    `stride`."""

    size: int
    channels: int
    length: int
    lanes: int
    each: int
    stride: int

    @classmethod
    def along(cls, shape: tuple[int, ...], axis: int, samples: int = 1) -> Pieces:
        """For channels along an axis, and coefficients of its own for each of so many samples."""
        outer, channels, inner = prod(shape[:axis]) // samples, shape[axis], prod(shape[axis + 1 :])
        size = prod(shape)
        if inner > 1:
            return cls(size, channels, inner, 1, outer * channels, channels)
        lanes = channels * wide(channels)
        if samples > 1:
            return cls(size, channels, outer * channels, min(lanes, outer * channels), 1, 1)
        length = lanes * max(1, PIECE // lanes)
        return cls(size, channels, length, lanes, max(1, -(-size // length)), 1)

    @property
    def count(self) -> int:
        return -(-self.size // self.length)

    @property
    def entries(self) -> int:
        return self.count * self.lanes

    @property
    def row(self) -> int:
        """Coefficients of one sample."""
        return self.stride * self.lanes

    @property
    def chunk(self) -> int:
        """Pieces that a thread takes at a time."""
        return max(1, PIECE // self.length)

    def counts(self, scratch: Scratch) -> Array:
        """How many numbers every entry stands for."""
        found = scratch((self.count, self.lanes), np.int64)
        for piece, row in enumerate(found):
            numbers = min(self.length, self.size - piece * self.length)
            row[:] = numbers // self.lanes
            row[: numbers % self.lanes] += 1
        return found.reshape(-1)

    def rescale(self, x: Array, rows: Rows, y: Array, limits: Limits) -> None:
        """y = (x − center) · scale + shift, cut to the limits."""
        at = self.length, self.lanes, self.each, self.stride
        threads.run(rescale, self.count, self.chunk, x, *rows, y, limits, *at)


class Rows(NamedTuple):
    """Coefficients of `rescale`, flat."""

    center: Array
    scale: Array
    shift: Array


class Moments:
    """Means and sums of squares of every entry of x, with the memory for them."""

    def __init__(self, io: StepArrays, pieces: Pieces) -> None:
        self._x, self._pieces = io.inputs[0].reshape(-1), pieces
        take = io.workspace()
        self.mean, self.square = take((pieces.entries,)), take((pieces.entries,))
        self._work = (take((pieces.entries,)), take((pieces.entries,))) if pieces.lanes > 1 else ()

    def __call__(self) -> None:
        p = self._pieces
        if p.lanes > 1:
            arrays = (self.mean, self.square, *self._work)
            threads.run(lane_moments, p.count, p.chunk, self._x, p.length, p.lanes, *arrays)
        else:
            threads.run(run_moments, p.count, p.chunk, self._x, p.length, self.mean, self.square)


class Slopes:
    """The sums and the second pass of the way back, with the memory for them."""

    def __init__(self, io: StepArrays, pieces: Pieces, rows: Rows) -> None:
        self._x, self._dy = io.inputs[0].reshape(-1), io.d_outputs[0].reshape(-1)
        self._pieces, self._rows, self._limits = pieces, rows, io.limits
        take = io.workspace()
        self.direct, self.along = take((pieces.entries,)), take((pieces.entries,))
        self.slope, self.shift = take(rows.scale.shape), take(rows.scale.shape)
        self.take = take
        """More memory from beside these."""
        dx = io.d_inputs[0]
        self._dx = None if dx is None else dx.reshape(-1)
        self._add = io.add_inputs[0]

    def sum(self) -> None:
        """`direct` and `along` of every entry: the sums of dy and of dy · (x − center); dy is closed where limits were
        met."""
        p = self._pieces
        given = self._x, self._dy, self._rows, self._limits
        at = p.length, p.lanes, p.each, p.stride
        threads.run(slope_sums, p.count, p.chunk, *given, *at, self.direct, self.along)

    def spread(self) -> None:
        """dx (+)= dy · scale + (x − center) · slope + shift."""
        if self._dx is None:
            return
        p, rows = self._pieces, self._rows
        given = self._x, self._dy, rows.center, rows.scale, self.slope, self.shift, self._dx, self._add
        threads.run(rescale_gradient, p.count, p.chunk, *given, p.length, p.lanes, p.each, p.stride)


def wide(channels: int) -> int:
    """How many rows of channels make lanes enough, and if that takes few, whole vectors."""
    rows = -(-LANES // channels)
    step = VECTOR // gcd(VECTOR, channels)
    whole = -(-rows // step) * step
    return whole if whole * channels <= 4 * LANES else rows


def filled(io: StepArrays, size: int, value: float) -> Array:
    """An array that holds one number everywhere."""
    found = io.scratch((size,))
    found.fill(value)
    return found
