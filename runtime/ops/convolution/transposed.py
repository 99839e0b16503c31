"""Transposed convolutions: the gradient of a convolution as a layer of its own."""

from __future__ import annotations

from graph.layers.convolution.transposed import Conv2DTranspose
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import ChannelSums, Geometry
from runtime.kinds.computes import computes
from runtime.ops.convolution.filters import ConvolutionOp
from runtime.ops.images import Images
from runtime.ops.op import Array


@computes(Conv2DTranspose)
class Conv2DTransposeOp(ConvolutionOp):
    """The convolution that leads from y to x, run backward: y is what its gradient to the images would be."""

    def product(self, x: Images, y: Images) -> Step:
        spec, weights = self.io.spec, self.io.weights
        before = [axis.cut() for axis in spec.axes]
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
