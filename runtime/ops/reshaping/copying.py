"""Layers that only copy: a part of the input, its axes in some order, becomes a part of the output."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from runtime.jit import threads
from runtime.ops.activation import CHUNK
from runtime.ops.op import Array, BorrowingOp, StepArrays

Region = tuple[slice, ...]
"""A part of an array, the slice of each axis in turn; axes without one are whole."""


class CopyingOp(BorrowingOp):
    """`taken` of the input is copied to `given` of the output; all else there is zero, and so is, on the way back, the
    gradient of what was not taken."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x, y = io.inputs[0], io.outputs[0]
        self._x, self._y = self.taken(x), self.given(y)
        self._zeros = outside(y, self.region_given())
        self._chunk = max(1, CHUNK // max(1, self._x[0].size))

    @abstractmethod
    def taken(self, array: Array) -> Array:
        """The part of an array of the input's shape that is copied."""

    @abstractmethod
    def given(self, array: Array) -> Array:
        """The part of an array of the output's shape that it becomes, of the same shape."""

    def region_taken(self) -> Region:
        """What `taken` takes, where that is not all."""
        return ()

    def region_given(self) -> Region:
        """What `given` fills, where that is not all."""
        return ()

    def read_from(self, i: int, array: Array) -> None:
        self._x = self.taken(array)

    def forward(self, training: bool) -> None:
        for part in self._zeros:
            part.fill(0)
        threads.run(_copy, self.io.batch, self._chunk, self._x, self._y)

    def backward(self) -> None:
        dx = self.io.d_inputs[0]
        if dx is None:
            return
        add = self.io.add_inputs[0]
        if not add:
            for part in outside(dx, self.region_taken()):
                part.fill(0)
        dy = self.given(self.io.d_outputs[0])
        threads.run(_add if add else _copy, self.io.batch, self._chunk, dy, self.taken(dx))


def outside(array: Array, region: Region) -> list[Array]:
    """What of an array lies outside a region, in parts that don't overlap."""
    parts, kept = [], array
    for axis, inside in enumerate(region):
        low, high, _ = inside.indices(array.shape[axis])
        before = (slice(None),) * axis
        parts += [kept[*before, :low], kept[*before, high:]]
        kept = kept[*before, low:high]
    return [part for part in parts if part.size]


def _copy(source: Array, target: Array, begin: int, end: int) -> None:
    np.copyto(target[begin:end], source[begin:end])


def _add(source: Array, target: Array, begin: int, end: int) -> None:
    part = target[begin:end]
    np.add(part, source[begin:end], out=part)
