"""Convolutions over sequences, images and volumes: products of windows and filters."""

from __future__ import annotations

from graph.layers.convolution.conv import Conv1D, Conv2D, Conv3D
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import ReadsImages
from runtime.kernels.convolution.windows import Axis
from runtime.kinds.computes import computes
from runtime.ops.convolution.filters import ConvolutionOp, planar, planar_geometry
from runtime.ops.convolution.volumes import VolumeOp
from runtime.ops.images import Images
from runtime.ops.op import Array, BorrowingOp


@computes(Conv1D, Conv2D)
class Conv2DOp(ConvolutionOp, BorrowingOp):
    """y = x ∗ W + b; a sequence is an image of one row, or of one column."""

    def read_from(self, i: int, array: Array) -> None:
        if self._x.read_from(array):
            steps: list[object] = [self._forward, *self._to_weights]
            for step in steps:
                if isinstance(step, ReadsImages):
                    step.read_from(array.reshape(-1))

    def product(self, x: Images, y: Images) -> Step:
        spec, weights = self.io.spec, self.io.weights
        self._geometry = planar_geometry(spec, x, spec.groups)
        self._kernel = planar(weights["kernel"], x)
        return forward(
            self._geometry, x.planes, self._kernel, y.planes, self.io.workspace(), weights.get("bias"), self._floor
        )

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return backward(self._geometry, dy.planes, self._kernel, dx.planes, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        d_kernel = planar(self.gradient_of("kernel"), x)
        return filter_gradient(self._geometry, x.planes, dy.planes, d_kernel, d_bias, self.io.workspace())


@computes(Conv3D)
class Conv3DOp(VolumeOp):
    """y = x ∗ W + b."""

    def product(self, x: Images, y: Images) -> Step:
        spec, depth = self.io.spec, x.last.shape[1]
        down = spec.axes[0]
        self.geometry = planar_geometry(spec, x, spec.groups)
        self.axis = Axis(depth, y.last.shape[1], -down.zeros(depth)[0], down.stride, down.window, down.dilation)
        return self.there(x, y, self.io.weights.get("bias"), self._floor)

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return self.back(dy, dx)

    def filters_gradient(self, x: Images, dy: Images) -> Step:
        return self.kernel_gradient(x, dy)
