"""Passes along one axis after another: how images become means or maxima of parts, and grow by interpolation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from math import prod

import numpy as np

from runtime.jit import threads
from runtime.kernels.convolution.bands import Bands, apply_bands, transposed
from runtime.kernels.convolution.pooling import max_of_parts, max_of_parts_gradient
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, BorrowingOp, Scratch, StepArrays


class Along:
    """Where a pass works: it sees an array as (blocks, size, inner) numbers; `keeps` where there is a way back."""

    def __init__(self, shape: Sequence[int], axis: int, keeps: bool, scratch: Scratch) -> None:
        self.blocks, self.size, self.inner = prod(shape[:axis]), shape[axis], prod(shape[axis + 1 :])
        self.keeps, self.scratch = keeps, scratch

    def chunk(self, positions: int) -> int:
        """How many blocks make a piece of work worth handing to a thread."""
        return image_chunk(max(self.size, positions) * self.inner)


class AxisPass(ABC):
    """One pass: of (blocks, size, inner) numbers it makes (blocks, positions, inner)."""

    positions: int

    @abstractmethod
    def forward(self, source: Array, target: Array) -> None:
        """Fill the target; both are flat."""

    @abstractmethod
    def backward(self, d_target: Array, d_source: Array, add: bool) -> None:
        """d_source (+)= what of d_target comes from each number."""


class LinearPass(AxisPass):
    """The product with a matrix of bands, on the way back with its transpose."""

    def __init__(self, along: Along, bands: Bands) -> None:
        self.positions = len(bands.first)
        self._sizes, self._chunk = (along.blocks, along.size, along.inner), along.chunk(self.positions)
        self._bands = bands
        self._back = transposed(bands, along.size) if along.keeps else bands

    def forward(self, source: Array, target: Array) -> None:
        blocks, size, inner = self._sizes
        threads.run(apply_bands, blocks, self._chunk, source, size, inner, *self._bands, target, False)

    def backward(self, d_target: Array, d_source: Array, add: bool) -> None:
        blocks, _, inner = self._sizes
        threads.run(apply_bands, blocks, self._chunk, d_target, self.positions, inner, *self._back, d_source, add)


class MaxPass(AxisPass):
    """The largest number of the cells begins[o]…ends[o]; on the way back the first of equals gets everything."""

    def __init__(self, along: Along, begins: Array, ends: Array) -> None:
        self.positions = len(begins)
        self._sizes, self._chunk = (along.blocks, along.size, along.inner), along.chunk(self.positions)
        self._parts = begins.astype(np.intp), ends.astype(np.intp)
        self._keeps = along.keeps
        kept = along.blocks * self.positions * along.inner if along.keeps else 1
        self._chosen = along.scratch((kept,), np.int32)

    def forward(self, source: Array, target: Array) -> None:
        blocks, *sizes = self._sizes
        threads.run(max_of_parts, blocks, self._chunk, source, *sizes, *self._parts, target, self._chosen, self._keeps)

    def backward(self, d_target: Array, d_source: Array, add: bool) -> None:
        blocks, *sizes = self._sizes
        arrays = (*self._parts, self._chosen, d_source)
        threads.run(max_of_parts_gradient, blocks, self._chunk, d_target, *sizes, *arrays, add)


MakePass = Callable[[Along], AxisPass]


class AxisPassesOp(BorrowingOp):
    """Passes one after another, on the way back the last first."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x, self._y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        shape, self._passes, rooms = list(self._x.last.shape), list[AxisPass](), [0]
        for axis, make in self.passes(tuple(shape[1:-1])):
            self._passes.append(make(Along(shape, axis + 1, self._dx is not None, io.scratch)))
            shape[axis + 1] = self._passes[-1].positions
            rooms.append(prod(shape))
        take = io.workspace()
        # A pass reads the one and fills the other.
        room = max(rooms[:-1])
        self._between = [take((room,), self._x.last.dtype) for _ in range(min(2, len(self._passes) - 1))]

    @abstractmethod
    def passes(self, places: tuple[int, ...]) -> Sequence[tuple[int, MakePass]]:
        """For an input with so many places between batch and channels: which of these axes comes when, and its pass."""

    def read_from(self, i: int, array: Array) -> None:
        self._x.read_from(array)

    def forward(self, training: bool) -> None:
        self._x.read()
        source = self._x.last.reshape(-1)
        for number, step in enumerate(self._passes):
            target = self._y.last.reshape(-1) if number == len(self._passes) - 1 else self._between[number % 2]
            step.forward(source, target)
            source = target
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        source = self._dy.last.reshape(-1)
        for number, step in reversed([*enumerate(self._passes)]):
            target = self._between[(number - 1) % 2] if number else self._dx.last.reshape(-1)
            step.backward(source, target, not number and self._dx.adds(add))
            source = target
        self._dx.write(add)
