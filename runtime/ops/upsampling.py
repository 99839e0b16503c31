"""Enlarging an image by whole factors."""

from __future__ import annotations

from graph.layers.reshaping import UpSampling2D
from runtime.jit import threads
from runtime.kernels.convolution.resize import Bands, interpolate, interpolation_bands, repeat, repeat_gradient
from runtime.kinds.computes import computes
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Op, StepArrays


@computes(UpSampling2D)
class UpSampling2DOp(Op):
    """Cells repeated, or interpolated along rows and then along columns."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x, self._y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self._chunk = image_chunk(self._y.last[0].size)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        if io.spec.interpolation != "nearest":
            batch, rows, columns, channels = self._x.last.shape
            method, dtype = io.spec.interpolation, io.dtype
            self._down = interpolation_bands(rows, io.spec.size[0], method, dtype)
            self._across = interpolation_bands(columns, io.spec.size[1], method, dtype)
            self._between = io.workspace()((batch, rows * io.spec.size[0], columns, channels))

    def forward(self, training: bool) -> None:
        self._x.read()
        if self.io.spec.interpolation == "nearest":
            threads.run(
                repeat,
                self.io.batch,
                self._chunk,
                self._x.last.reshape(-1),
                *self._x.last.shape[1:],
                *self.io.spec.size,
                self._y.last.reshape(-1),
            )
        else:
            self._interpolate(self._x, self._down[0], self._across[0], self._y)
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        if self.io.spec.interpolation == "nearest":
            threads.run(
                repeat_gradient,
                self.io.batch,
                self._chunk,
                self._dy.last.reshape(-1),
                *self._dx.last.shape[1:],
                *self.io.spec.size,
                self._dx.last.reshape(-1),
                self._dx.adds(add),
            )
        else:
            self._interpolate_back(self._dy, self._dx, self._dx.adds(add))
        self._dx.write(add)

    def _interpolate(self, x: Images, down: Bands, across: Bands, y: Images) -> None:
        batch, rows, columns, channels = x.last.shape
        middle = self._between.reshape(-1)
        threads.run(interpolate, batch, self._chunk, x.last.reshape(-1), rows, columns * channels, *down, middle, False)
        lines = batch * self._between.shape[1]
        threads.run(
            interpolate,
            lines,
            self._chunk * self._between.shape[1],
            middle,
            columns,
            channels,
            *across,
            y.last.reshape(-1),
            False,
        )

    def _interpolate_back(self, dy: Images, dx: Images, add: bool) -> None:
        batch, rows, columns, channels = dy.last.shape
        middle, width = self._between.reshape(-1), self._between.shape[2]
        threads.run(
            interpolate,
            batch * rows,
            self._chunk * rows,
            dy.last.reshape(-1),
            columns,
            channels,
            *self._across[1],
            middle,
            False,
        )
        threads.run(
            interpolate, batch, self._chunk, middle, rows, width * channels, *self._down[1], dx.last.reshape(-1), add
        )
