"""Global poolings: the largest number or the mean of each channel."""

from __future__ import annotations

from math import prod

import numpy as np

from graph.layers.pooling.global_pooling import GlobalAveragePooling, GlobalAveragePooling1D, GlobalMaxPooling
from runtime.jit import threads
from runtime.kernels.convolution import pooling
from runtime.kinds.computes import computes
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, BorrowingOp, StepArrays


class GlobalPoolingOp(BorrowingOp):
    """What all share: images in, rows of channels out."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x = Images(io.inputs[0], form, io.scratch)
        batch, *places, channels = self._x.last.shape
        self._sizes, self._rows = (prod(places), channels), (batch, channels)
        self._y = io.outputs[0].reshape(-1)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), io.d_outputs[0].reshape(-1)
        self._chunk = image_chunk(self._x.last[0].size)

    def read_from(self, i: int, array: Array) -> None:
        self._x.read_from(array)


@computes(GlobalMaxPooling)
class GlobalMaxPoolingOp(GlobalPoolingOp):
    """The largest number of each channel; its gradient is split evenly among the places that hold it."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        if self._dx is not None:
            self._shares = io.workspace()((self._y.size,))

    def forward(self, training: bool) -> None:
        self._x.read()
        arrays = self._x.last.reshape(-1), self._y
        threads.run(pooling.global_max, self.io.batch, self._chunk, *self._sizes, *arrays)

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
            self._y,
            self._dy,
            self._shares,
            self._dx.last.reshape(-1),
            self._dx.adds(add),
        )
        self._dx.write(add)


@computes(GlobalAveragePooling)
class GlobalAveragePoolingOp(GlobalPoolingOp):
    """The mean of each channel."""

    def forward(self, training: bool) -> None:
        self._x.read()
        arrays = self._x.last.reshape(-1), self._y
        threads.run(pooling.global_average, self.io.batch, self._chunk, *self._sizes, *arrays)

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        arrays = self._dy, self._dx.last.reshape(-1)
        threads.run(
            pooling.global_average_gradient, self.io.batch, self._chunk, *self._sizes, *arrays, self._dx.adds(add)
        )
        self._dx.write(add)


@computes(GlobalAveragePooling1D)
class GlobalAveragePooling1DOp(GlobalAveragePoolingOp):
    """With a mask the mean of the steps that count; a sample without any gives zeros, where Keras' are no numbers."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        mask = io.input_masks[0] if io.input_masks else None
        self._mask = None if mask is None else mask[:, :, None]
        if self._mask is not None:
            take = io.workspace()
            self._counted, self._share = take(self._x.last.shape), take(self._rows)
            self._count = io.scratch((self._rows[0], 1))

    def forward(self, training: bool) -> None:
        if self._mask is None:
            super().forward(training)
            return
        self._x.read()
        y = self._y.reshape(self._rows)
        # What does not count may be anything, so it is not multiplied.
        self._counted.fill(0)
        np.copyto(self._counted, self._x.last, where=self._mask)
        np.sum(self._counted, axis=1, out=y)
        np.sum(self._mask, axis=1, out=self._count)
        np.maximum(self._count, 1, out=self._count)
        np.divide(y, self._count, out=y)

    def backward(self) -> None:
        if self._mask is None or self._dx is None:
            super().backward()
            return
        add, dx = self.io.add_inputs[0], self._dx.last
        np.divide(self._dy.reshape(self._rows), self._count, out=self._share)
        if not self._dx.adds(add):
            dx.fill(0)
        np.add(dx, self._share[:, None], out=dx, where=self._mask)
        self._dx.write(add)
