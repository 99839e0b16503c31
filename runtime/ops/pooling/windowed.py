"""Poolings over windows: those of sequences and images in one walk over the windows, those of volumes axis by axis."""

from __future__ import annotations

from functools import partial

import numpy as np

from graph.layers.convolution.windows import WindowAxis
from graph.layers.pooling.windowed import AveragePooling, AveragePooling3D, MaxPooling, MaxPooling3D
from runtime.jit import threads
from runtime.kernels.convolution import pooling
from runtime.kernels.convolution.bands import mean_bands
from runtime.kernels.convolution.windows import Axis, Windows, make_windows
from runtime.kinds.computes import computes
from runtime.ops.axis_passes import AxisPassesOp, LinearPass, MakePass, MaxPass
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, BorrowingOp, StepArrays


class WindowedOp(BorrowingOp):
    """What the poolings of sequences and images share; a sequence is an image of one row."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x, self._y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        self._chunk = image_chunk(self._x.last[0].size)
        self._windows = pooling_windows(io.spec.axes, self._x.last, self._y.last)

    def read_from(self, i: int, array: Array) -> None:
        self._x.read_from(array)


@computes(MaxPooling)
class MaxPoolingOp(WindowedOp):
    """The largest number of each window; its gradient goes to the first cell that holds it."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        kept = self._y.last.size if self._dx is not None else 1
        self._chosen = io.scratch((kept,), np.int32)

    def forward(self, training: bool) -> None:
        self._x.read()
        threads.run(
            pooling.max_pool,
            self.io.batch,
            self._chunk,
            self._windows,
            self._x.last.reshape(-1),
            self._y.last.reshape(-1),
            self._chosen,
            self._dx is not None,
        )
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        threads.run(
            pooling.max_pool_gradient,
            self.io.batch,
            self._chunk,
            self._windows,
            self._dy.last.reshape(-1),
            self._chosen,
            self._dx.last.reshape(-1),
            self._dx.adds(add),
        )
        self._dx.write(add)


@computes(AveragePooling)
class AveragePoolingOp(WindowedOp):
    """The mean of the cells of each window that lie inside."""

    def forward(self, training: bool) -> None:
        self._x.read()
        arrays = self._x.last.reshape(-1), self._y.last.reshape(-1)
        threads.run(pooling.average_pool, self.io.batch, self._chunk, self._windows, *arrays)
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        threads.run(
            pooling.average_pool_gradient,
            self.io.batch,
            self._chunk,
            self._windows,
            self._dy.last.reshape(-1),
            self._dx.last.reshape(-1),
            self._dx.adds(add),
        )
        self._dx.write(add)


def pooling_windows(axes: tuple[WindowAxis, ...], x: Array, y: Array) -> Windows:
    """The windows along one or two axes of images x, channels last, with one position for each place of y."""
    sliding = [
        Axis(size, positions, -axis.zeros(size)[0], axis.stride, axis.window, axis.dilation)
        for axis, size, positions in zip(axes, x.shape[1:-1], y.shape[1:-1], strict=True)
    ]
    down = sliding[0] if len(sliding) == 2 else Axis(1, 1, 0, 1, 1, 1)
    return make_windows(down, sliding[-1], x.shape[-1], x.itemsize)


def cells_inside(axis: WindowAxis, size: int) -> tuple[Array, Array]:
    """Where the windows along an axis begin and end, without what lies outside."""
    first = np.arange(axis.positions(size) or 0) * axis.stride - axis.zeros(size)[0]
    return np.maximum(first, 0), np.minimum(first + axis.window, size)


@computes(MaxPooling3D)
class MaxPooling3DOp(AxisPassesOp):
    """The last axis first: so of equals in a window the first wins, counted with the last axis fastest."""

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        ends = [cells_inside(axis, size) for axis, size in zip(self.io.spec.axes, places, strict=True)]
        return [(i, partial(MaxPass, begins=ends[i][0], ends=ends[i][1])) for i in (2, 1, 0)]


@computes(AveragePooling3D)
class AveragePooling3DOp(AxisPassesOp):
    """Means of means: the cells inside a window are as many along one axis wherever it lies along the others."""

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        found: list[tuple[int, MakePass]] = []
        for i, (axis, size) in enumerate(zip(self.io.spec.axes, places, strict=True)):
            bands = mean_bands(*cells_inside(axis, size), size, self.io.dtype)
            found.append((i, partial(LinearPass, bands=bands)))
        return found
