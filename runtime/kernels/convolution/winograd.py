"""Winograd's convolution for windows of 3 × 3: fewer multiplications, for additions that vectors do at once.

Tiles of m × m outputs come from (m + 2)² products of transformed images and filters, each a matrix product over the
channels. The gradient to the filters is the transpose of the same three steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.convolution.direct import ReadsImages
from runtime.kernels.convolution.window_products import turn_filters
from runtime.kernels.convolution.winograd_transforms import make_gather, make_spread, turned, winograd_matrices
from runtime.kernels.elementwise.flat import in_a_row
from runtime.kernels.matmul.microkernel import NO_TABLE, Rows, Sum
from runtime.kernels.matmul.product import product

Array = np.ndarray[Any, Any]
Scratch = Callable[..., Array]

_bt_4, _g_4, _at_4 = winograd_matrices(4)
_bt_3, _g_3, _at_3 = winograd_matrices(3)
gather_images_4, gather_images_3 = make_gather(_bt_4), make_gather(_bt_3)
gather_slopes_4, gather_slopes_3 = make_gather(turned(_at_4)), make_gather(turned(_at_3))
gather_filters_4, gather_filters_3 = make_gather(_g_4), make_gather(_g_3)
spread_outputs_4, spread_outputs_3 = make_spread(_at_4), make_spread(_at_3)
spread_filters_4, spread_filters_3 = make_spread(turned(_g_4)), make_spread(turned(_g_3))

ROOM_BYTES = 1 << 19
"""Room for the transformed images and products of the tiles under way: they should stay in a core's second cache."""

PARTS = 4
"""Parts of a filter gradient, whatever the threads."""


LOWEST = np.float32(-np.inf)


class Tiles(NamedTuple):
    """Tiles of m × m outputs over images of rows × columns × channels.

    `down` × `across` tiles cover an image's high × wide outputs of `share` channels; output (0, 0) looks at the images
    from row −`above`, column −`before` on. Work is done on `group` rows of tiles at a time; `lines` is their number in
    the whole batch.
    """

    m: int
    rows: int
    columns: int
    channels: int
    high: int
    wide: int
    share: int
    above: int
    before: int
    down: int
    across: int
    group: int
    lines: int

    @property
    def points(self) -> int:
        return (self.m + 2) ** 2

    @property
    def units(self) -> int:
        return -(-self.lines // self.group)


def make_tiles(m: int, images: Array, outputs: Array, padding: tuple[int, int]) -> Tiles:
    """The tiles of a 3 × 3 convolution from images to outputs, both (batch, rows, columns, channels)."""
    batch, rows, columns, channels = images.shape
    high, wide, share = outputs.shape[1:]
    down, across = -(-high // m), -(-wide // m)
    fit = ROOM_BYTES // ((m + 2) ** 2 * (channels + share) * 4)
    group = max(1, min(batch * down, fit // across))
    return Tiles(m, rows, columns, channels, high, wide, share, *padding, down, across, group, batch * down)


@kernel
def transform_filters(m, filters, size, zeros, target, begin, end) -> None:
    """target[point] = (G·g·Gᵀ)[point] for the numbers begin…end of `size` in each of nine filter cells."""
    if m == 4:
        gather_filters_4(filters, begin, 3 * size, size, 0, 3, 0, 3, zeros, target, begin, size, end - begin)
    else:
        gather_filters_3(filters, begin, 3 * size, size, 0, 3, 0, 3, zeros, target, begin, size, end - begin)


@kernel
def winograd(t, images, filters, outputs, bias, start, floor, zeros, room, made, slot, begin, end) -> None:
    """outputs = start + images ∗ filters, but not below `floor`, for the groups of tiles begin…end.

    filters: by `transform_filters`.
    start: 0 for zero, 1 for the bias, 2 for what the outputs hold. room, made: a workspace for each slot.
    """
    v, mv = in_a_row(room), in_a_row(made)
    v_at, m_at = slot * room.shape[1], slot * made.shape[1]
    n = t.m + 2
    v_point, m_point = t.group * t.across * t.channels, t.group * t.across * t.share
    terms = Sum(1, t.channels, 0, 1, 0, t.share)
    for unit in range(begin, end):
        first = unit * t.group
        count = min(t.group, t.lines - first)
        _gather_images(t, images, first, count, zeros, v, v_at, v_point)
        for p in range(n * n):
            a = Rows(v, v_at + p * v_point, NO_TABLE, 0, t.channels, 0)
            c = Rows(mv, m_at + p * m_point, NO_TABLE, 0, t.share, 0)
            product(a, filters, p * t.channels * t.share, c, c, False, terms, count * t.across, t.share)
        _spread_outputs(t, mv, m_at, m_point, first, count, outputs, bias, start, floor)


@kernel
def _gather_images(t, images, first, count, zeros, v, v_at, v_point) -> None:
    line = t.columns * t.channels
    for k in range(count * t.across):
        strip, x = first + k // t.across, k % t.across
        image, y = strip // t.down, strip % t.down
        top, left = y * t.m - t.above, x * t.m - t.before
        at, to = ((image * t.rows + top) * t.columns + left) * t.channels, v_at + k * t.channels
        bottom, right = t.rows - top, t.columns - left
        if t.m == 4:
            gather_images_4(images, at, line, t.channels, -top, bottom, -left, right, zeros, v, to, v_point, t.channels)
        else:
            gather_images_3(images, at, line, t.channels, -top, bottom, -left, right, zeros, v, to, v_point, t.channels)


@kernel
def _spread_outputs(t, mv, m_at, m_point, first, count, outputs, bias, start, floor) -> None:
    line, add = t.wide * t.share, start > 0
    for k in range(count * t.across):
        strip, x = first + k // t.across, k % t.across
        image, y = strip // t.down, strip % t.down
        at, to = m_at + k * t.share, ((image * t.high + y * t.m) * t.wide + x * t.m) * t.share
        bottom, right = t.high - y * t.m, t.wide - x * t.m
        s, s_at, s_row, s_column = bias, 0, 0, 0
        if start == 2:
            s, s_at, s_row, s_column = outputs, to, line, t.share
        if t.m == 4:
            spread_outputs_4(
                mv,
                at,
                m_point,
                outputs,
                to,
                line,
                t.share,
                bottom,
                right,
                s,
                s_at,
                s_row,
                s_column,
                add,
                floor,
                t.share,
            )
        else:
            spread_outputs_3(
                mv,
                at,
                m_point,
                outputs,
                to,
                line,
                t.share,
                bottom,
                right,
                s,
                s_at,
                s_row,
                s_column,
                add,
                floor,
                t.share,
            )


@kernel
def winograd_parts(t, images, d_outputs, zeros, parts, part_units, room, made, slot, begin, end) -> None:
    """Shares of the transformed filters' gradient, each over `part_units` groups of tiles, for the parts begin…end."""
    v, mv, flat, size = in_a_row(room), in_a_row(made), in_a_row(parts), parts.shape[1]
    v_at, m_at = slot * room.shape[1], slot * made.shape[1]
    n, block = t.m + 2, t.channels * t.share
    v_point, m_point = t.group * t.across * t.channels, t.group * t.across * t.share
    line = t.wide * t.share
    for part in range(begin, end):
        adding = False
        for first in range(part * part_units * t.group, min(t.lines, (part + 1) * part_units * t.group), t.group):
            count = min(t.group, t.lines - first)
            _gather_images(t, images, first, count, zeros, v, v_at, v_point)
            for k in range(count * t.across):
                strip, x = first + k // t.across, k % t.across
                image, y = strip // t.down, strip % t.down
                at = ((image * t.high + y * t.m) * t.wide + x * t.m) * t.share
                bottom, right, to = t.high - y * t.m, t.wide - x * t.m, m_at + k * t.share
                if t.m == 4:
                    gather_slopes_4(d_outputs, at, line, t.share, 0, bottom, 0, right, zeros, mv, to, m_point, t.share)
                else:
                    gather_slopes_3(d_outputs, at, line, t.share, 0, bottom, 0, right, zeros, mv, to, m_point, t.share)
            terms = Sum(1, count * t.across, 0, t.channels, 0, t.share)
            for p in range(n * n):
                a = Rows(v, v_at + p * v_point, NO_TABLE, 0, 1, 0)
                c = Rows(flat, part * size + p * block, NO_TABLE, 0, t.share, 0)
                product(a, mv, m_at + p * m_point, c, c, adding, terms, t.channels, t.share)
            adding = True


@kernel
def filters_from_parts(t, parts, add, target, begin, end) -> None:
    """target (+)= Gᵀ·(Σ parts)·G, part after part; parts[0] is overwritten. Over the numbers begin…end of a cell."""
    size = t.channels * t.share
    total = parts[0]
    for p in range((t.m + 2) * (t.m + 2)):
        for other in range(1, parts.shape[0]):
            for i in range(p * size + begin, p * size + end):
                total[i] += parts[other, i]
    if t.m == 4:
        spread_filters_4(
            total,
            begin,
            size,
            target,
            begin,
            3 * size,
            size,
            3,
            3,
            target,
            begin,
            3 * size,
            size,
            add,
            LOWEST,
            end - begin,
        )
    else:
        spread_filters_3(
            total,
            begin,
            size,
            target,
            begin,
            3 * size,
            size,
            3,
            3,
            target,
            begin,
            3 * size,
            size,
            add,
            LOWEST,
            end - begin,
        )


class WinogradForward(ReadsImages):
    """outputs = images ∗ filters + bias, as `convolution.Forward`, for windows of 3 × 3 and steps of 1.

    `back`: the filters lead from outputs to images and are turned round first, as `convolution.Backward` does.
    """

    def __init__(
        self, m: int, padding: tuple[int, int], images: Array, filters: Array, outputs: Array, scratch: Scratch,
        bias: Array | None = None, back: bool = False, floor: float = -np.inf,
    ) -> None:  # fmt: skip
        self._t = t = make_tiles(m, images, outputs, padding)
        size = t.channels * t.share
        self._turn: tuple[Any, ...] | None = None
        flat = filters.reshape(-1)
        if back:
            turned_filters = scratch((filters.size,)).reshape(-1)
            self._turn = (flat, np.arange(9, dtype=np.intp)[::-1].copy(), filters.shape[2], filters.shape[3], 1)
            self._turned = flat = turned_filters
        zeros = np.zeros(max(t.channels, t.share), images.dtype)
        points = scratch((t.points * size,))
        self._filters = (m, flat, size, np.zeros(size, images.dtype), points)
        self._size, self._slots = size, threads.thread_count()
        room = scratch((self._slots, t.points * t.group * t.across * t.channels))
        made = scratch((self._slots, t.points * t.group * t.across * t.share))
        self._flat_outputs = outputs.reshape(-1)
        # Few hand-overs, yet enough pieces for threads that start late.
        self._chunk = max(1, t.units // 12)
        self._bias: Array = self._flat_outputs if bias is None else bias
        self._start = 0 if bias is None else 1
        self.arguments = (t, images.reshape(-1), points, self._flat_outputs)
        self._tail = (np.float32(floor), zeros, room, made)

    def __call__(self, add: bool = False) -> None:
        if self._turn is not None:
            turn_filters(*self._turn, self._turned, 0, 9)
        threads.run(transform_filters, self._size, max(self._size // 4 // 64 * 64, 64), *self._filters)
        start = 2 if add else self._start
        arguments = (*self.arguments, self._bias, start, *self._tail)
        threads.run(winograd, self._t.units, self._chunk, *arguments, slots=self._slots)


class WinogradFilterGradient(ReadsImages):
    """d_filters (+)= Σ windowsᵀ · d_outputs for windows of 3 × 3 and steps of 1; cut into parts by the shapes alone."""

    def __init__(
        self, m: int, padding: tuple[int, int], images: Array, d_outputs: Array, d_filters: Array, scratch: Scratch
    ) -> None:
        self._t = t = make_tiles(m, images, d_outputs, padding)
        size = t.channels * t.share
        part_units = -(-t.units // min(threads.pieces(PARTS), t.units))
        self._count = -(-t.units // part_units)
        self._parts = scratch((self._count, t.points * size))
        self._slots, self._size = threads.thread_count(), size
        zeros = np.zeros(max(t.channels, t.share), images.dtype)
        room = scratch((self._slots, t.points * t.group * t.across * t.channels))
        made = scratch((self._slots, t.points * t.group * t.across * t.share))
        self.arguments = (t, images.reshape(-1), d_outputs.reshape(-1), zeros, self._parts, part_units, room, made)
        self._target = d_filters.reshape(-1)

    def __call__(self, add: bool = False) -> None:
        threads.run(winograd_parts, self._count, 1, *self.arguments, slots=self._slots)
        chunk = max(self._size // 4 // 64 * 64, 64)
        threads.run(filters_from_parts, self._size, chunk, self._t, self._parts, add, self._target)
