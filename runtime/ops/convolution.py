"""Convolutions: products of windows and filters, with bias and activation."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from graph.layers.convolution import Conv2D, Conv2DTranspose, same_padding, transposed_padding
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import ChannelSums, Geometry, ReadsImages, RectifiedSums
from runtime.kinds.computes import computes
from runtime.ops.activation import ActivationFunction
from runtime.ops.images import Images
from runtime.ops.op import Array, BorrowingOp, Op, StepArrays


class ConvolutionOp(Op):
    """What a convolution and its transpose share: the order of the work around their products."""

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
            d_kernel, d_bias = io.d_weights.get("kernel"), io.d_weights.get("bias")
            if self._rectified:
                self._dy_rectified = RectifiedSums(self._y.last, self._dy.last, d_bias, io.workspace())
                d_bias = None
            if d_kernel is not None:
                self._to_weights = self.weight_gradients(self._x, self._dy, d_kernel, d_bias)

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
    def weight_gradients(self, x: Images, dy: Images, d_kernel: Array, d_bias: Array | None) -> list[Step]:
        """What computes the gradients of the kernel and, where it is given, the bias."""


@computes(Conv2D)
class Conv2DOp(ConvolutionOp, BorrowingOp):
    """y = x ∗ W + b."""

    def read_from(self, i: int, array: Array) -> None:
        if self._x.read_from(array):
            steps: list[object] = [self._forward, *self._to_weights]
            for step in steps:
                if isinstance(step, ReadsImages):
                    step.read_from(array.reshape(-1))

    def product(self, x: Images, y: Images) -> Step:
        spec, weights = self.io.spec, self.io.weights
        axes = zip(x.last.shape[1:3], spec.kernel_size, spec.strides, spec.dilation_rate, strict=True)
        before = [same_padding(*axis)[0] if spec.padding == "same" else 0 for axis in axes]
        self._geometry = Geometry(spec.strides, spec.dilation_rate, (before[0], before[1]), spec.groups)
        return forward(
            self._geometry, x.last, weights["kernel"], y.last, self.io.workspace(), weights.get("bias"), self._floor
        )

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return backward(self._geometry, dy.last, self.io.weights["kernel"], dx.last, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_kernel: Array, d_bias: Array | None) -> list[Step]:
        return filter_gradient(self._geometry, x.last, dy.last, d_kernel, d_bias, self.io.workspace())


@computes(Conv2DTranspose)
class Conv2DTransposeOp(ConvolutionOp):
    """The convolution that leads from y to x, run backward: y is what its gradient to the images would be."""

    def product(self, x: Images, y: Images) -> Step:
        spec, weights = self.io.spec, self.io.weights
        extra = spec.output_padding or (None, None)
        before = []
        for window, stride, gap, more in zip(spec.kernel_size, spec.strides, spec.dilation_rate, extra, strict=True):
            around = transposed_padding(window, stride, gap, spec.padding, more)[0]
            before.append((window - 1) * gap - around)
        self._geometry = Geometry(spec.strides, spec.dilation_rate, (before[0], before[1]))
        return backward(
            self._geometry, x.last, weights["kernel"], y.last, self.io.workspace(), weights.get("bias"), self._floor
        )

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return forward(self._geometry, dy.last, self.io.weights["kernel"], dx.last, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_kernel: Array, d_bias: Array | None) -> list[Step]:
        # The roles are exchanged: windows slide over the outputs' gradient.
        filters = filter_gradient(self._geometry, dy.last, x.last, d_kernel, None, self.io.workspace())
        return filters if d_bias is None else [*filters, ChannelSums(dy.last, d_bias, self.io.workspace())]
