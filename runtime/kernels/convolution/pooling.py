"""Poolings over windows of channels-last images, and over parts of one axis. All take flat arrays and work on the
images (or blocks) begin…end."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import inlined, kernel


@inlined
def _cells(first, gap, window, size):
    """The cells of a window along one axis that lie inside the image, as a range."""
    low = 0 if first >= 0 else (-first + gap - 1) // gap
    high = min(window, (size - 1 - first) // gap + 1)
    return low, high


@kernel
def max_pool(w, images, outputs, chosen, keep, begin, end):
    """The largest number of each window; where `keep`, `chosen` says which cell it was, the first of equals.

    A NaN in a window wins. w: `windows.Windows`; chosen: int32, as many as outputs.
    """
    for n in range(begin, end):
        for y in range(w.high):
            top = w.first_row + y * w.row_step
            i_low, i_high = _cells(top, w.row_gap, w.window_rows, w.rows)
            for x in range(w.wide):
                left = w.first_column + x * w.column_step
                j_low, j_high = _cells(left, w.column_gap, w.window_columns, w.columns)
                to = np.uint64(((n * w.high + y) * w.wide + x) * w.channels)
                first = True
                for i in range(i_low, i_high):
                    for j in range(j_low, j_high):
                        row, column = top + i * w.row_gap, left + j * w.column_gap
                        at = np.uint64(((n * w.rows + row) * w.columns + column) * w.channels)
                        _choose(images, at, outputs, chosen, to, w.channels, i * w.window_columns + j, first, keep)
                        first = False


@inlined
def _choose(images, at, outputs, chosen, to, channels, cell, first, keep):
    """Take a cell's numbers where they are larger than what the outputs hold."""
    mark = np.int32(cell)
    for c in range(np.uint64(channels)):
        value, best = images[at + c], outputs[to + c]
        better = first or value > best or value != value
        outputs[to + c] = value if better else best
        if keep:
            chosen[to + c] = mark if better else chosen[to + c]


@kernel
def max_pool_gradient(w, d_outputs, chosen, d_images, add, begin, end):
    """d_images (+)= each output's gradient at the cell it came from."""
    size = w.rows * w.columns * w.channels
    if not add:
        d_images[begin * size : end * size] = 0
    for n in range(begin, end):
        for y in range(w.high):
            top = w.first_row + y * w.row_step
            i_low, i_high = _cells(top, w.row_gap, w.window_rows, w.rows)
            for x in range(w.wide):
                left = w.first_column + x * w.column_step
                j_low, j_high = _cells(left, w.column_gap, w.window_columns, w.columns)
                source = np.uint64(((n * w.high + y) * w.wide + x) * w.channels)
                for i in range(i_low, i_high):
                    for j in range(j_low, j_high):
                        row, column = top + i * w.row_gap, left + j * w.column_gap
                        at = np.uint64(((n * w.rows + row) * w.columns + column) * w.channels)
                        _give(d_outputs, chosen, source, d_images, at, w.channels, i * w.window_columns + j)


@inlined
def _give(d_outputs, chosen, source, d_images, at, channels, cell):
    mark, nothing = np.int32(cell), d_outputs.dtype.type(0)
    for c in range(np.uint64(channels)):
        d_images[at + c] += d_outputs[source + c] if chosen[source + c] == mark else nothing


@kernel
def average_pool(w, images, outputs, begin, end):
    """The mean of each window's cells that lie inside the image."""
    for n in range(begin, end):
        for y in range(w.high):
            top = w.first_row + y * w.row_step
            i_low, i_high = _cells(top, w.row_gap, w.window_rows, w.rows)
            for x in range(w.wide):
                left = w.first_column + x * w.column_step
                j_low, j_high = _cells(left, w.column_gap, w.window_columns, w.columns)
                to = np.uint64(((n * w.high + y) * w.wide + x) * w.channels)
                share = outputs.dtype.type(1.0 / max(1, (i_high - i_low) * (j_high - j_low)))
                outputs[to : to + np.uint64(w.channels)] = 0
                for i in range(i_low, i_high):
                    for j in range(j_low, j_high):
                        row, column = top + i * w.row_gap, left + j * w.column_gap
                        at = np.uint64(((n * w.rows + row) * w.columns + column) * w.channels)
                        for c in range(np.uint64(w.channels)):
                            outputs[to + c] += images[at + c] * share


@kernel
def average_pool_gradient(w, d_outputs, d_images, add, begin, end):
    """d_images (+)= each output's gradient in equal shares to its window's cells."""
    size = w.rows * w.columns * w.channels
    if not add:
        d_images[begin * size : end * size] = 0
    for n in range(begin, end):
        for y in range(w.high):
            top = w.first_row + y * w.row_step
            i_low, i_high = _cells(top, w.row_gap, w.window_rows, w.rows)
            for x in range(w.wide):
                left = w.first_column + x * w.column_step
                j_low, j_high = _cells(left, w.column_gap, w.window_columns, w.columns)
                source = np.uint64(((n * w.high + y) * w.wide + x) * w.channels)
                share = d_images.dtype.type(1.0 / max(1, (i_high - i_low) * (j_high - j_low)))
                for i in range(i_low, i_high):
                    for j in range(j_low, j_high):
                        row, column = top + i * w.row_gap, left + j * w.column_gap
                        at = np.uint64(((n * w.rows + row) * w.columns + column) * w.channels)
                        for c in range(np.uint64(w.channels)):
                            d_images[at + c] += d_outputs[source + c] * share


@kernel
def max_of_parts(source, sizes, inner, begins, ends, target, chosen, keep, begin, end):
    """target[b, o, :] = the largest of source[b, begins[o] … ends[o] − 1, :] for the blocks b of begin…end.

    source: flat (blocks, sizes, inner). Where `keep`, `chosen` says which place it was, the first of equals.
    A NaN wins.
    """
    width = np.uint64(inner)
    for b in range(begin, end):
        for o in range(begins.size):
            to = np.uint64((b * begins.size + o) * inner)
            for k in range(begins[o], ends[o]):
                at = np.uint64((b * sizes + k) * inner)
                _choose(source, at, target, chosen, to, width, k, k == begins[o], keep)


@kernel
def max_of_parts_gradient(d_target, sizes, inner, begins, ends, chosen, d_source, add, begin, end):
    """d_source (+)= each part's gradient at the place it came from."""
    width = np.uint64(inner)
    if not add:
        d_source[begin * sizes * inner : end * sizes * inner] = 0
    for b in range(begin, end):
        for o in range(begins.size):
            of = np.uint64((b * begins.size + o) * inner)
            for k in range(begins[o], ends[o]):
                at = np.uint64((b * sizes + k) * inner)
                _give(d_target, chosen, of, d_source, at, width, k)


@kernel
def global_max(places, channels, images, outputs, begin, end):
    """The largest number of each channel over all `places` (rows · columns) of an image; a NaN wins."""
    width = np.uint64(channels)
    for n in range(begin, end):
        to = np.uint64(n * channels)
        for place in range(places):
            at = np.uint64((n * places + place) * channels)
            for c in range(width):
                value, best = images[at + c], outputs[to + c]
                outputs[to + c] = value if place == 0 or value > best or value != value else best


@kernel
def global_max_gradient(places, channels, images, outputs, d_outputs, shares, d_images, add, begin, end):
    """d_images (+)= each channel's gradient, split evenly among the places that hold its largest number.

    shares: a workspace of as many numbers as outputs.
    """
    width, one, nothing = np.uint64(channels), images.dtype.type(1), images.dtype.type(0)
    for n in range(begin, end):
        of = np.uint64(n * channels)
        shares[of : of + width] = 0
        for place in range(places):
            at = np.uint64((n * places + place) * channels)
            for c in range(width):
                shares[of + c] += one if images[at + c] == outputs[of + c] else nothing
        for c in range(width):
            shares[of + c] = d_outputs[of + c] / shares[of + c]
        for place in range(places):
            at = np.uint64((n * places + place) * channels)
            for c in range(width):
                share = shares[of + c] if images[at + c] == outputs[of + c] else nothing
                d_images[at + c] = d_images[at + c] + share if add else share


@kernel
def global_average(places, channels, images, outputs, begin, end):
    """The mean of each channel over all places of an image."""
    width = np.uint64(channels)
    share = outputs.dtype.type(1.0 / places)
    for n in range(begin, end):
        to = np.uint64(n * channels)
        outputs[to : to + width] = 0
        for place in range(places):
            at = np.uint64((n * places + place) * channels)
            for c in range(width):
                outputs[to + c] += images[at + c]
        for c in range(width):
            outputs[to + c] *= share


@kernel
def global_average_gradient(places, channels, d_outputs, d_images, add, begin, end):
    """d_images (+)= each channel's gradient in equal shares to all places."""
    width = np.uint64(channels)
    share = d_images.dtype.type(1.0 / places)
    for n in range(begin, end):
        of = np.uint64(n * channels)
        for place in range(places):
            at = np.uint64((n * places + place) * channels)
            for c in range(width):
                value = d_outputs[of + c] * share
                d_images[at + c] = d_images[at + c] + value if add else value
