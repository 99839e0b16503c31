"""Rows and cells shown several times; images enlarged by interpolation."""

from __future__ import annotations

from functools import partial

from graph.layers.reshaping.repeating import RepeatVector, UpSampling1D, UpSampling2D, UpSampling3D
from runtime.jit import threads
from runtime.kernels.convolution.resize import repeat, repeat_gradient, resize_bands
from runtime.kinds.computes import computes
from runtime.ops.axis_passes import AxisPassesOp, LinearPass, MakePass
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, Op, StepArrays

Sizes = tuple[int, int, int, int, int]
"""How a pass sees an array: rows, columns and channels of its blocks, and how often rows and columns are repeated."""


@computes(RepeatVector, UpSampling1D, UpSampling3D)
class RepeatingOp(Op):
    """Cells repeated, in one pass or in two: columns and rows first, then layers of a volume."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = getattr(io.spec, "data_format", "channels_last")
        self._x, self._y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        self._passes = self.passes(self._x.last.shape)
        self._between = None
        if len(self._passes) > 1:
            blocks, (rows, columns, channels, down, across) = self._passes[0]
            self._between = io.workspace()((blocks * rows * down * columns * across * channels,), self._x.last.dtype)

    def passes(self, shape: tuple[int, ...]) -> list[tuple[int, Sizes]]:
        """The passes that lead from an array of this shape, channels last, to the output: (blocks, sizes) each."""
        batch, *places, channels = shape
        if isinstance(self.io.spec, RepeatVector):
            return [(batch, (1, 1, channels, self.io.spec.n, 1))]
        factors = self.io.spec.factors()
        if len(places) == 1:
            return [(batch, (places[0], 1, channels, factors[0], 1))]
        rows, columns = places[-2:]
        down, across = factors[-2:]
        flat = (rows, columns, channels, down, across)
        if len(places) == 2:
            return [(batch, flat)]
        layer = rows * down * columns * across * channels
        return [(batch * places[0], flat), (batch, (places[0], 1, layer, factors[0], 1))]

    def forward(self, training: bool) -> None:
        self._x.read()
        source = self._x.last.reshape(-1)
        for number, (blocks, sizes) in enumerate(self._passes):
            target = self._y.last.reshape(-1) if number == len(self._passes) - 1 else self._middle
            threads.run(repeat, blocks, _chunk(sizes), source, *sizes, target)
            source = target
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        source = self._dy.last.reshape(-1)
        for number, (blocks, sizes) in reversed([*enumerate(self._passes)]):
            target = self._middle if number else self._dx.last.reshape(-1)
            adds = not number and self._dx.adds(add)
            threads.run(repeat_gradient, blocks, _chunk(sizes), source, *sizes, target, adds)
            source = target
        self._dx.write(add)

    @property
    def _middle(self) -> Array:
        assert self._between is not None
        return self._between


def _chunk(sizes: Sizes) -> int:
    rows, columns, channels, down, across = sizes
    return image_chunk(rows * columns * channels * down * across)


class InterpolatingOp(AxisPassesOp):
    """Numbers between the cells, along rows and then along columns."""

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        method, dtype = self.io.spec.interpolation, self.io.dtype
        matrices = [
            resize_bands(size, size * factor, method, False, dtype)
            for size, factor in zip(places, self.io.spec.factors(), strict=True)
        ]
        return [(axis, partial(LinearPass, bands=bands)) for axis, bands in enumerate(matrices)]


@computes(UpSampling2D)
class UpSampling2DOp(Op):
    """Repeats or interpolates, as `interpolation` says."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._way = RepeatingOp(io) if io.spec.repeats else InterpolatingOp(io)

    def forward(self, training: bool) -> None:
        self._way.forward(training)

    def backward(self) -> None:
        self._way.backward()
