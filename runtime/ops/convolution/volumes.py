"""Convolutions over volumes: the slices that a window sees are stacked as channels, and images are convolved."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from runtime.kernels.convolution.choice import Step, backward, filter_gradient, forward
from runtime.kernels.convolution.direct import ChannelSums, Geometry
from runtime.kernels.convolution.volumes import Stacked, StackedKernel
from runtime.kernels.convolution.windows import Axis
from runtime.ops.convolution.filters import ConvolutionOp
from runtime.ops.images import Images
from runtime.ops.op import Array, Scratch


class VolumeOp(ConvolutionOp):
    """What a convolution over volumes and its transpose share; `geometry` and `axis` are those of the convolution."""

    geometry: Geometry
    axis: Axis

    def stacked(self, volumes: Images, scratch: Scratch) -> Stacked:
        return Stacked(self.axis, self.geometry.groups, volumes.last, scratch)

    def there(self, source: Images, target: Images, bias: Array | None = None, floor: float = -np.inf) -> Step:
        """The convolution from its larger side to its smaller."""
        scratch = self.io.workspace()
        volumes, kernel = self.stacked(source, scratch), StackedKernel(self.io.weights["kernel"], scratch)
        step = forward(self.geometry, volumes.images, kernel.planar, target.planes, scratch, bias, floor)

        def run(add: bool) -> None:
            volumes.stack()
            kernel.stack()
            step(add)

        return run

    def back(self, source: Images, target: Images, bias: Array | None = None, floor: float = -np.inf) -> Step:
        """From the smaller side to the larger."""
        scratch = self.io.workspace()
        volumes, kernel = self.stacked(target, scratch), StackedKernel(self.io.weights["kernel"], scratch)
        ends = (bias, floor) if volumes.same else (None, -np.inf)
        step = backward(self.geometry, source.planes, kernel.planar, volumes.images, scratch, *ends)

        def run(add: bool) -> None:
            kernel.stack()
            step(add and volumes.same)
            volumes.unstack(add, bias, floor)

        return run

    def kernel_gradient(self, larger: Images, smaller: Images) -> Step:
        scratch = self.io.workspace()
        volumes, kernel = self.stacked(larger, scratch), StackedKernel(self.gradient_of("kernel"), scratch)
        (step,) = filter_gradient(self.geometry, volumes.images, smaller.planes, kernel.planar, None, scratch)

        def run(add: bool) -> None:
            volumes.stack()
            step(add and kernel.same)
            kernel.unstack(add)

        return run

    def weight_gradients(self, x: Images, dy: Images, d_bias: Array | None) -> list[Step]:
        step = self.filters_gradient(x, dy)
        return [step] if d_bias is None else [step, ChannelSums(dy.planes, d_bias, self.io.workspace())]

    @abstractmethod
    def filters_gradient(self, x: Images, dy: Images) -> Step:
        """What computes the kernel's gradient."""
