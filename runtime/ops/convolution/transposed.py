"""Transposed convolutions: the gradient of a convolution as a layer of its own."""

from __future__ import annotations

from graph.layers.convolution.transposed import Conv1DTranspose, Conv2DTranspose, Conv3DTranspose
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import ChannelSums
from runtime.kernels.convolution.windows import Axis
from runtime.kinds.computes import computes
from runtime.ops.convolution.filters import ConvolutionOp, planar, plane
from runtime.ops.convolution.volumes import VolumeOp
from runtime.ops.images import Images
from runtime.ops.op import Array


@computes(Conv1DTranspose, Conv2DTranspose)
class Conv2DTransposeOp(ConvolutionOp):
    """The convolution that leads from y to x, run backward: y is what its gradient to the images would be."""

    def product(self, x: Images, y: Images) -> Step:
        spec, weights = self.io.spec, self.io.weights
        self._geometry = plane(spec, [axis.cut() for axis in spec.axes], x.upright)
        self._kernel = planar(weights["kernel"], x)
        return backward(
            self._geometry, x.planes, self._kernel, y.planes, self.io.workspace(), weights.get("bias"), self._floor
        )

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return forward(self._geometry, dy.planes, self._kernel, dx.planes, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        # The roles are exchanged: windows slide over the outputs' gradient.
        d_kernel = planar(self.gradient_of("kernel"), x)
        filters = filter_gradient(self._geometry, dy.planes, x.planes, d_kernel, None, self.io.workspace())
        return filters if d_bias is None else [*filters, ChannelSums(dy.planes, d_bias, self.io.workspace())]


@computes(Conv3DTranspose)
class Conv3DTransposeOp(VolumeOp):
    """The convolution that leads from y to x, run backward."""

    def product(self, x: Images, y: Images) -> Step:
        spec = self.io.spec
        down = spec.axes[0]
        self.geometry = plane(spec, [axis.cut() for axis in spec.axes], x.upright)
        self.axis = Axis(y.last.shape[1], x.last.shape[1], -down.cut(), down.stride, down.window, down.dilation)
        return self.back(x, y, self.io.weights.get("bias"), self._floor)

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return self.there(dy, dx)

    def filters_gradient(self, x: Images, dy: Images) -> Step:
        return self.kernel_gradient(dy, x)
