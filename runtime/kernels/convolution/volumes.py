"""Volumes as images: the slices that a window sees in depth are laid side by side as channels, and summed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import inlined, kernel
from runtime.kernels.convolution.windows import Axis

Array = np.ndarray[Any, Any]

CHUNK = 1 << 16
"""Numbers a thread takes at a time."""


class Slices(NamedTuple):
    """Windows in depth: `places` (rows · columns) of `channels` in each of `depth` slices, in groups.

    Position p has its cell k in slice `first + p · step + k · gap`. A stacked place holds, group by group, `window`
    times the group's channels.
    """

    depth: int
    places: int
    channels: int
    groups: int
    positions: int
    first: int
    step: int
    window: int
    gap: int


@inlined
def _at(s, group, cell):
    """Where a group's channels of a cell lie within a stacked place."""
    return (group * s.window + cell) * (s.channels // s.groups)


@kernel
def stack(s, volumes, stacked, begin, end) -> None:
    """stacked[unit, place, group, cell] = the channels of the cell's slice, zero outside, for positions begin…end."""
    share, wide, nothing = s.channels // s.groups, s.channels * s.window, stacked.dtype.type(0)
    for unit in range(begin, end):
        sample, position = unit // s.positions, unit % s.positions
        for k in range(s.window):
            z = s.first + position * s.step + k * s.gap
            inside = 0 <= z < s.depth
            source = (sample * s.depth + (z if inside else 0)) * s.places * s.channels
            for g in range(s.groups):
                first = unit * s.places * wide + _at(s, g, k)
                for place in range(s.places):
                    to, of = np.uint64(first + place * wide), np.uint64(source + place * s.channels + g * share)
                    for c in range(np.uint64(share)):
                        stacked[to + c] = volumes[of + c] if inside else nothing


@kernel
def unstack(s, stacked, bias, start, floor, volumes, begin, end) -> None:
    """volumes[slice] = start + Σ what was stacked from it, but not below `floor`, for the slices begin…end.

    start: 0 for zero, 1 for the bias, 2 for what the volumes hold.
    """
    share, wide, nothing = s.channels // s.groups, s.channels * s.window, volumes.dtype.type(0)
    for unit in range(begin, end):
        sample, z = unit // s.depth, unit % s.depth
        target = unit * s.places * s.channels
        if start < 2:
            for place in range(s.places):
                to = np.uint64(target + place * s.channels)
                for c in range(np.uint64(s.channels)):
                    volumes[to + c] = bias[c] if start == 1 else nothing
        for k in range(s.window):
            back = z - s.first - k * s.gap
            position = back // s.step
            if back < 0 or back % s.step != 0 or position >= s.positions:
                continue
            source = (sample * s.positions + position) * s.places * wide
            for g in range(s.groups):
                for place in range(s.places):
                    to = np.uint64(target + place * s.channels + g * share)
                    of = np.uint64(source + place * wide + _at(s, g, k))
                    for c in range(np.uint64(share)):
                        volumes[to + c] += stacked[of + c]
        if floor == 0:
            for i in range(np.uint64(target), np.uint64(target + s.places * s.channels)):
                volumes[i] = nothing if volumes[i] < nothing else volumes[i]


class Stacked:
    """Volumes (batch, depth, rows, columns, channels) and their stacked images, one for each position in depth.

    `images` has the shape (batch · positions, rows, columns, channels · window). Where windows are one slice each and
    none is left out, the images are the volumes themselves.
    """

    def __init__(self, axis: Axis, groups: int, volumes: Array, scratch: Callable[..., Array]) -> None:
        batch, depth, rows, columns, channels = volumes.shape
        self._slices = Slices(
            depth, rows * columns, channels, groups, axis.positions, axis.first, axis.step, axis.window, axis.gap
        )
        self.same = axis.window == axis.step == 1 and axis.first == 0 and axis.positions == depth
        if self.same:
            self.images = volumes.reshape(-1, rows, columns, channels)
        else:
            self.images = scratch((batch * axis.positions, rows, columns, channels * axis.window))
        self._volumes, self._images = volumes.reshape(-1), self.images.reshape(-1)
        self._units = batch * axis.positions, batch * depth
        plane = rows * columns * channels * axis.window
        self._chunk = max(1, CHUNK // max(1, plane))

    def stack(self) -> None:
        """Fill the images from the volumes."""
        if not self.same:
            threads.run(stack, self._units[0], self._chunk, self._slices, self._volumes, self._images)

    def unstack(self, add: bool, bias: Array | None = None, floor: float = -np.inf) -> None:
        """Sum the images up, onto what the volumes hold, the bias, or nothing; no work where both are the same."""
        if self.same:
            return
        start = 2 if add else 0 if bias is None else 1
        beginning = self._volumes if bias is None else bias
        bottom = self._volumes.dtype.type(floor)
        threads.run(
            unstack, self._units[1], self._chunk, self._slices, self._images, beginning, start, bottom, self._volumes
        )


class StackedKernel:
    """A kernel (depth, rows, columns, channels, outputs) as that of stacked images, whose channels hold the depth."""

    def __init__(self, kernel: Array, scratch: Callable[..., Array]) -> None:
        depth, rows, columns, channels, outputs = kernel.shape
        shape = rows, columns, depth * channels, outputs
        self.same = depth == 1
        self.planar = kernel.reshape(shape) if self.same else scratch(shape)
        self._planar = self.planar.reshape(rows * columns, depth, channels * outputs)
        self._kernel = kernel.reshape(depth, rows * columns, channels * outputs).swapaxes(0, 1)

    def stack(self) -> None:
        if not self.same:
            np.copyto(self._planar, self._kernel)

    def unstack(self, add: bool) -> None:
        """The gradient back in the kernel's own order."""
        if self.same:
            return
        if add:
            np.add(self._kernel, self._planar, out=self._kernel)
        else:
            np.copyto(self._kernel, self._planar)
