"""Poolings: the largest number of each window or of the whole image."""

from __future__ import annotations

import numpy as np

from graph.layers.pooling import GlobalMaxPooling2D, MaxPooling2D
from runtime.jit import threads
from runtime.kernels.convolution import pooling
from runtime.kernels.convolution.windows import Axis, Windows, make_windows
from runtime.kinds.computes import computes
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, BorrowingOp, StepArrays


class PoolingOp(BorrowingOp):
    """What all poolings share: images in, images or rows of channels out."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x = Images(io.inputs[0], form, io.scratch)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx = Images(io.d_inputs[0], form, io.scratch)
        self._chunk = image_chunk(self._x.last[0].size)

    def read_from(self, i: int, array: Array) -> None:
        self._x.read_from(array)


@computes(MaxPooling2D)
class MaxPooling2DOp(PoolingOp):
    """The largest number of each window; its gradient goes to the first cell that holds it."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._y = Images(io.outputs[0], io.spec.data_format, io.scratch)
        self._windows = pooling_windows(io, self._x.last, self._y.last)
        kept = self._y.last.size if self._dx is not None else 1
        self._chosen = io.scratch((kept,), np.int32)
        if self._dx is not None:
            self._dy = Images(io.d_outputs[0], io.spec.data_format, io.scratch)

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


def pooling_windows(io: StepArrays, x: Array, y: Array) -> Windows:
    """The windows of a pooling layer over images x with one position for each place of y."""
    down, across = (
        Axis(size, positions, -axis.zeros(size)[0], axis.stride, axis.window, axis.dilation)
        for axis, size, positions in zip(io.spec.axes, x.shape[1:3], y.shape[1:3], strict=True)
    )
    return make_windows(down, across, x.shape[3], x.itemsize)


@computes(GlobalMaxPooling2D)
class GlobalMaxPooling2DOp(PoolingOp):
    """The largest number of each channel; its gradient is split evenly among the places that hold it."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        rows, columns, channels = self._x.last.shape[1:]
        self._sizes = (rows * columns, channels)
        self._outputs = io.outputs[0].reshape(-1)
        if self._dx is not None:
            self._shares = io.workspace()((self._outputs.size,))
            self._d_outputs, self._d_images = io.d_outputs[0].reshape(-1), self._dx.last.reshape(-1)

    def forward(self, training: bool) -> None:
        self._x.read()
        threads.run(
            pooling.global_max, self.io.batch, self._chunk, *self._sizes, self._x.last.reshape(-1), self._outputs
        )

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        threads.run(
            pooling.global_max_gradient,
            self.io.batch,
            self._chunk,
            *self._sizes,
            self._x.last.reshape(-1),
            self._outputs,
            self._d_outputs,
            self._shares,
            self._d_images,
            self._dx.adds(add),
        )
        self._dx.write(add)
