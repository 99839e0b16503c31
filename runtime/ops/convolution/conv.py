"""Convolutions: products of windows and filters."""

from __future__ import annotations

from graph.layers.convolution.conv import Conv2D
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import Geometry, ReadsImages
from runtime.kinds.computes import computes
from runtime.ops.convolution.filters import ConvolutionOp
from runtime.ops.images import Images
from runtime.ops.op import Array, BorrowingOp


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
        before = [axis.zeros(size)[0] for axis, size in zip(spec.axes, x.last.shape[1:3], strict=True)]
        self._geometry = Geometry(spec.strides, spec.dilation_rate, (before[0], before[1]), spec.groups)
        return forward(
            self._geometry, x.last, weights["kernel"], y.last, self.io.workspace(), weights.get("bias"), self._floor
        )

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return backward(self._geometry, dy.last, self.io.weights["kernel"], dx.last, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_kernel: Array, d_bias: Array | None) -> list[Step]:
        return filter_gradient(self._geometry, x.last, dy.last, d_kernel, d_bias, self.io.workspace())
