"""The merging layers that compute number by number, input after input: y = f(f(x₁, x₂), x₃)…"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from graph.layers.merging.elementwise import Average, Maximum, Minimum, Multiply, Subtract
from runtime.jit import threads
from runtime.kinds.computes import computes
from runtime.ops.merging.arrays import CHUNK, aligned, either, give
from runtime.ops.op import Array, BorrowingOp, StepArrays

BLOCK = 1 << 14
"""Numbers per pass: few enough to stay in the second-level cache from one formula to the next."""


class FoldOp(BorrowingOp):
    """Base: `join` takes one more input into what the inputs before it gave; `part` gives its share of the gradient.

    Where all inputs have one shape they are numbers in a row; otherwise, or where masks matter, the rows are samples.
    """

    makes_mask = True
    keeps: ClassVar[bool] = False
    """Whether gradients need what every join began with."""
    by_masks: ClassVar[bool] = False
    """Whether the numbers depend on masks. Keras forgets the masks of inputs whose ranks differ."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        y = io.outputs[0]
        same = all(x.shape == y.shape for x in io.inputs)
        ranks = {x.ndim for x in io.inputs}
        self.masked = self.by_masks and len(ranks) == 1 and any(m is not None for m in io.input_masks)
        self._flat = same and not self.masked
        self.y = self.placed(y)
        self.x = [self.placed(x) for x in io.inputs]
        row = self.y.size // len(self.y)
        self._chunk, self._rows = max(1, CHUNK // row), max(1, BLOCK // row)
        whole = (io.backward and self.keeps and len(self.x) > 2) or self.masked
        between = [io.scratch(self.y.shape, self.y.dtype) if whole else self.y for _ in self.x[2:]]
        # What every input is joined to, and at last the result.
        self.joined = [self.x[0], *between, self.y]
        self._bind_gradients()

    def placed(self, array: Array) -> Array:
        """An array as the formulas see it."""
        return array.reshape(-1) if self._flat else aligned(array, self.io.outputs[0].ndim)

    def read_from(self, i: int, array: Array) -> None:
        self.x[i] = self.placed(array)
        if i == 0:
            self.joined[0] = self.x[0]

    def _bind_gradients(self) -> None:
        io = self.io
        self.dx = [None if d is None else self.placed(d) for d in io.d_inputs]
        if not io.backward:
            return
        self._dy = self.placed(io.d_outputs[0])
        # The last input comes first: of two that are the same tensor it is then the one that overwrites.
        self._adds = list(io.add_inputs)
        for i, d in enumerate(io.d_inputs):
            same = [j for j, other in enumerate(io.d_inputs) if d is not None and other is d]
            if same and same[0] == i:
                self._adds[i], self._adds[same[-1]] = self._adds[same[-1]], self._adds[i]
        axes = [tuple(a for a, (m, n) in enumerate(zip(x.shape, self.y.shape)) if m != n) for x in self.x]
        self._summed = [() if self._flat else found for found in axes]
        self._slots = threads.thread_count()
        take, size = io.workspace(), (self._slots, min(self._rows, len(self.y)), *self.y.shape[1:])
        self._share, self._spare = take(size), take(size)
        self._sums = [take(x.shape) if a and add else x for x, a, add in zip(self.x, self._summed, self._adds)]

    def forward(self, training: bool) -> None:
        self.read_masks()
        threads.run(self._forward, len(self.y), self._chunk)
        mask = self.io.output_mask
        if mask is not None:
            either([aligned(m, mask.ndim) for m in self.io.input_masks if m is not None], mask)

    def read_masks(self) -> None:
        """Take what the masks of this batch say about the numbers."""

    def _forward(self, begin: int, end: int) -> None:
        for first in range(begin, end, self._rows):
            rows = slice(first, min(first + self._rows, end))
            for i in range(1, len(self.x)):
                self.join(i, self.joined[i - 1][rows], self.x[i][rows], self.joined[i][rows], rows)
            self.finish(self.y[rows], rows)

    def backward(self) -> None:
        threads.run(self._backward, len(self.y), self._chunk, slots=self._slots)

    def _backward(self, slot: int, begin: int, end: int) -> None:
        first_owed = next((i for i, d in enumerate(self.dx) if d is not None), len(self.dx))
        for first in range(begin, end, self._rows):
            rows = slice(first, min(first + self._rows, end))
            d, share, spare = self._dy[rows], self._share[slot], self._spare[slot]
            share, spare = share[: len(d)], spare[: len(d)]
            self.begin(d, rows)
            for i in range(len(self.x) - 1, 0, -1):
                if self.dx[i] is not None or first_owed < i:
                    self.part(i, d, share, spare, rows)
                    self._give(i, share, rows)
            self._give(0, d, rows)

    def _give(self, i: int, share: Array, rows: slice) -> None:
        """dx (+)= the share of input i, summed along the axes on which it stretches."""
        dx, axes = self.dx[i], self._summed[i]
        if dx is None:
            return
        if not axes:
            give(dx[rows], share, self._adds[i])
        elif not self._adds[i]:
            np.sum(share, axis=axes, keepdims=True, out=dx[rows])
        else:
            np.add(dx[rows], np.sum(share, axis=axes, keepdims=True, out=self._sums[i][rows]), out=dx[rows])

    @abstractmethod
    def join(self, i: int, before: Array, x: Array, out: Array, rows: slice) -> None:
        """out = what the inputs up to i make, `before` being what those before it do."""

    def finish(self, y: Array, rows: slice) -> None:
        """What is done to the result at last."""

    def begin(self, d: Array, rows: slice) -> None:
        """Back through `finish`, in place."""

    @abstractmethod
    def part(self, i: int, d: Array, share: Array, spare: Array, rows: slice) -> None:
        """Back through `join`: share = the gradient of input i; what is left in d is that of those before it."""


@computes(Subtract)
class SubtractOp(FoldOp):
    def join(self, _i: int, before: Array, x: Array, out: Array, _rows: slice) -> None:
        np.subtract(before, x, out=out)

    def part(self, _i: int, d: Array, share: Array, _spare: Array, _rows: slice) -> None:
        np.negative(d, out=share)


@computes(Average)
class AverageOp(FoldOp):
    def join(self, _i: int, before: Array, x: Array, out: Array, _rows: slice) -> None:
        np.add(before, x, out=out)

    def finish(self, y: Array, _rows: slice) -> None:
        np.divide(y, len(self.x), out=y)

    def begin(self, d: Array, _rows: slice) -> None:
        np.divide(d, len(self.x), out=d)

    def part(self, _i: int, d: Array, share: Array, _spare: Array, _rows: slice) -> None:
        np.copyto(share, d)


@computes(Multiply)
class MultiplyOp(FoldOp):
    """Where an input's mask says that a step does not count, it is as if the input were 1 there."""

    keeps, by_masks = True, True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        masks = io.input_masks if self.masked else (None,) * len(self.x)
        self._given = list(self.x)
        self._without: list[Array | None] = [None if m is None else np.empty((*m.shape, 1), np.bool_) for m in masks]
        self.x = [x if w is None else io.scratch(x.shape, x.dtype) for x, w in zip(self.x, self._without)]
        self.joined[0] = self.x[0]
        counted = self.masked and io.output_mask is not None
        self._nowhere = (
            np.empty((*io.output_mask.shape, 1), np.bool_) if counted and io.output_mask is not None else None
        )

    def read_from(self, i: int, array: Array) -> None:
        if self._without[i] is None:
            super().read_from(i, array)
        self._given[i] = self.placed(array)

    def read_masks(self) -> None:
        for mask, without, x, given in zip(self.io.input_masks, self._without, self.x, self._given):
            if mask is not None and without is not None:
                np.logical_not(mask[..., None], out=without)
                np.copyto(x, given)
                np.copyto(x, 1, where=without)
        if self._nowhere is not None:
            either([m[..., None] for m in self.io.input_masks if m is not None], self._nowhere)
            np.logical_not(self._nowhere, out=self._nowhere)

    def join(self, _i: int, before: Array, x: Array, out: Array, _rows: slice) -> None:
        np.multiply(before, x, out=out)

    def finish(self, y: Array, rows: slice) -> None:
        if self._nowhere is not None:
            np.copyto(y, 0, where=self._nowhere[rows])

    def begin(self, d: Array, rows: slice) -> None:
        if self._nowhere is not None:
            np.copyto(d, 0, where=self._nowhere[rows])

    def part(self, i: int, d: Array, share: Array, _spare: Array, rows: slice) -> None:
        np.multiply(d, self.joined[i - 1][rows], out=share)
        np.multiply(d, self.x[i][rows], out=d)

    def _give(self, i: int, share: Array, rows: slice) -> None:
        without = self._without[i]
        if without is not None:
            np.copyto(share, 0, where=without[rows])
        super()._give(i, share, rows)


@computes(Maximum, Minimum)
class ExtremeOp(FoldOp):
    """The larger or the smaller number, half of the gradient each where both are equal; a step that does not count in
    one of the two is the other's."""

    keeps, by_masks = True, True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        largest = isinstance(io.spec, Maximum)
        self._choose = np.maximum if largest else np.minimum
        self._wins: np.ufunc = np.greater if largest else np.less
        self._wins_or_equals: np.ufunc = np.greater_equal if largest else np.less_equal
        self._taken: list[tuple[Array | None, Array | None]] = [(None, None)] * len(self.x)
        """For every input but the first: where it does not count, and where nothing before it does."""
        masks = io.input_masks if self.masked else (None,) * len(self.x)
        alone = None if masks[0] is None else np.empty((*masks[0].shape, 1), np.bool_)
        for i, mask in enumerate(masks[1:], 1):
            skip = None if mask is None else np.empty((*mask.shape, 1), np.bool_)
            self._taken[i] = skip, alone
            if skip is not None and alone is not None:
                alone = np.empty(np.broadcast_shapes(skip.shape, alone.shape), np.bool_)
            else:
                alone = None

    def read_masks(self) -> None:
        if not self.masked:
            return
        first = self.io.input_masks[0]
        for i, (skip, alone) in enumerate(self._taken[1:], 1):
            mask = self.io.input_masks[i]
            if alone is not None and i == 1 and first is not None:
                np.logical_not(first[..., None], out=alone)
            if skip is not None and mask is not None:
                np.logical_not(mask[..., None], out=skip)
            following = self._taken[i + 1][1] if i + 1 < len(self._taken) else None
            if following is not None and alone is not None and skip is not None:
                np.logical_and(alone, skip, out=following)

    def join(self, i: int, before: Array, x: Array, out: Array, rows: slice) -> None:
        skip, alone = self._taken[i]
        self._choose(before, x, out=out)
        if alone is not None:
            np.copyto(out, x, where=alone[rows])
        if skip is not None:
            np.copyto(out, before, where=skip[rows])

    def part(self, i: int, d: Array, share: Array, spare: Array, rows: slice) -> None:
        before, x, (skip, alone) = self.joined[i - 1][rows], self.x[i][rows], self._taken[i]
        self._wins(x, before, out=share)
        self._wins_or_equals(x, before, out=spare)
        np.add(share, spare, out=share)
        np.multiply(share, 0.5, out=share)
        if alone is not None:
            np.copyto(share, 1, where=alone[rows])
        if skip is not None:
            np.copyto(share, 0, where=skip[rows])
        np.multiply(share, d, out=share)
        np.subtract(d, share, out=d)
