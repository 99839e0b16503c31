"""Separable convolutions: filters within each channel, then a product that mixes the channels of each place."""

from __future__ import annotations

import numpy as np

from graph.layers.convolution.separable import SeparableConv1D, SeparableConv2D
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import Geometry
from runtime.kinds.computes import computes
from runtime.ops.convolution.depthwise import Depthwise
from runtime.ops.convolution.filters import ConvolutionOp, planar
from runtime.ops.images import Images
from runtime.ops.op import Array

PLACE = Geometry((1, 1), (1, 1), (0, 0))
"""A window of one place."""


@computes(SeparableConv1D, SeparableConv2D)
class SeparableConv2DOp(ConvolutionOp):
    """y = (x ∗ W within each channel) · P + b; what lies between is kept for the way back."""

    def product(self, x: Images, y: Images) -> Step:
        io, weights = self.io, self.io.weights
        self._depthwise = Depthwise(io.spec, weights["depthwise_kernel"], x)
        self._mixture = planar(weights["pointwise_kernel"], x)
        shape = (*y.planes.shape[:3], self._mixture.shape[2])
        scratch = io.workspace()
        self._between = io.scratch(shape) if io.backward else scratch(shape)
        self._d_between = io.scratch(shape) if io.backward else self._between
        within = self._depthwise.forward(x, self._between, scratch, floor=-np.inf)
        mix = forward(PLACE, self._between, self._mixture, y.planes, scratch, weights.get("bias"), self._floor)

        def both(add: bool) -> None:
            within(False)
            mix(add)

        return both

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        step = self._depthwise.input_gradient(self._d_between, dx, self.io.workspace())
        # Where gradients of weights are owed, they have been there before.
        if any(gradient is not None for gradient in self.io.d_weights.values()):
            return step
        back = self._back(dy)

        def both(add: bool) -> None:
            back(False)
            step(add)

        return both

    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        io, back = self.io, self._back(dy)
        d_depthwise, d_mixture = self.gradient_of("depthwise_kernel"), planar(self.gradient_of("pointwise_kernel"), x)
        mixture = filter_gradient(PLACE, self._between, dy.planes, d_mixture, d_bias, io.workspace())
        within = self._depthwise.filter_gradients(x, self._d_between, d_depthwise, None, io.workspace())

        def between(_add: bool) -> None:
            back(False)

        return [*mixture, between, *within]

    def _back(self, dy: Images) -> Step:
        return backward(PLACE, dy.planes, self._mixture, self._d_between, self.io.workspace())
