"""Products of large matrices: both operands are first copied into panels that the tile reads from beginning to end.

In a matrix of a thousand columns the numbers that one tile needs lie kilobytes apart, all in the same few lines of the
cache. A copy costs one pass over an operand for a product that reads it many times. Sums run as in `gemm`: slices of
`DEPTH` in their order, whatever the rows or threads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from runtime import threads
from runtime.jit import formula, kernel
from runtime.kernels.block_transpose import turn_block
from runtime.kernels.flat import in_a_row
from runtime.kernels.gemm import Array, Product, flat
from runtime.kernels.microkernel import LANES_32, LANES_64, MOST, NO_TABLE, ROWS, VECTORS, Rows, Sum, make_tile
from runtime.kernels.prefetch import prefetch
from runtime.kernels.product import moved
from runtime.kernels.reductions import column_sums

packed_full = make_tile(ROWS, VECTORS, False, True)
packed_edge = make_tile(ROWS, VECTORS, True, True)
packed_half = make_tile(ROWS, 1, True, True)
last_full = make_tile(MOST, VECTORS, False, True)
last_edge = make_tile(MOST, VECTORS, True, True)
last_half = make_tile(MOST, 1, True, True)

WIDTH = VECTORS * LANES_32
"""Columns of a panel."""

ROOMY = LANES_32 == 16
"""Processors with AVX-512 have larger caches, and tiles of twice the rows, which use a panel of B for twice as long."""

DEPTH = (1 << (13 if ROOMY else 14)) // WIDTH
"""Terms of a sum that run through one tile at a time. A panel of so many rows fills a first-level cache of 32 KB, or
comes from the second: then C, whose rows often lie in the same few lines of the first, is read half as often."""

GROUP = (8 if ROOMY else 4) * WIDTH
"""Columns of B that are packed at a time, more where sums are short: long pieces of rows, yet in the second cache."""

BLOCK = 96 * ROWS
"""Rows of A that are packed at a time. They run from one end to the other, so they need not fit a cache."""

AHEAD = 8
"""Rows of B that are asked for while one is packed."""

LEAST = 1 << 18
"""Numbers in B from which on packing pays where both operands lie as the tile reads them."""

LEAST_TALL = 1 << 22
"""Multiplications from which on it pays then with many rows, if the caches are not roomy."""

LEAST_A_TURNED = 1 << 25 if ROOMY else 1 << 22
"""Multiplications from which on it pays where A is transposed, whose numbers then lie side by side already."""

LEAST_B_TURNED = 1 << 23 if ROOMY else 1 << 22
"""Multiplications from which on it pays where B is transposed."""


@kernel
def pack_panels(b: Any, at: Any, b_row: Any, b_step: Any, size: Any, columns: Any, packed: Any, to: Any) -> None:
    """packed[to + panel, k, j] = b[at + k, panel · WIDTH + j] for k < size; what is beyond the columns stays."""
    lanes = LANES_32 if b.itemsize == 4 else LANES_64
    if b_step == 1:
        for k in range(size):
            for j in range(0, columns, WIDTH):
                source, target = np.uint64(at + k * b_row + j), np.uint64(to + j * size + k * WIDTH)
                if k + AHEAD < size:
                    for line in range(0, WIDTH, LANES_32):
                        prefetch(b, at + (k + AHEAD) * b_row + j + line)
                for i in range(np.uint64(min(WIDTH, columns - j))):
                    packed[target + i] = b[source + i]
        return
    whole = size // lanes * lanes if b_row == 1 else 0
    for j in range(0, columns, lanes):
        panel = to + j // WIDTH * WIDTH * size + j % WIDTH
        for k in range(0, whole, lanes):
            turn_block(b, at + j * b_step + k, b_step, columns - j, packed, panel + k * WIDTH, WIDTH)
        for i in range(min(lanes, columns - j)):
            for k in range(whole, size):
                packed[panel + k * WIDTH + i] = b[at + (j + i) * b_step + k * b_row]


@formula
def group_of(size: Any) -> Any:
    """How many columns of B are packed at a time where sums have so many terms."""
    return GROUP * max(1, DEPTH // size)


@formula
def packed_height(left: Any) -> Any:
    """The height of the next tile where so many rows are left: 256 rows leave nothing over."""
    return MOST if left <= MOST or 2 * MOST - 1 <= left <= 2 * MOST else ROWS


@kernel
def pack_rows(a: Any, at: Any, a_row: Any, a_step: Any, count: Any, size: Any, work: Any, to: Any) -> None:
    """work[tile, k, i] = a[at + (first + i) · a_row + k · a_step] for `count` rows and k < size.

    A tile that begins at a row `first` has `packed_height` rows; those too many repeat the last one.
    """
    lanes = LANES_32 if a.itemsize == 4 else LANES_64
    begin = 0
    if a_row == 1:
        # Four tiles side by side use all of a cache line before the next row of numbers takes its place. None is low.
        while begin + 3 * ROWS + 2 * MOST < count:
            for k in range(size):
                source, target = np.uint64(at + begin + k * a_step), np.uint64(to + begin * size + k * ROWS)
                for _ in range(4):
                    for i in range(np.uint64(ROWS)):
                        work[target + i] = a[source + i]
                    source, target = source + np.uint64(ROWS), target + np.uint64(ROWS * size)
            begin += 4 * ROWS
    first = begin
    while first < count:
        height = packed_height(count - first)
        valid, target = min(height, count - first), to + first * size
        source = at + first * a_row
        if a_step == 1 and lanes >= ROWS:
            whole = size // lanes * lanes
            for k in range(0, whole, lanes):
                turn_block(a, source + k, a_row, valid, work, target + k * height, height)
            for k in range(whole, size):
                for i in range(height):
                    work[target + k * height + i] = a[source + min(i, valid - 1) * a_row + k]
        elif valid == height:
            for k in range(size):
                of, into = source + k * a_step, target + k * height
                for i in range(height):
                    work[into + i] = a[of + i * a_row]
        else:
            for k in range(size):
                for i in range(height):
                    work[target + k * height + i] = a[source + min(i, valid - 1) * a_row + k * a_step]
        first += height


@kernel
def packed_product(
    a: Any, a_row: Any, a_step: Any, b: Any, b_row: Any, b_step: Any, c: Any, c_row: Any, start: Any, start_row: Any,
    add: Any, rows: Any, columns: Any, depth: Any, by_rows: Any, rectified: Any, gate: Any, sums: Any, row: Any,
    add_sums: Any, work: Any, panels: Any, slot: Any, begin: Any, end: Any,
) -> None:  # fmt: skip
    """Rows (else columns) begin…end of C = (start if add else 0) + A·B; a workspace for A and one for B each slot.

    `rectified`: what is below zero in C becomes zero. For the gradients of a layer, by columns only: B is first zero
    where `gate` is not above it, and its columns are summed into `sums`, with room for a `row`; empty arrays are none.
    """
    top, bottom = (begin, end) if by_rows else (0, rows)
    left, right = (0, columns) if by_rows else (begin, end)
    if gate.size > 0:
        close_gate(b, b_row, gate, depth, left, right)
    if sums.size > 0:
        column_sums(b, depth, b_row, row, sums, add_sums, left, right)
    at, to = slot * work.shape[1], slot * panels.shape[1]
    tiles, packed = in_a_row(work), in_a_row(panels)
    for low in range(0, depth, DEPTH):
        size, first = min(DEPTH, depth - low), low == 0
        terms = Sum(1, size, 0, ROWS, 0, WIDTH)
        for i in range(top, bottom, BLOCK):
            count = min(BLOCK, bottom - i)
            pack_rows(a, i * a_row + low * a_step, a_row, a_step, count, size, tiles, at)
            group = group_of(size)
            for j in range(left, right, group):
                wide = min(group, right - j)
                pack_panels(b, low * b_row + j * b_step, b_row, b_step, size, wide, packed, to)
                target = Rows(c, i * c_row + j, NO_TABLE, 0, c_row, 0)
                begins = target
                if first:
                    begins = Rows(start, i * start_row + j, NO_TABLE, 0, start_row, 0)
                multiply_panels(tiles, at, packed, to, target, begins, add or not first, terms, count, wide)
                if rectified and low + size == depth:
                    rectify(c, i * c_row + j, c_row, count, wide)


@kernel
def rectify(c: Any, at: Any, c_row: Any, rows: Any, columns: Any) -> None:
    """What is below zero in a matrix becomes zero."""
    zero = c.dtype.type(0)
    for i in range(rows):
        place = np.uint64(at + i * c_row)
        for j in range(np.uint64(columns)):
            c[place + j] = zero if c[place + j] < zero else c[place + j]


@kernel
def close_gate(b: Any, b_row: Any, gate: Any, rows: Any, left: Any, right: Any) -> None:
    """The gradient of relu: zero where its output is not above zero, and NaN stays."""
    zero = b.dtype.type(0)
    for i in range(rows):
        place = np.uint64(i * b_row + left)
        for j in range(np.uint64(right - left)):
            b[place + j] = b[place + j] if gate[place + j] > zero else zero * b[place + j]


@kernel
def multiply_panels(
    tiles: Any, at: Any, packed: Any, to: Any, c: Any, start: Any, add: Any, terms: Any, rows: Any, columns: Any
) -> None:
    """C = (start if add else 0) + what `pack_rows` and `pack_panels` left."""
    lanes, size = LANES_32 if packed.itemsize == 4 else LANES_64, terms.inner
    wide, low_terms = VECTORS * lanes, Sum(1, size, 0, MOST, 0, WIDTH)
    # A tile of A meets all panels in turn, so that C is written along its rows; or a panel meets all tiles.
    span = wide if ROOMY else columns
    for first in range(0, columns, span):
        i = 0
        while i < rows:
            height = packed_height(rows - i)
            valid = min(height, rows - i)
            tile = Rows(tiles, at + i * size, NO_TABLE, 0, 1, 0)
            for j in range(first, min(columns, first + span), wide):
                b_at, left = to + j // WIDTH * WIDTH * size + j % WIDTH, columns - j
                target, begins = moved(c, i, j), moved(start, i, j)
                if height == MOST:
                    if left >= wide:
                        last_full(tile, packed, b_at, target, begins, add, low_terms, valid, wide)
                    elif left > lanes:
                        last_edge(tile, packed, b_at, target, begins, add, low_terms, valid, left)
                    else:
                        last_half(tile, packed, b_at, target, begins, add, low_terms, valid, left)
                elif left >= wide:
                    packed_full(tile, packed, b_at, target, begins, add, terms, valid, wide)
                elif left > lanes:
                    packed_edge(tile, packed, b_at, target, begins, add, terms, valid, left)
                else:
                    packed_half(tile, packed, b_at, target, begins, add, terms, valid, left)
            i += height


class Besides(NamedTuple):
    """What a product does in the same pass, see `packed_product`; `gate` and `sums` ask for contiguous rows of B."""

    rectified: bool = False
    gate: Array | None = None
    sums: Array | None = None
    add_sums: bool = False


def bind_product(
    a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array], bias: Array | None = None,
    besides: Besides | None = None,
) -> Product | PackedProduct:  # fmt: skip
    """C (+)= A·B + bias bound to its arrays, by whichever way is faster for such sizes; see `gemm.Product`.

    `besides` is for those products alone that `pays` speaks of.
    """
    if pays(a, b):
        return PackedProduct(a, b, c, scratch, bias, besides)
    return Product(a, b, c, scratch, bias)


def pays(a: Array, b: Array) -> bool:
    """Whether a product of these matrices is faster with packed operands (measured, see `benchmarks.kernels`)."""
    (rows, depth), columns = a.shape, b.shape[1]
    if columns < WIDTH or rows < 2 * ROWS:
        return False
    work = rows * depth * columns
    if b.strides[1] != b.itemsize:
        return work >= LEAST_B_TURNED
    if a.strides[1] != a.itemsize:
        return work >= LEAST_A_TURNED and (ROOMY or columns >= 8 * WIDTH)
    if rows >= 4 * ROWS and depth * columns >= LEAST:
        return True
    return not ROOMY and rows >= 20 * ROWS and work >= LEAST_TALL


class PackedProduct:
    """As `gemm.Product`, for matrices where `pays` says so. `scratch` gives the workspaces."""

    def __init__(
        self, a: Array, b: Array, c: Array, scratch: Callable[[tuple[int, ...]], Array], bias: Array | None = None,
        besides: Besides | None = None,
    ) -> None:  # fmt: skip
        also = besides or Besides()
        (rows, depth), columns = a.shape, b.shape[1]
        b_flat, b_row, b_step = flat(b)
        a_flat, a_row, a_step = flat(a)
        c_flat, c_row, _ = flat(c)
        self._slots = slots = threads.thread_count()
        none = np.zeros(0, c.dtype)
        gate, sums = (none if m is None else m.reshape(-1) for m in (also.gate, also.sums))
        # The longer side is shared out; what the other needs is packed by every thread.
        by_rows = rows > columns and gate.size + sums.size == 0
        self._total, unit = (rows, ROWS) if by_rows else (columns, WIDTH)
        self._chunk = -(-self._total // (slots * unit)) * unit
        size, own_rows = min(depth, DEPTH), min(BLOCK, self._chunk if by_rows else rows)
        work = scratch((slots, -(-own_rows // ROWS) * ROWS * size + LANES_32))
        panels = scratch((slots, min(group_of(size), -(-columns // WIDTH) * WIDTH) * size))
        start, start_row = (c_flat, c_row) if bias is None else (bias, 0)
        operands = a_flat, a_row, a_step, b_flat, b_row, b_step, c_flat, c_row
        extra = also.rectified, gate, sums, scratch(sums.shape), also.add_sums
        ending = rows, columns, depth, by_rows, *extra, work, panels
        self._plain = *operands, start, start_row, bias is not None, *ending
        self._adding = *operands, c_flat, c_row, True, *ending

    def read_from(self, a: Array) -> None:
        """Find A in this array from now on, of the same shape and strides."""
        found = flat(a)[0]
        self._plain, self._adding = (found, *self._plain[1:]), (found, *self._adding[1:])

    def __call__(self, accumulate: bool = False) -> None:
        arguments = self._adding if accumulate else self._plain
        threads.run(packed_product, self._total, self._chunk, *arguments, slots=self._slots)
