"""Windows that slide over images in channels-last layout: where each begins, which band of the image it needs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import inlined

Array = np.ndarray[Any, Any]

BAND_BYTES = 128 * 1024
"""How much of a padded image is worked on at a time: it should stay in a core's second cache beside the filters."""


class Windows(NamedTuple):
    """Sliding windows over images of rows × columns × channels; a position is where a window lies.

    The window of position (y, x) has its cell (i, j) at row `first_row + y·row_step + i·row_gap`, and columns alike;
    cells outside the image are zero. `pitch` is the number of columns a row of the worked-on image has, `padded`
    whether that is a copy with zeros around it, `band` the rows of positions worked on at a time.
    """

    rows: int
    columns: int
    channels: int
    high: int
    wide: int
    first_row: int
    first_column: int
    row_step: int
    column_step: int
    window_rows: int
    window_columns: int
    row_gap: int
    column_gap: int
    pitch: int
    padded: int
    band: int
    bands: int


class Axis(NamedTuple):
    """One axis of sliding windows: the image's size, positions, the first cell, step, window and gap between cells."""

    size: int
    positions: int
    first: int
    step: int
    window: int
    gap: int

    @property
    def extent(self) -> int:
        """Cells from the first of the first window to the last of the last."""
        return (self.positions - 1) * self.step + max(self.window - 1, 0) * self.gap + 1

    @property
    def padded(self) -> bool:
        return self.first < 0 or self.first + self.extent > self.size


def make_windows(down: Axis, across: Axis, channels: int, itemsize: int) -> Windows:
    """The windows of two axes, with bands chosen by shape alone."""
    padded = down.padded or across.padded
    pitch = across.extent if padded else across.size
    row_bytes = pitch * channels * itemsize * down.step
    band = min(down.positions, max(1, BAND_BYTES // max(row_bytes, 1)))
    # Bands of even height.
    bands = -(-down.positions // band)
    band = -(-down.positions // bands)
    return Windows(
        down.size, across.size, channels, down.positions, across.positions, down.first, across.first, down.step,
        across.step, down.window, across.window, down.gap, across.gap, pitch, int(padded), band, bands,
    )  # fmt: skip


def copy_size(w: Windows) -> int:
    """Numbers in the padded copy of one band; 0 where the image itself is used."""
    rows = (w.band - 1) * w.row_step + max(w.window_rows - 1, 0) * w.row_gap + 1
    return rows * w.pitch * w.channels if w.padded else 0


def position_table(w: Windows) -> Array:
    """Where the windows of a band begin, from its first cell."""
    rows = np.arange(w.band)[:, None] * (w.row_step * w.pitch * w.channels)
    return frozen(rows + np.arange(w.wide) * (w.column_step * w.channels))


def cell_table(w: Windows, channels: int) -> Array:
    """Where the cells (row, column, channel) of a window lie, from its first; `channels` of them at each place."""
    rows = np.arange(w.window_rows)[:, None, None] * (w.row_gap * w.pitch * w.channels)
    columns = np.arange(w.window_columns)[:, None] * (w.column_gap * w.channels)
    return frozen(rows + columns + np.arange(channels))


def frozen(offsets: Array) -> Array:
    """Offsets as a table that kernels take: flat and read-only."""
    table = offsets.ravel().astype(np.intp)
    table.flags.writeable = False
    return table


@inlined
def band_at(w, image, first, copy_at):
    """Where the first cell of a band's first window lies, in the padded copy or in the images."""
    if w.padded:
        return copy_at
    row = image * w.rows + w.first_row + first * w.row_step
    return (row * w.columns + w.first_column) * w.channels


@inlined
def copy_band(w, images, image, first, count, copy, at) -> None:
    """The part of an image that `count` rows of positions from `first` on need, with zeros around it."""
    low = max(0, -w.first_column)
    high = max(low, min(w.pitch, w.columns - w.first_column))
    extent = (count - 1) * w.row_step + max(w.window_rows - 1, 0) * w.row_gap + 1
    length = w.pitch * w.channels
    for r in range(extent):
        y = w.first_row + first * w.row_step + r
        to = at + r * length
        if y < 0 or y >= w.rows:
            copy[to : to + length] = 0
        else:
            source = ((image * w.rows + y) * w.columns + w.first_column) * w.channels
            copy[to : to + low * w.channels] = 0
            # Unsigned, since a signed index might count from the end, and then nothing vectorises.
            left, of = np.uint64(to + low * w.channels), np.uint64(source + low * w.channels)
            for i in range(np.uint64((high - low) * w.channels)):
                copy[left + i] = images[of + i]
            copy[to + high * w.channels : to + length] = 0
