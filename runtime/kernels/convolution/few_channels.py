"""Convolutions of few channels, as many out as in: rows of an image as flat rows of numbers; see `band_tiles`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import formula, kernel
from runtime.kernels.convolution.band_tiles import make_band_sums, make_band_tile
from runtime.kernels.convolution.direct import ReadsImages
from runtime.kernels.convolution.window_products import rectify
from runtime.kernels.convolution.windows import Axis, Windows, copy_band, copy_size, frozen, make_windows
from runtime.kernels.elementwise.flat import in_a_row
from runtime.kernels.matmul.microkernel import ROWS, VECTOR_BITS

Array = np.ndarray[Any, Any]
Scratch = Callable[..., Array]

SINGLE, TRIPLE = ROWS, 4
"""Periods, or taps, of a tile whose period is one vector or three: 12 sums, a coefficient and a number fit into 16
registers, but lines of one channel are short."""


@formula
def group_of(phases):
    """Periods, or taps, of a tile."""
    return SINGLE if phases == 1 else TRIPLE


tile_1, tile_3 = make_band_tile(1, SINGLE), make_band_tile(3, TRIPLE)
sums_1, sums_3 = make_band_sums(1, SINGLE), make_band_sums(3, TRIPLE)

CHUNK = 1 << 16
"""Numbers a thread takes at a time."""

BAND_BYTES = 32 * 1024
"""How much of a padded image is worked on at a time; of 16 to 64 KiB none is better."""

MARGIN = 64
"""Zeros before the copy: more than there are channels, and whole cache lines."""

PARTS = 16
"""Parts of a filter gradient at most."""


def phases(channels: int, itemsize: int) -> int:
    """Vectors after which the coefficients repeat."""
    lanes = VECTOR_BITS // 8 // itemsize
    return math.lcm(lanes, channels) // lanes


class Band(NamedTuple):
    """The banded matrix of a convolution: `phases` vectors of coefficients for each tap, in groups of `group_of` taps.

    offsets: where each tap reads, from its output number. cells: for each tap and each number of a period, the filter
    number that is its coefficient, or −1.
    """

    phases: int
    period: int
    taps: int
    offsets: Array
    cells: Array


def make_band(w: Windows, itemsize: int, back: bool) -> Band:
    """The band of a convolution over these windows; `back` with its filters turned round."""
    channels, count = w.channels, phases(w.channels, itemsize)
    period = count * (VECTOR_BITS // 8 // itemsize)
    inside = np.arange(period) % channels
    offsets, cells = [], []
    for i in range(w.window_rows):
        places: dict[int, Array] = {}
        for j in range(w.window_columns):
            for c in range(channels):
                for o in range(channels):
                    offset = (i * w.row_gap * w.pitch + j * w.column_gap) * channels + c - o
                    row = places.setdefault(offset, np.full(period, -1, np.intp))
                    y, x = (w.window_rows - 1 - i, w.window_columns - 1 - j) if back else (i, j)
                    into, out = (o, c) if back else (c, o)
                    row[inside == o] = ((y * w.window_columns + x) * channels + into) * channels + out
        offsets += list(places)
        cells += list(places.values())
    # Whole groups of taps; those too many have no coefficients.
    taps, missing = len(offsets), -len(offsets) % group_of(count)
    offsets += [offsets[-1]] * missing
    cells += [np.full(period, -1, np.intp)] * missing
    return Band(count, period, taps, frozen(np.array(offsets)), frozen(np.array(cells)))


@kernel
def set_coefficients(filters, cells, bias, biased, coefficients, first) -> None:
    """coefficients[k] = filters[cells[k]], or 0; first: one period of the bias, or of zeros."""
    for k in range(cells.size):
        coefficients[k] = filters[max(cells[k], 0)] if cells[k] >= 0 else 0
    for k in range(first.size):
        first[k] = bias[k % bias.size] if biased else 0


@kernel
def convolve_band(
    w, images, phase, period, taps, offsets, coefficients, first, outputs, add, floor, copy, rest, slot, begin, end
) -> None:
    """outputs (+)= images ∗ filters, but not below `floor`, for the bands begin…end of all images.

    rest: one tile for each slot.
    """
    copies, tails, room, tail = in_a_row(copy), in_a_row(rest), copy.shape[1], rest.shape[1]
    at, tail_at = slot * room + MARGIN, slot * tail
    length, line = w.wide * w.channels, w.pitch * w.channels
    # Tiles read beyond the last row, and the taps before the first.
    copies[at - MARGIN : at] = 0
    copies[(slot + 1) * room - 2 * tail : (slot + 1) * room] = 0
    for unit in range(begin, end):
        image, top = unit // w.bands, unit % w.bands * w.band
        count = min(w.band, w.high - top)
        if count <= 0:
            continue
        copy_band(w, images, image, top, count, copies, at)
        for y in range(count):
            row, to = at + y * line, (image * w.high + top + y) * length
            for p in range(0, length, tail):
                left = min(tail, length - p)
                target, target_at = outputs, to + p
                if left < tail:
                    target, target_at = tails, tail_at
                    if add:
                        for i in range(left):
                            tails[tail_at + i] = outputs[to + p + i]
                start, start_at, step = first, 0, 0
                if add:
                    start, start_at, step = target, target_at, period
                if phase == 1:
                    tile_1(copies, row + p, offsets, taps, coefficients, start, start_at, step, target, target_at)
                else:
                    tile_3(copies, row + p, offsets, taps, coefficients, start, start_at, step, target, target_at)
                if left < tail:
                    for i in range(left):
                        outputs[to + p + i] = tails[tail_at + i]
            if floor == 0:
                rectify(outputs, to, offsets, w.channels, w.wide, w.channels)


@kernel
def band_parts(
    w, images, phase, period, offsets, slopes, parts, part_units, units, copy, rest, slot, begin, end
) -> None:
    """Shares of the sums for each coefficient, each over `part_units` bands, for the parts begin…end."""
    copies, tails, sums = in_a_row(copy), in_a_row(rest), in_a_row(parts)
    room, tail = copy.shape[1], rest.shape[1]
    at, tail_at = slot * room + MARGIN, slot * tail
    length, line = w.wide * w.channels, w.pitch * w.channels
    whole = length // period
    copies[at - MARGIN : at] = 0
    copies[(slot + 1) * room - 2 * tail : (slot + 1) * room] = 0
    for part in range(begin, end):
        sums_at = part * parts.shape[1]
        sums[sums_at : sums_at + parts.shape[1]] = 0
        for unit in range(part * part_units, min(units, (part + 1) * part_units)):
            image, top = unit // w.bands, unit % w.bands * w.band
            count = max(0, min(w.band, w.high - top))
            copy_band(w, images, image, top, count, copies, at)
            for y in range(count):
                row, of = at + y * line, (image * w.high + top + y) * length
                left = length - whole * period
                tails[tail_at : tail_at + period] = 0
                for i in range(left):
                    tails[tail_at + i] = slopes[of + whole * period + i]
                more = 1 if left > 0 else 0
                step = group_of(phase)
                for t in range(0, offsets.size, step):
                    if phase == 1:
                        sums_1(copies, row, offsets, t, slopes, of, whole, sums, sums_at)
                        sums_1(copies, row + whole * period, offsets, t, tails, tail_at, more, sums, sums_at)
                    else:
                        sums_3(copies, row, offsets, t, slopes, of, whole, sums, sums_at)
                        sums_3(copies, row + whole * period, offsets, t, tails, tail_at, more, sums, sums_at)


@kernel
def filters_from_sums(parts, cells, add, target) -> None:
    """target (+)= the sums of each coefficient, given back to the filter number it came from."""
    if not add:
        target[:] = 0
    for part in range(parts.shape[0]):
        for k in range(cells.size):
            if cells[k] >= 0:
                target[cells[k]] += parts[part, k]


class _Bands:
    """What both directions share: the windows, always with a padded copy, the band and the workspaces."""

    def __init__(self, axes: list[Axis], images: Array, scratch: Scratch, back: bool = False) -> None:
        w = make_windows(axes[0], axes[1], images.shape[3], images.itemsize)
        pitch = axes[1].extent
        # Windows read a row several times: a band should stay in the first cache.
        high = min(w.high, max(1, BAND_BYTES // max(1, pitch * w.channels * images.itemsize) - w.window_rows + 1))
        bands = -(-w.high // high) if w.high > 0 else 1
        self.w = w._replace(padded=1, pitch=pitch, band=-(-w.high // bands), bands=bands)
        self.band = make_band(self.w, images.itemsize, back)
        self.slots = threads.thread_count()
        tile = group_of(self.band.phases) * self.band.period
        self.copy = scratch((self.slots, MARGIN + copy_size(self.w) + 2 * tile))
        self.rest = scratch((self.slots, tile))
        self.units = len(images) * self.w.bands
        self.chunk = max(1, CHUNK // max(1, self.w.band * self.w.wide * self.w.channels))


class FewChannels(ReadsImages):
    """outputs (+)= images ∗ filters + bias, as `convolution.Forward`, for steps of 1 and equal numbers of channels."""

    def __init__(
        self, axes: list[Axis], images: Array, filters: Array, outputs: Array, scratch: Scratch,
        bias: Array | None = None, back: bool = False, floor: float = -np.inf,
    ) -> None:  # fmt: skip
        self._bands = b = _Bands(axes, images, scratch, back)
        coefficients, first = scratch((b.band.cells.size,)), scratch((b.band.period,))
        given = np.zeros(1, images.dtype) if bias is None else bias
        self._set = (filters.reshape(-1), b.band.cells, given, bias is not None, coefficients, first)
        self._floor = images.dtype.type(floor)
        self.arguments = (b.w, images.reshape(-1), *b.band[:4], coefficients, first, outputs.reshape(-1))

    def __call__(self, add: bool = False) -> None:
        b = self._bands
        set_coefficients(*self._set)
        threads.run(convolve_band, b.units, b.chunk, *self.arguments, add, self._floor, b.copy, b.rest, slots=b.slots)


class FewChannelsFilterGradient(ReadsImages):
    """d_filters (+)= Σ windowsᵀ · d_outputs, as `convolution.FilterGradient`, cut into parts by the shapes alone."""

    def __init__(self, axes: list[Axis], images: Array, d_outputs: Array, d_filters: Array, scratch: Scratch) -> None:
        b = self._bands = _Bands(axes, images, scratch)
        part_units = -(-b.units // threads.pieces(PARTS))
        self._count = -(-b.units // part_units)
        self._parts = scratch((self._count, b.band.cells.size))
        self.arguments = (b.w, images.reshape(-1), *b.band[:2], b.band.offsets, d_outputs.reshape(-1), self._parts,
                           part_units, b.units, b.copy, b.rest)  # fmt: skip
        self._target = d_filters.reshape(-1)

    def __call__(self, add: bool = False) -> None:
        b = self._bands
        threads.run(band_parts, self._count, 1, *self.arguments, slots=b.slots)
        filters_from_sums(self._parts, b.band.cells, add, self._target)
