"""Convolutions bound to their arrays: forward, back to the images, back to the filters. The same three serve the
transposed convolution with their roles exchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.kernels.convolution.window_products import (
    channel_sums,
    correlate,
    filter_parts,
    join_parts,
    rectified_sums,
    sums_width,
    turn_filters,
)  # fmt: skip
from runtime.kernels.convolution.windows import (
    Axis,
    Windows,
    cell_table,
    copy_size,
    frozen,
    make_windows,
    position_table,
)
from runtime.kernels.matmul.microkernel import NO_TABLE, ROWS

Array = np.ndarray[Any, Any]
Scratch = Callable[..., Array]

SMALL = 1 << 20
"""Multiplications below which the calling thread does all the work: a hand-over costs some 20 µs."""

PART_BYTES = 1 << 20
"""Room for all parts of a filter gradient; more parts than this has room for would not fit the cache."""

PIECES = 8
"""Pieces of work a filter gradient is cut into at least."""


class ReadsImages:
    """A bound convolution whose images may lie elsewhere in each step: `arguments` has their flat array at `place`."""

    arguments: tuple[Any, ...]
    place = 1

    def read_from(self, images: Array) -> None:
        """Find the images in this flat array from now on."""
        self.arguments = (*self.arguments[: self.place], images, *self.arguments[self.place + 1 :])


class Geometry(NamedTuple):
    """A convolution's steps, gaps and padding before the first row and column; sizes come from the arrays."""

    strides: tuple[int, int]
    dilation: tuple[int, int]
    padding: tuple[int, int]
    groups: int = 1


def window_axes(geometry: Geometry, images: Array, filters: Array, outputs: Array) -> list[Axis]:
    """The windows that slide down and across the images."""
    return [
        Axis(images.shape[i + 1], outputs.shape[i + 1], -geometry.padding[i], geometry.strides[i], filters.shape[i],
             geometry.dilation[i])
        for i in (0, 1)
    ]  # fmt: skip


class Forward(ReadsImages):
    """outputs = images ∗ filters + bias, but not below `floor`: 0 for relu, else minus infinity.

    images (batch, rows, columns, channels), filters (rows, columns, channels / groups, output channels),
    outputs (batch, rows, columns, output channels): contiguous. `add`: onto what outputs hold, in place of the bias.
    """

    def __init__(
        self, geometry: Geometry, images: Array, filters: Array, outputs: Array, scratch: Scratch,
        bias: Array | None = None, floor: float = -np.inf,
    ) -> None:  # fmt: skip
        axes = window_axes(geometry, images, filters, outputs)
        flat, outputs_flat = filters.reshape(-1), outputs.reshape(-1)
        line = outputs.shape[2] * outputs.shape[3]
        self._run = _Correlation(
            axes[0], axes[1], images, flat, 0, filters.shape[2:], geometry.groups, outputs_flat, 0, outputs[0].size,
            line, outputs.shape[3], scratch, bias, floor,
        )  # fmt: skip

    def read_from(self, images: Array) -> None:
        self._run.read_from(images)

    def __call__(self, add: bool = False) -> None:
        self._run(add)


class Backward:
    """images = the transposed convolution of outputs by filters: the gradient to the images, from the outputs'.

    Arrays as for `Forward`. Steps above 1 split the images into phases, each of which is a small convolution.
    `bias` has one number for each channel of the images (for the transposed convolution's forward pass).
    """

    def __init__(
        self, geometry: Geometry, outputs: Array, filters: Array, images: Array, scratch: Scratch,
        bias: Array | None = None, floor: float = -np.inf,
    ) -> None:  # fmt: skip
        per_group, columns = filters.shape[2:]
        channels = images.shape[3]
        turned = scratch((filters.size,)).reshape(-1)
        cells: list[int] = []
        self._phases: list[_Correlation] = []
        for down in _phases(geometry, 0, images, outputs, filters):
            for across in _phases(geometry, 1, images, outputs, filters):
                at = (down.begin * images.shape[2] + across.begin) * channels
                block = columns // geometry.groups * channels
                self._phases.append(
                    _Correlation(
                        down.axis, across.axis, outputs, turned, len(cells) * block, (block // channels, channels),
                        geometry.groups, images.reshape(-1), at, images[0].size,
                        geometry.strides[0] * images.shape[2] * channels, geometry.strides[1] * channels, scratch, bias,
                        floor,
                    )
                )  # fmt: skip
                cells += [i * filters.shape[1] + j for i in down.cells for j in across.cells]
        self._turn = (filters.reshape(-1), np.array(cells, np.intp), per_group, columns, geometry.groups, turned)
        self._cells = len(cells)

    def __call__(self, add: bool = False) -> None:
        turn_filters(*self._turn, 0, self._cells)
        for phase in self._phases:
            phase(add)


class FilterGradient(ReadsImages):
    """d_filters (+)= Σ windowsᵀ · d_outputs and d_bias (+)= Σ d_outputs. Arrays as for `Forward`.

    The sum over the batch is cut into parts by the shapes alone and joined in order, so threads never change it.
    """

    def __init__(
        self, geometry: Geometry, images: Array, d_outputs: Array, d_filters: Array, d_bias: Array | None,
        scratch: Scratch,
    ) -> None:  # fmt: skip
        axes = window_axes(geometry, images, d_filters, d_outputs)
        per_group, columns = d_filters.shape[2:]
        batch, size, depth = len(images), d_filters.size, d_filters.size // columns
        w = make_windows(axes[0], axes[1], images.shape[3], images.itemsize)
        count = min(batch, threads.pieces(16), max(1, PART_BYTES // (size * images.itemsize)))
        part_images = -(-batch // count)
        count = -(-batch // part_images)
        # Where there are few parts, their rows are shared out too; each piece copies the padded images again.
        pieces = -(-threads.pieces(PIECES) // count)
        chunk = -(-depth // (pieces * ROWS)) * ROWS if pieces > 1 else depth
        chunks = -(-depth // chunk)
        self._units = count * chunks
        self._work = batch * w.high * w.wide * size
        parts = scratch((count, size))
        sums = scratch((count, sums_width(columns) if d_bias is not None else 0))
        slots = threads.thread_count()
        copy = scratch((slots, copy_size(w)))
        self._slots = slots
        self.arguments = (
            w, images.reshape(-1), cell_table(w, per_group), per_group, geometry.groups, d_outputs.reshape(-1), columns,
            batch, parts, sums, np.ones(1, images.dtype), part_images, chunk, chunks, copy,
        )  # fmt: skip
        self._parts, self._d_filters, self._d_bias = parts, d_filters.reshape(-1), d_bias
        self._sums = sums.reshape(-1, columns)

    def __call__(self, add: bool = False) -> None:
        chunk = 1 if self._work > SMALL else self._units
        threads.run(filter_parts, self._units, chunk, *self.arguments, slots=self._slots)
        join_parts(self._parts, self._d_filters, add, 0, self._d_filters.size)
        if self._d_bias is not None:
            join_parts(self._sums, self._d_bias, add, 0, self._d_bias.size)


class ChannelSums:
    """d_bias (+)= the sum of each channel over all images."""

    def __init__(self, images: Array, d_bias: Array, scratch: Scratch) -> None:
        channels = images.shape[3]
        sums = scratch((len(images), sums_width(channels)))
        self._sums, self._d_bias, self._batch = sums.reshape(-1, channels), d_bias, len(images)
        one = np.ones(1, images.dtype)
        self._arguments = (images.reshape(-1), images[0].size // channels, channels, one, sums)
        self._chunk = max(1, SMALL // 8 // max(1, images[0].size))

    def __call__(self, add: bool = False) -> None:
        threads.run(channel_sums, self._batch, self._chunk, *self._arguments)
        join_parts(self._sums, self._d_bias, add, 0, self._d_bias.size)


class RectifiedSums:
    """d_outputs becomes 0 where the outputs are not above zero; d_bias (+)= the sum of each channel of what is left."""

    def __init__(self, outputs: Array, d_outputs: Array, d_bias: Array | None, scratch: Scratch) -> None:
        channels = outputs.shape[-1]
        sums = scratch((len(outputs), sums_width(channels) if d_bias is not None else 0))
        self._sums, self._d_bias, self._batch = sums.reshape(-1, channels), d_bias, len(outputs)
        one, size = np.ones(1, outputs.dtype), outputs[0].size
        self._arguments = (d_outputs.reshape(-1), outputs.reshape(-1), size // channels, channels, one, sums)
        self._chunk = max(1, SMALL // 16 // max(1, size))

    def __call__(self, add: bool = False) -> None:
        threads.run(rectified_sums, self._batch, self._chunk, *self._arguments)
        if self._d_bias is not None:
            join_parts(self._sums, self._d_bias, add, 0, self._d_bias.size)


class _Correlation(ReadsImages):
    """`convolve.correlate` with its arguments made once."""

    def __init__(
        self, down: Axis, across: Axis, images: Array, filters: Array, filters_at: int, sizes: tuple[int, ...],
        groups: int, target: Array, target_at: int, target_image: int, target_row: int, target_stride: int,
        scratch: Scratch, bias: Array | None, floor: float,
    ) -> None:  # fmt: skip
        per_group, columns = sizes
        w = make_windows(down, across, images.shape[3], images.itemsize)
        self._slots = threads.thread_count()
        self._units = len(images) * w.bands if w.high * w.wide > 0 else 0
        work = len(images) * w.high * w.wide * w.window_rows * w.window_columns * per_group * columns
        self._chunk = max(1, self._units * SMALL // max(1, work)) if work > SMALL else max(1, self._units)
        table, stride = NO_TABLE, target_stride
        if w.band > 1 and target_row != w.wide * target_stride:
            table, stride = _scattered(w, target_row, target_stride), 0
        copy = scratch((self._slots, copy_size(w)))
        self.arguments = (w, images.reshape(-1), position_table(w), filters, filters_at, per_group, groups, columns,
                       target, target_at, target_image, target_row, table, stride)  # fmt: skip
        self._start = 0 if bias is None else 1
        self._bias = target if bias is None else bias
        self._last = (images.dtype.type(floor), copy)

    def __call__(self, add: bool) -> None:
        start = 2 if add else self._start
        threads.run(
            correlate, self._units, self._chunk, *self.arguments, self._bias, start, *self._last, slots=self._slots
        )


def _scattered(w: Windows, row: int, stride: int) -> Array:
    """Where the positions of a band lie in a target that they don't fill side by side."""
    return frozen(np.arange(w.band)[:, None] * row + np.arange(w.wide) * stride)


class _Phase(NamedTuple):
    """Every `stride`-th row (or column) of the images from `begin` on, as windows over the outputs."""

    begin: int
    axis: Axis
    cells: list[int]


def _phases(geometry: Geometry, i: int, images: Array, outputs: Array, filters: Array) -> list[_Phase]:
    stride, gap, before = geometry.strides[i], geometry.dilation[i], geometry.padding[i]
    size, found = images.shape[i + 1], []
    for begin in range(min(stride, size)):
        # Cell k of a window over image row y belongs to output (y + before - k·gap) / stride.
        cells = [k for k in range(filters.shape[i]) if (begin + before - k * gap) % stride == 0][::-1]
        places = [(begin + before - k * gap) // stride for k in cells]
        step = places[1] - places[0] if len(places) > 1 else 1
        positions = -(-(size - begin) // stride)
        axis = Axis(outputs.shape[i + 1], positions, places[0] if places else 0, 1, len(cells), step)
        found.append(_Phase(begin, axis, cells))
    return found
