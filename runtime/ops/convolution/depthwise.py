"""Depthwise convolutions: as many groups as channels."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from graph.layers.convolution.depthwise import DepthwiseConv1D, DepthwiseConv2D
from runtime.jit import threads
from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.resize import repeat, repeat_gradient
from runtime.kinds.computes import computes
from runtime.ops.convolution.filters import ConvolutionOp, planar, planar_geometry
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, Scratch


class Depthwise:
    """Filters within each channel. With several for a channel, its numbers are repeated that often first, so that
    every output channel has an input channel of its own; `copies` says how often."""

    def __init__(self, spec: Any, kernel: Array, x: Images) -> None:
        channels, self.copies = kernel.shape[-2:]
        self._x, self._many = x, channels * self.copies
        self.kernel = self.alone(kernel)
        self.geometry = planar_geometry(spec, x, self._many)

    def alone(self, kernel: Array) -> Array:
        """A kernel (or its gradient) as one of so many groups of one channel."""
        return planar(kernel.reshape(*kernel.shape[:-2], 1, -1), self._x)

    def forward(self, x: Images, y: Array, scratch: Scratch, bias: Array | None = None, floor: float = -np.inf) -> Step:
        spread = self._spread(x, scratch)
        step = forward(self.geometry, spread.images, self.kernel, y, scratch, bias, floor)
        return _after(spread, step) if self.copies > 1 else step

    def input_gradient(self, dy: Array, dx: Images, scratch: Scratch) -> Step:
        spread = self._spread(dx, scratch)
        step = backward(self.geometry, dy, self.kernel, spread.images, scratch)
        if self.copies == 1:
            return step

        def both(add: bool) -> None:
            step(False)
            spread.gather(add)

        return both

    def filter_gradients(
        self, x: Images, dy: Array, d_kernel: Array, d_bias: Array | None, scratch: Scratch
    ) -> list[Step]:
        spread = self._spread(x, scratch)
        steps = filter_gradient(self.geometry, spread.images, dy, self.alone(d_kernel), d_bias, scratch)
        return [_after(spread, steps[0]), *steps[1:]] if self.copies > 1 else steps

    def _spread(self, x: Images, scratch: Scratch) -> Spread:
        return Spread(x, self.copies, scratch)


class Spread:
    """Images whose channels are repeated, `copies` neighbours each; the images themselves where that is one."""

    def __init__(self, x: Images, copies: int, scratch: Scratch) -> None:
        self._source, self._copies = x.last, copies
        planes = x.planes
        self.images = planes if copies == 1 else scratch((*planes.shape[:3], planes.shape[3] * copies))
        self._sizes = (prod(planes.shape[1:]), 1, 1, copies)

    def spread(self) -> None:
        size, batch = self._sizes[0], len(self._source)
        source, target = self._source.reshape(-1), self.images.reshape(-1)
        threads.run(repeat, batch, image_chunk(size * self._copies), source, 1, size, 1, 1, self._copies, target)

    def gather(self, add: bool) -> None:
        """The sum over the copies."""
        size, batch = self._sizes[0], len(self._source)
        source, target = self.images.reshape(-1), self._source.reshape(-1)
        chunk = image_chunk(size * self._copies)
        threads.run(repeat_gradient, batch, chunk, source, 1, size, 1, 1, self._copies, target, add)


def _after(spread: Spread, step: Step) -> Step:
    def both(add: bool) -> None:
        spread.spread()
        step(add)

    return both


@computes(DepthwiseConv1D, DepthwiseConv2D)
class DepthwiseConv2DOp(ConvolutionOp):
    """y = x ∗ W + b within each channel."""

    def product(self, x: Images, y: Images) -> Step:
        weights = self.io.weights
        self._depthwise = Depthwise(self.io.spec, weights["kernel"], x)
        return self._depthwise.forward(x, y.planes, self.io.workspace(), weights.get("bias"), self._floor)

    def input_gradient(self, dy: Images, dx: Images) -> Step:
        return self._depthwise.input_gradient(dy.planes, dx, self.io.workspace())

    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        d_kernel = self.gradient_of("kernel")
        return self._depthwise.filter_gradients(x, dy.planes, d_kernel, d_bias, self.io.workspace())
