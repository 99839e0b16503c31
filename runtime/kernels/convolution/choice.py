"""Which way a convolution is computed: chosen by its shapes alone, from measurement, so it never depends on threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from runtime.kernels.convolution.direct import Backward, ChannelSums, FilterGradient, Forward, Geometry, window_axes
from runtime.kernels.convolution.few_channels import FewChannels, FewChannelsFilterGradient, phases
from runtime.kernels.convolution.few_outputs import FewOutputs, FewOutputsFilterGradient
from runtime.kernels.convolution.windows import Axis
from runtime.kernels.convolution.winograd import WinogradFilterGradient, WinogradForward
from runtime.kernels.matmul.microkernel import LANES_32, ROWS

Array = np.ndarray[Any, Any]
Scratch = Callable[..., Array]
Step = Callable[[bool], None]
"""A bound product: step(add)."""

TRANSFORM = 12
"""What transforming a number costs beside a product, in channels: one of 12 channels costs as much as its product."""

LARGE_TILE = 1.12
"""What a product in tiles of 4 × 4 costs more than in tiles of 3 × 3: more transforms, fewer tiles in the cache."""

FEW = 4
"""Channels up to which a banded matrix beats the register tile."""

SUM = 4
"""What adding one number to an output costs, in steps of a tile's vector."""

ROW = 64
"""Numbers in a row that are worth it."""


def forward(
    geometry: Geometry, images: Array, filters: Array, outputs: Array, scratch: Scratch, bias: Array | None = None,
    floor: float = -np.inf,
) -> Step:  # fmt: skip
    """outputs = images ∗ filters + bias, but not below `floor`; see `convolution.Forward`."""
    m = winograd_tile(geometry, images, filters, outputs)
    if m:
        return WinogradForward(m, geometry.padding, images, filters, outputs, scratch, bias, floor=floor)
    if few_channels(geometry, images, outputs):
        axes = window_axes(geometry, images, filters, outputs)
        return FewChannels(axes, images, filters, outputs, scratch, bias, floor=floor)
    if few_outputs(geometry, images, filters, outputs):
        axes = window_axes(geometry, images, filters, outputs)
        return FewOutputs(axes, images, filters, outputs, scratch, bias, floor=floor)
    return Forward(geometry, images, filters, outputs, scratch, bias, floor=floor)


def backward(
    geometry: Geometry, outputs: Array, filters: Array, images: Array, scratch: Scratch, bias: Array | None = None,
    floor: float = -np.inf,
) -> Step:  # fmt: skip
    """The gradient to the images, or a transposed convolution; see `convolution.Backward`."""
    m = winograd_tile(geometry, outputs, filters, images)
    if m:
        before = (2 - geometry.padding[0], 2 - geometry.padding[1])
        return WinogradForward(m, before, outputs, filters, images, scratch, bias, True, floor)
    if few_channels(geometry, outputs, images):
        axes = _axes_back(geometry, outputs, filters, images)
        return FewChannels(axes, outputs, filters, images, scratch, bias, True, floor)
    if few_outputs(geometry, outputs, filters, images):
        axes = _axes_back(geometry, outputs, filters, images)
        return FewOutputs(axes, outputs, filters, images, scratch, bias, True, floor)
    return Backward(geometry, outputs, filters, images, scratch, bias, floor)


def _axes_back(geometry: Geometry, outputs: Array, filters: Array, images: Array) -> list[Axis]:
    """The windows that slide over the outputs on the way back to the images, for steps of 1."""
    return [
        Axis(axis.positions, axis.size, -axis.first - (axis.window - 1) * axis.gap, 1, axis.window, axis.gap)
        for axis in window_axes(geometry, images, filters, outputs)
    ]


def filter_gradient(
    geometry: Geometry, images: Array, d_outputs: Array, d_filters: Array, d_bias: Array | None, scratch: Scratch
) -> list[Step]:
    """d_filters (+)= Σ windowsᵀ · d_outputs and d_bias (+)= Σ d_outputs; see `convolution.FilterGradient`."""
    m = winograd_tile(geometry, images, d_filters, d_outputs)
    filters: Step
    if m:
        filters = WinogradFilterGradient(m, geometry.padding, images, d_outputs, d_filters, scratch)
    elif few_channels(geometry, images, d_outputs):
        axes = window_axes(geometry, images, d_filters, d_outputs)
        filters = FewChannelsFilterGradient(axes, images, d_outputs, d_filters, scratch)
    elif exchange_pays(geometry, d_filters):
        filters = FewOutputsFilterGradient(geometry, images, d_outputs, d_filters, scratch)
    else:
        return [FilterGradient(geometry, images, d_outputs, d_filters, d_bias, scratch)]
    return [filters] if d_bias is None else [filters, ChannelSums(d_outputs, d_bias, scratch)]


def winograd_tile(geometry: Geometry, images: Array, filters: Array, outputs: Array) -> int:
    """The side of Winograd's tiles, 0 where windows are read directly.

    Float64 is read directly always: it is there for checks.
    """
    unit = geometry.strides == geometry.dilation == (1, 1) and geometry.groups == 1 and filters.shape[:2] == (3, 3)
    channels, share = images.shape[3], outputs.shape[3]
    if not unit or images.dtype != np.float32 or channels % LANES_32 or share % LANES_32:
        return 0
    batch, high, wide = outputs.shape[:3]

    def cost(m: int) -> float:
        tiles = batch * -(-high // m) * -(-wide // m)
        return (m + 2) ** 2 * (tiles * (1 + TRANSFORM / channels + TRANSFORM / share) + 2)

    three, four = cost(3), cost(4) * LARGE_TILE
    if min(three, four) >= batch * high * wide * 9:
        return 0
    return 3 if three <= four else 4


def few_channels(geometry: Geometry, images: Array, outputs: Array) -> bool:
    """Whether rows are taken as flat rows of numbers: few channels, as many out as in, and rows that fill vectors."""
    channels = images.shape[3]
    if geometry.strides != (1, 1) or geometry.groups != 1 or channels != outputs.shape[3] or channels > FEW:
        return False
    return phases(channels, images.itemsize) in (1, 3) and outputs.shape[2] * channels >= ROW


def few_outputs(geometry: Geometry, images: Array, filters: Array, outputs: Array) -> bool:
    """Whether the cells of a window side by side fill vectors that the channels out would leave empty."""
    cells, channels, many = filters.shape[0] * filters.shape[1], images.shape[3], outputs.shape[3]
    if geometry.strides != (1, 1) or geometry.groups != 1 or cells < 2:
        return False
    return 2 * (channels * _vectors(cells * many) + SUM * cells * many) < cells * channels * _vectors(many)


def exchange_pays(geometry: Geometry, d_filters: Array) -> bool:
    """Whether a filter gradient fills vectors better with the channels in as columns and the cells as rows."""
    rows, columns, channels, many = d_filters.shape
    if geometry.strides != (1, 1) or geometry.groups != 1:
        return False
    tiles = -(-rows * columns * many // ROWS) * ROWS
    return 2 * tiles * _vectors(channels) < rows * columns * channels * _vectors(many)


def _vectors(numbers: int) -> int:
    return -(-numbers // LANES_32)
