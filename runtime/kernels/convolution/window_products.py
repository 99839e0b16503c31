"""Convolutions as products: each window is a row of A, read where it lies in the image."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.convolution.channel_product import channel_product
from runtime.kernels.convolution.windows import band_at, copy_band
from runtime.kernels.elementwise.flat import in_a_row
from runtime.kernels.matmul.microkernel import NO_TABLE, Rows, Sum
from runtime.kernels.matmul.product import product


@kernel
def correlate(
    w,
    images,
    places,
    filters,
    filters_at,
    per_group,
    groups,
    columns,
    target,
    target_at,
    target_image,
    target_row,
    target_table,
    target_stride,
    bias,
    start,
    floor,
    copy,
    slot,
    begin,
    end,
) -> None:
    """target[position] = start + Σ window · filters, but not below `floor`, for the bands begin…end of all images.

    filters: flat (window_rows, window_columns, per_group, columns) from `filters_at`; group g joins channels
    g·per_group… to its share of the columns. places: `windows.position_table`. The target's positions lie in rows
    `target_row` apart, by `target_table` within a band or, where that is NO_TABLE, `target_stride` apart. start: 0 for
    zero, 1 for the bias, 2 for what the target holds. copy: one padded band for each slot. Where each channel is a
    group with one filter, all go through one product that keeps channels apart.
    """
    share = columns // groups
    apart = groups == columns and groups > 1 and per_group == 1
    tabled = 0 if target_stride > 0 else 1
    size = copy.size // max(1, copy.shape[0])
    copies = in_a_row(copy)
    line = w.row_gap * w.pitch * w.channels
    if groups == 1 and w.column_gap == 1:
        # The cells of a window's row lie side by side: rows times one long stretch.
        length = w.window_columns * per_group
        steps, terms = 1, Sum(w.window_rows, length, line, 1, length * columns, columns)
    elif apart:
        gap, row = w.column_gap * w.channels, w.window_columns * columns
        steps, terms = 1, Sum(w.window_rows, w.window_columns, line, gap, row, columns)
    else:
        # A window without rows still has to write where its sums start from.
        cells = w.window_columns if w.window_rows > 0 else 0
        steps = max(1, w.window_rows)
        terms = Sum(cells, per_group, w.column_gap * w.channels, 1, per_group * columns, columns)
    for unit in range(begin, end):
        image, first = unit // w.bands, unit % w.bands * w.band
        count = min(w.band, w.high - first)
        if count <= 0:
            continue
        at = band_at(w, image, first, slot * size)
        data = images
        if w.padded:
            copy_band(w, images, image, first, count, copies, at)
            data = copies
        to = target_at + image * target_image + first * target_row
        if apart:
            a = Rows(data, at, places, 0, 0, 1)
            c = Rows(target, to, target_table, 0, target_stride, tabled)
            s = Rows(bias, 0, NO_TABLE, 0, 0, 0) if start < 2 else c
            channel_product(a, filters, filters_at, c, s, start > 0, terms, count * w.wide, columns)
        for g in range(0 if apart else groups):
            c = Rows(target, to + g * share, target_table, 0, target_stride, tabled)
            s = c
            if start < 2:
                s = Rows(bias, g * share, NO_TABLE, 0, 0, 0)
            for i in range(steps):
                a_i = Rows(data, at + i * line + g * per_group, places, 0, 0, 1)
                b_i = filters_at + i * w.window_columns * per_group * columns + g * share
                # From the second step on, add to the first's results.
                s_i = s if i == 0 else c
                product(a_i, filters, b_i, c, s_i, start + i > 0, terms, count * w.wide, share)
        if floor == 0:
            rectify(target, to, target_table, target_stride, count * w.wide, columns)


@kernel
def rectify(target, at, table, stride, places, columns) -> None:
    """Numbers below zero become zero, while they are in the cache."""
    nothing = target.dtype.type(0)
    if stride == columns:
        first = np.uint64(at)
        for i in range(np.uint64(places * columns)):
            value = target[first + i]
            target[first + i] = nothing if value < nothing else value
        return
    for place in range(places):
        first = np.uint64(at + (place * stride if stride > 0 else table[place]))
        for i in range(np.uint64(columns)):
            value = target[first + i]
            target[first + i] = nothing if value < nothing else value


@kernel
def rectified_sums(slopes, outputs, places, channels, one, sums, begin, end) -> None:
    """slopes[i] = 0 where outputs[i] is not above zero, and sums[n] of what is left, as `channel_sums`."""
    flat, width, nothing = in_a_row(sums), sums.shape[1], slopes.dtype.type(0)
    # A whole number of folds at a time, few enough for the first cache.
    block = max(1, 4096 // (channels * FOLD)) * FOLD
    for n in range(begin, end):
        flat[n * width : (n + 1) * width] = 0
        for first in range(0, places, block):
            count = min(block, places - first)
            at = (n * places + first) * channels
            for i in range(np.uint64(at), np.uint64(at + count * channels)):
                slopes[i] = slopes[i] if outputs[i] > nothing else nothing * slopes[i]
            if width > 0:
                add_rows(slopes, at, count, channels, one, flat, n * width)


@kernel
def filter_parts(
    w,
    images,
    cells,
    per_group,
    groups,
    d_target,
    columns,
    batch,
    parts,
    sums,
    one,
    part_images,
    chunk,
    chunks,
    copy,
    slot,
    begin,
    end,
) -> None:
    """Shares of the filters' gradient, each over `part_images` images: parts[p] = Σ windowᵀ · d_target.

    A part is (window_rows · window_columns · per_group, columns). Work is cut by parts and by `chunk` rows of them, a
    cut that shapes alone decide. cells: `windows.cell_table`. sums[p]: the share of the bias' gradient, as `add_rows`
    leaves it, or nothing. one: [1].
    """
    share = columns // groups
    apart = groups == columns and groups > 1 and per_group == 1
    depth = w.window_rows * w.window_columns * per_group
    size, room = parts.shape[1], copy.size // max(1, copy.shape[0])
    flat, flat_sums, copies, width = in_a_row(parts), in_a_row(sums), in_a_row(copy), sums.shape[1]
    for unit in range(begin, end):
        part, top = unit // chunks, unit % chunks * chunk
        height = min(chunk, depth - top)
        last = min(batch, (part + 1) * part_images)
        adding = False
        if top == 0:
            flat_sums[part * width : (part + 1) * width] = 0
        for image in range(part * part_images, last):
            for first in range(0, w.high, w.band):
                count = min(w.band, w.high - first)
                at = band_at(w, image, first, slot * room)
                data = images
                if w.padded:
                    copy_band(w, images, image, first, count, copies, at)
                    data = copies
                b_at = (image * w.high + first) * w.wide * columns
                line = w.row_step * w.pitch * w.channels
                terms = Sum(count, w.wide, line, w.column_step * w.channels, w.wide * columns, columns)
                if apart:
                    a = Rows(data, at, cells, top, 0, 1)
                    c = Rows(flat, part * size + top * columns, NO_TABLE, 0, columns, 0)
                    channel_product(a, d_target, b_at, c, c, adding, terms, height, columns)
                for g in range(0 if apart else groups):
                    a = Rows(data, at + g * per_group, cells, top, 0, 1)
                    c = Rows(flat, part * size + top * columns + g * share, NO_TABLE, 0, columns, 0)
                    product(a, d_target, b_at + g * share, c, c, adding, terms, height, share)
                if top == 0 and width > 0:
                    add_rows(d_target, b_at, count * w.wide, columns, one, flat_sums, part * width)
                adding = True


FOLD = 16
"""Rows of few columns are added up so many side by side, to fill the vectors."""


def sums_width(columns: int) -> int:
    """Numbers `add_rows` needs for its target."""
    return columns * FOLD if columns < FOLD else columns


@kernel
def add_rows(source, at, rows, columns, one, target, to) -> None:
    """target += Σ rows: `sums_width` numbers that are to be added up every `columns`."""
    fold = FOLD if columns < FOLD else 1
    a = Rows(one, 0, NO_TABLE, 0, 0, 0)
    c = Rows(target, to, NO_TABLE, 0, 0, 0)
    whole = rows // fold
    # First many rows side by side, then what is left row by row.
    for i in range(2):
        wide, long = (columns * fold, whole) if i == 0 else (columns, rows - whole * fold)
        terms = Sum(1, long, 0, 0, 0, wide)
        product(a, source, at + i * whole * fold * columns, c, c, i >= 0, terms, 1, wide)


@kernel
def channel_sums(images, places, channels, one, sums, begin, end) -> None:
    """sums[n] = `add_rows` over the places (rows · columns) of image n, for the images begin…end."""
    flat, width = in_a_row(sums), sums.shape[1]
    for n in range(begin, end):
        flat[n * width : (n + 1) * width] = 0
        add_rows(images, n * places * channels, places, channels, one, flat, n * width)


@kernel
def join_pairs(pairs, target, parts, begin, end) -> None:
    """For each pair (a, b) in turn, array a += array b, for the numbers begin…end: array 0 is `target`, others are
    `parts` from the first on."""
    for pair in range(pairs.shape[0]):
        a, b = pairs[pair, 0] - 1, pairs[pair, 1] - 1
        if a < 0:
            for i in range(begin, end):
                target[i] += parts[b, i]
        else:
            for i in range(begin, end):
                parts[a, i] += parts[b, i]


@kernel
def join_parts(parts, target, add, begin, end) -> None:
    """target (+)= Σ parts, part after part, for the numbers begin…end."""
    if not add:
        target[begin:end] = 0
    for p in range(parts.shape[0]):
        for i in range(begin, end):
            target[i] += parts[p, i]


@kernel
def turn_filters(filters, cells, per_group, columns, groups, turned, begin, end) -> None:
    """Filters that lead back from outputs to inputs, for the window cells begin…end.

    filters: flat (cells, per_group, columns); turned: flat (cells, columns / groups, per_group · groups), its cell k
    being the old cell cells[k].
    """
    share, across = columns // groups, per_group * groups
    for k in range(begin, end):
        old, new = cells[k] * per_group * columns, k * share * across
        for g in range(groups):
            for o in range(share):
                for c in range(per_group):
                    turned[new + o * across + g * per_group + c] = filters[old + c * columns + g * share + o]
