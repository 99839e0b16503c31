"""What all convolutions share: the order of the work around their products."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.layers.convolution.windows import channel_axis
from runtime.kernels.convolution.choice import Step
from runtime.kernels.convolution.direct import Geometry, RectifiedSums
from runtime.kernels.matmul.microkernel import LANES_32
from runtime.ops.activation import ActivationFunction
from runtime.ops.images import Images
from runtime.ops.op import Array, Op, StepArrays

LONG = 1 << 20
"""Bytes of a sequence that are too many for a core's second cache beside everything else."""


class ConvolutionOp(Op):
    """What all convolutions share: the order of the work around their products."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec = io.spec
        # A function whose slope is taken from its input needs z beside y; the others overwrite it.
        apart = io.backward and ActivationFunction.needs_input(spec.activation)
        z = io.scratch(io.outputs[0].shape) if apart else io.outputs[0]
        self._function = ActivationFunction(spec.activation, z, io.outputs[0])
        # The products themselves end with the commonest function, on numbers that are still in the cache.
        self._rectified = spec.activation == "relu"
        self._floor = 0.0 if self._rectified else -np.inf
        self._plain = spec.activation in ("linear", "relu")
        upright = stands_upright(spec, io.inputs[0], z)
        self._x = Images(io.inputs[0], spec.data_format, io.scratch, upright)
        self._y = Images(z, spec.data_format, io.scratch, upright)
        self._forward = self.product(self._x, self._y)
        self._dx: Images | None = None
        self._to_weights: list[Step] = []
        if io.backward:
            self._dy = Images(io.d_outputs[0], spec.data_format, io.scratch, upright)
            if io.d_inputs[0] is not None:
                self._dx = Images(io.d_inputs[0], spec.data_format, io.scratch, upright)
                self._to_inputs = self.input_gradient(self._dy, self._dx)
            d_bias = io.d_weights.get("bias")
            if self._rectified:
                self._dy_rectified = RectifiedSums(self._y.last, self._dy.last, d_bias, io.workspace())
                d_bias = None
            if any(gradient is not None for gradient in io.d_weights.values()):
                self._to_weights = self.weight_gradients(self._x, self._dy, d_bias)

    def forward(self, training: bool) -> None:
        self._x.read()
        self._forward(False)
        self._y.write()
        if not self._plain:
            self._function.forward()

    def backward(self) -> None:
        io = self.io
        if not self._rectified:
            self._function.backward(io.d_outputs[0], io.d_outputs[0])
        self._dy.read()
        if self._rectified:
            self._dy_rectified(io.add_weights)
        for gradient in self._to_weights:
            gradient(io.add_weights)
        if self._dx is not None:
            add = io.add_inputs[0]
            self._to_inputs(self._dx.adds(add))
            self._dx.write(add)

    @abstractmethod
    def product(self, x: Images, y: Images) -> Step:
        """What computes y from x."""

    @abstractmethod
    def input_gradient(self, dy: Images, dx: Images) -> Step:
        """What computes dx from dy."""

    @abstractmethod
    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        """What computes the gradients of the kernels and, where it is given, the bias."""

    def gradient_of(self, weight: str) -> Array:
        """Where a weight's gradient goes, asked for while some are owed: a layer's weights are frozen all or none."""
        gradient = self.io.d_weights[weight]
        assert gradient is not None
        return gradient


def planar_geometry(spec: Any, x: Images, groups: int = 1) -> Geometry:
    """The geometry of windows along `spec.axes` of x, which they are laid over as `x.planes`."""
    before = [axis.zeros(size)[0] for axis, size in zip(spec.axes, x.last.shape[1:-1], strict=True)]
    return plane(spec, before, x.upright, groups)


def plane(spec: Any, before: Sequence[int], upright: bool, groups: int = 1) -> Geometry:
    """The last two axes of a layer as a geometry, with `before` cells missing; a sequence has one, and another of 1."""
    strides, dilation, missing = (
        (*given, alone) if upright else (alone, *given)[-2:]
        for given, alone in ((spec.strides, 1), (spec.dilation_rate, 1), (tuple(before), 0))
    )
    return Geometry(strides, dilation, missing, groups)


def planar(kernel: Array, x: Images) -> Array:
    """A kernel as those of images lie, for x: rows, columns, channels in, channels out."""
    if kernel.ndim == 4:
        return kernel
    steps, *channels = kernel.shape
    return kernel.reshape(steps, 1, *channels) if x.upright else kernel.reshape(1, steps, *channels)


def stands_upright(spec: Any, x: Array, y: Array) -> bool:
    """Whether sequences are images of one column: rows of an image can be worked on one after the other.

    That pays where a sequence does not fit the cache and has enough channels to fill vectors without its neighbours.
    """
    if spec.rank > 1:
        return False
    axis = channel_axis(spec.rank, spec.data_format)
    few = min(x.shape[axis], y.shape[axis])
    return few >= LANES_32 and max(x.nbytes, y.nbytes) // len(x) > LONG
