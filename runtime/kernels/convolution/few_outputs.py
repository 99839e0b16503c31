"""Convolutions with few channels out: one product over the pixels, then sums over the window.

A register tile as wide as a vector is nearly empty where an image leaves with one channel or three. Here the cells of
the window lie side by side in the vector: each pixel is multiplied once by the filters of all cells, and an output is
the sum of one number from each pixel of its window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.convolution.direct import FilterGradient, Geometry, ReadsImages
from runtime.kernels.convolution.window_products import turn_filters
from runtime.kernels.convolution.windows import Axis, Windows, frozen, make_windows
from runtime.kernels.elementwise.flat import in_a_row
from runtime.kernels.matmul.microkernel import LANES_32, NO_TABLE, Rows, Sum
from runtime.kernels.matmul.product import product

Array = np.ndarray[Any, Any]
Scratch = Callable[..., Array]

BAND_BYTES = 64 * 1024
"""How much of the pixels' products is kept at a time: half of a second cache at most."""

EXCHANGED = 5
"""Where a filter gradient has the array that the windows don't slide over."""

CHUNK = 1 << 16
"""Numbers of the pixels' products that a thread makes at a time."""


@kernel
def spread_cells(filters, cells, channels, outputs, back, matrix, width) -> None:
    """matrix[c, cell · outputs + o] = filters[cell, c, o], or of turned filters filters[last − cell, o, c]."""
    block = channels * outputs
    for c in range(channels):
        for cell in range(cells):
            for o in range(outputs):
                source = (cells - 1 - cell) * block + o * channels + c if back else cell * block + c * outputs + o
                matrix[c * width + cell * outputs + o] = filters[source]


@kernel
def sum_cells(w, images, matrix, width, table, outputs, bias, start, floor, room, slot, begin, end) -> None:
    """outputs = start + images ∗ filters, but not below `floor`, for the bands begin…end of all images.

    matrix: by `spread_cells`. start: 0 for zero, 1 for the bias, 2 for what the outputs hold.
    """
    products, at = in_a_row(room), slot * room.shape[1]
    many, terms = bias.size, Sum(1, w.channels, 0, 1, 0, width)
    low = max(0, -w.first_column)
    high = max(low, min(w.pitch, w.columns - w.first_column))
    line = w.pitch * width
    for unit in range(begin, end):
        image, top = unit // w.bands, unit % w.bands * w.band
        count = min(w.band, w.high - top)
        if count <= 0:
            continue
        for r in range(count + (w.window_rows - 1) * w.row_gap):
            y, to = w.first_row + top + r, at + r * line
            if y < 0 or y >= w.rows:
                products[to : to + line] = 0
                continue
            products[to : to + low * width] = 0
            products[to + high * width : to + line] = 0
            if high > low:
                pixel = (image * w.rows + y) * w.columns + w.first_column + low
                a = Rows(images, pixel * w.channels, NO_TABLE, 0, w.channels, 0)
                c = Rows(products, to + low * width, NO_TABLE, 0, width, 0)
                product(a, matrix, 0, c, c, False, terms, high - low, width)
        for y in range(count):
            target = (image * w.high + top + y) * w.wide * many
            for x in range(w.wide):
                first = at + y * line + x * width
                for o in range(many):
                    total = outputs[target] if start == 2 else (bias[o] if start == 1 else outputs.dtype.type(0))
                    for cell in range(table.size):
                        total += products[first + table[cell] + o]
                    outputs[target] = floor if total < floor else total
                    target += 1


class FewOutputs(ReadsImages):
    """outputs (+)= images ∗ filters + bias, as `convolution.Forward`, for steps of 1; `back` with turned filters."""

    def __init__(
        self, axes: list[Axis], images: Array, filters: Array, outputs: Array, scratch: Scratch,
        bias: Array | None = None, back: bool = False, floor: float = -np.inf,
    ) -> None:  # fmt: skip
        cells, channels, many = axes[0].window * axes[1].window, images.shape[3], outputs.shape[3]
        width = -(-cells * many // LANES_32) * LANES_32
        self._w = w = _bands(axes, channels, width, images.itemsize)
        matrix = scratch((channels * width,))
        self._set = (filters.reshape(-1), cells, channels, many, back, matrix, width)
        places = np.arange(w.window_rows)[:, None] * w.row_gap * w.pitch + np.arange(w.window_columns) * w.column_gap
        table = frozen(places.ravel() * width + np.arange(cells) * many)
        self._slots = threads.thread_count()
        room = scratch((self._slots, (w.band + (w.window_rows - 1) * w.row_gap) * w.pitch * width))
        self._units = len(images) * w.bands
        self._chunk = max(1, CHUNK // room.shape[1])
        self.arguments = (w, images.reshape(-1), matrix, width, table, outputs.reshape(-1))
        self._start = 0 if bias is None else 1
        self._bias = np.zeros(many, images.dtype) if bias is None else bias
        self._tail = (images.dtype.type(floor), room)

    def __call__(self, add: bool = False) -> None:
        spread_cells(*self._set)
        start = 2 if add else self._start
        arguments = (*self.arguments, self._bias, start, *self._tail)
        threads.run(sum_cells, self._units, self._chunk, *arguments, slots=self._slots)


def _bands(axes: list[Axis], channels: int, width: int, itemsize: int) -> Windows:
    w = make_windows(axes[0], axes[1], channels, itemsize)
    pitch = axes[1].extent
    band = min(w.high, max(1, BAND_BYTES // (pitch * width * itemsize) - (w.window_rows - 1) * w.row_gap))
    bands = -(-w.high // band)
    return w._replace(pitch=pitch, band=-(-w.high // bands), bands=bands)


class FewOutputsFilterGradient(ReadsImages):
    """d_filters (+)= Σ windowsᵀ · d_outputs with the roles exchanged: windows slide over the outputs' gradient."""

    def __init__(self, geometry: Geometry, images: Array, d_outputs: Array, d_filters: Array, scratch: Scratch) -> None:
        rows, columns, channels, many = d_filters.shape
        before = [(n - 1) * gap - p for n, gap, p in zip((rows, columns), geometry.dilation, geometry.padding)]
        exchanged = Geometry((1, 1), geometry.dilation, (before[0], before[1]))
        found = scratch((rows, columns, many, channels))
        self._sums = sums = FilterGradient(exchanged, d_outputs, images, found, None, scratch)
        sums.place = EXCHANGED
        self._target, self._turned = d_filters.reshape(-1), scratch((d_filters.size,))
        cells = np.arange(rows * columns, dtype=np.intp)[::-1].copy()
        self._turn = (found.reshape(-1), cells, many, channels, 1)

    def read_from(self, images: Array) -> None:
        self._sums.read_from(images)

    def __call__(self, add: bool = False) -> None:
        self._sums()
        turn_filters(*self._turn, self._turned if add else self._target, 0, len(self._turn[1]))
        if add:
            np.add(self._target, self._turned, out=self._target)
