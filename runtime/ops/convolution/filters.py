"""What all convolutions share: the order of the work around their products."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from runtime.kernels.convolution.choice import Step
from runtime.kernels.convolution.direct import Geometry, RectifiedSums
from runtime.ops.activation import ActivationFunction
from runtime.ops.images import Images
from runtime.ops.op import Array, Op, StepArrays


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
        self._x = Images(io.inputs[0], spec.data_format, io.scratch)
        self._y = Images(z, spec.data_format, io.scratch)
        self._forward = self.product(self._x, self._y)
        self._dx: Images | None = None
        self._to_weights: list[Step] = []
        if io.backward:
            self._dy = Images(io.d_outputs[0], spec.data_format, io.scratch)
            if io.d_inputs[0] is not None:
                self._dx = Images(io.d_inputs[0], spec.data_format, io.scratch)
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


def planar_geometry(spec: Any, sizes: Sequence[int], groups: int = 1) -> Geometry:
    """The geometry of `spec.axes` over places of these sizes, rows and columns; what has one axis is a single row."""
    before = [axis.zeros(size)[0] for axis, size in zip(spec.axes, sizes, strict=True)]
    return plane(spec, before, groups)


def plane(spec: Any, before: Sequence[int], groups: int = 1) -> Geometry:
    """The last two axes of a layer as a geometry, with `before` cells missing; what has one axis is a single row."""
    strides, dilation, missing = (1, *spec.strides), (1, *spec.dilation_rate), (0, *before)
    return Geometry(strides[-2:], dilation[-2:], (missing[-2], missing[-1]), groups)


def planar(kernel: Array) -> Array:
    """A kernel as those of images lie: rows, columns, channels in, channels out."""
    return kernel if kernel.ndim == 4 else kernel.reshape(1, *kernel.shape)
