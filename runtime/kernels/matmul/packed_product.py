"""Products of large matrices: B is first copied into panels that the tile reads from beginning to end.

In a matrix of a thousand columns the numbers that one tile needs lie kilobytes apart, all in the same few lines of the
cache. A copy costs one pass over an operand for a product that reads it many times. A is copied too where it is
transposed; else its rows are read as they lie. Sums run as in `gemm`: slices of `DEPTH` in their order, whatever the
rows or threads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.jit.declare import kernel
from runtime.kernels.elementwise.flat import in_a_row
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.block_transpose import turn_block
from runtime.kernels.matmul.cache_hints import prefetch
from runtime.kernels.matmul.gemm import Array, Product, flat, operands
from runtime.kernels.matmul.microkernel import (
    BROAD,
    HIGH,
    LANES_32,
    LANES_64,
    LOW,
    MANY_REGISTERS,
    Sum,
    make_tile,
)  # fmt: skip
from runtime.kernels.matmul.product import broad_height, matrix, moved

VECTORS = BROAD if MANY_REGISTERS else 2
"""Vectors of columns in a tile."""

high_full = make_tile(HIGH, VECTORS, False, True)
high_edge = make_tile(HIGH, 2, True, True)
high_half = make_tile(HIGH, 1, True, True)
low_full = make_tile(LOW, VECTORS, False, True)
low_edge = make_tile(LOW, 2, True, True)
low_half = make_tile(LOW, 1, True, True)

WIDTH = VECTORS * LANES_32
"""Columns of a panel."""

ROOMY = LANES_32 == 16
"""Processors with AVX-512 have larger caches."""

DEPTH = (1 << (15 if ROOMY else 14)) // WIDTH
"""Terms of a sum that run through one tile at a time. A panel of so many rows comes from the second cache; C, whose
rows often lie in the same few lines of the first, is read the more seldom."""

GROUP = 4 * WIDTH
"""Columns of B that are packed at a time: long pieces of rows, yet in the second cache."""

BLOCK = 192 * HIGH
"""Rows of A that are packed at a time. They run from one end to the other, so they need not fit a cache."""

BESIDE = 8
"""Tiles that are packed side by side where A is transposed: 48 rows are three lines of a cache."""

AHEAD = 4
"""Rows of B that are asked for while one is packed."""

FAR = 16
"""Terms of A transposed that are asked for while one is packed: they are shorter."""

LEAST = 1 << 18
"""Numbers in B from which on packing pays where both operands lie as the tile reads them."""

LEAST_TALL = 1 << 22
"""Multiplications from which on it pays then with many rows, if the caches are not roomy."""

LEAST_A_TURNED = 1 << 25 if ROOMY else 1 << 22
"""Multiplications from which on it pays where A is transposed, whose numbers then lie side by side already."""

LEAST_B_TURNED = 1 << 22
"""Multiplications from which on it pays where B is transposed."""


@kernel
def pack_panels(b, at, b_row, b_step, size, columns, packed, to) -> None:
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


@kernel
def pack_rows(a, at, a_step, count, size, work, to) -> None:
    """work[tile, k, i] = a[at + first + i + k · a_step] for `count` rows and k < size: what A transposed needs.

    A tile that begins at a row `first` has `broad_height` rows; those too many repeat the last one.
    """
    first = 0
    # Tiles side by side use all of a cache line before the next row of numbers takes its place. None is low.
    while broad_height(count - first - (BESIDE - 1) * HIGH) == HIGH:
        for k in range(size):
            source, target = np.uint64(at + first + k * a_step), np.uint64(to + first * size + k * HIGH)
            if k + FAR < size:
                for line in range(0, BESIDE * HIGH, LANES_32):
                    prefetch(a, at + first + (k + FAR) * a_step + line)
            for _ in range(BESIDE):
                for i in range(np.uint64(HIGH)):
                    work[target + i] = a[source + i]
                source, target = source + np.uint64(HIGH), target + np.uint64(HIGH * size)
        first += BESIDE * HIGH
    while first < count:
        height = broad_height(count - first)
        valid, target = min(height, count - first), to + first * size
        for k in range(size):
            for i in range(height):
                work[target + k * height + i] = a[at + first + min(i, valid - 1) + k * a_step]
        first += height


class Sizes(NamedTuple):
    """Rows and columns of a product, and the terms of its sums."""

    rows: int
    columns: int
    depth: int


class Ending(NamedTuple):
    """`Epilogue` as the kernel takes it: empty arrays are none; `row` is room for a row of sums."""

    rectified: bool
    gate: Array
    sums: Array
    row: Array
    add_sums: bool


class Work(NamedTuple):
    """How a product is shared out, and workspaces with a part for each slot: `room` numbers of tiles, a row of panels.

    `tiles` is A itself where its rows are contiguous.
    """

    by_rows: bool
    tiles: Array
    room: int
    panels: Array


@kernel
def packed_product(m, sizes, ending, work, slot, begin, end) -> None:
    """Rows (else columns) begin…end of C = (start if add else 0) + A·B; `m` are its `Operands`.

    `ending.rectified`: what is below zero in C becomes zero. For the gradients of a layer, by columns only: B is first
    zero where `ending.gate` is not above it, and its columns are summed into `ending.sums`.
    """
    a, b = m.a, m.b
    top, bottom = (begin, end) if work.by_rows else (0, sizes.rows)
    left, right = (0, sizes.columns) if work.by_rows else (begin, end)
    if ending.gate.size > 0:
        close_gate(b.data, b.row, ending.gate, sizes.depth, left, right)
    if ending.sums.size > 0:
        column_sums(b.data, sizes.depth, b.row, ending.row, ending.sums, ending.add_sums, left, right)
    packed, turned = Place(in_a_row(work.panels), slot * work.panels.shape[1]), a.step != 1
    block = BLOCK if turned else bottom - top
    for low in range(0, sizes.depth, DEPTH):
        size, first = min(DEPTH, sizes.depth - low), low == 0
        last = ending.rectified and low + size == sizes.depth
        for i in range(top, bottom, block):
            count, at = min(block, bottom - i), i * a.row + low * a.step
            if turned:
                pack_rows(a.data, at, a.step, count, size, work.tiles, slot * work.room)
                at = slot * work.room
            tiles = matrix(work.tiles, at, a.row)
            for j in range(left, right, GROUP):
                wide = min(GROUP, right - j)
                pack_panels(b.data, low * b.row + j * b.step, b.row, b.step, size, wide, packed.data, packed.at)
                target = matrix(m.c.data, i * m.c.row + j, m.c.row)
                begins = target
                if first:
                    begins = matrix(m.start.data, i * m.start.row + j, m.start.row)
                add, part = m.add or not first, Sizes(count, wide, size)
                multiply_panels(tiles, turned, packed, target, begins, add, part, last)


@kernel
def rectify(c, at, c_row, rows, columns) -> None:
    """What is below zero in a matrix becomes zero."""
    zero = c.dtype.type(0)
    for i in range(rows):
        place = np.uint64(at + i * c_row)
        for j in range(np.uint64(columns)):
            c[place + j] = zero if c[place + j] < zero else c[place + j]


@kernel
def close_gate(b, b_row, gate, rows, left, right) -> None:
    """The gradient of relu: zero where its output is not above zero, and NaN stays."""
    zero = b.dtype.type(0)
    for i in range(rows):
        place = np.uint64(i * b_row + left)
        for j in range(np.uint64(right - left)):
            b[place + j] = b[place + j] if gate[place + j] > zero else zero * b[place + j]


class Place(NamedTuple):
    """Where something begins in a flat array."""

    data: Array
    at: int


@kernel
def multiply_panels(tiles, turned, panels, c, start, add, sizes, rectified) -> None:
    """C = (start if add else 0) + A·B: A as it lies, or `turned` by `pack_rows`; B in panels; matrices as `Rows`.

    `rectified`: what is below zero becomes zero, while it is in the first cache.
    """
    rows, columns, size, packed, to = sizes.rows, sizes.columns, sizes.depth, panels.data, panels.at
    lanes = LANES_32 if packed.itemsize == 4 else LANES_64
    terms = Sum(1, size, 0, HIGH if turned else 1, 0, WIDTH)
    low_terms = Sum(1, size, 0, LOW if turned else 1, 0, WIDTH)
    i = 0
    while i < rows:
        height = broad_height(rows - i)
        valid = min(height, rows - i)
        tile = matrix(tiles.data, tiles.at + i * (size if turned else tiles.stride), 1 if turned else tiles.stride)
        j = 0
        while j < columns:
            b_at, left = to + j // WIDTH * WIDTH * size + j % WIDTH, columns - j
            target, begins = moved(c, i, j), moved(start, i, j)
            if left >= VECTORS * lanes:
                wide = VECTORS * lanes
                if height == HIGH:
                    high_full(tile, packed, b_at, target, begins, add, terms, valid, wide)
                else:
                    low_full(tile, packed, b_at, target, begins, add, low_terms, valid, wide)
            elif left > lanes:
                wide = min(left, 2 * lanes)
                if height == HIGH:
                    high_edge(tile, packed, b_at, target, begins, add, terms, valid, wide)
                else:
                    low_edge(tile, packed, b_at, target, begins, add, low_terms, valid, wide)
            else:
                wide = left
                if height == HIGH:
                    high_half(tile, packed, b_at, target, begins, add, terms, valid, wide)
                else:
                    low_half(tile, packed, b_at, target, begins, add, low_terms, valid, wide)
            j += wide
        if rectified:
            rectify(c.data, c.at + i * c.stride, c.stride, valid, columns)
        i += height


class Epilogue(NamedTuple):
    """What a product does in the same pass, see `packed_product`; `gate` and `sums` ask for contiguous rows of B."""

    rectified: bool = False
    gate: Array | None = None
    sums: Array | None = None
    add_sums: bool = False


def bind_product(
    a: Array,
    b: Array,
    c: Array,
    scratch: Callable[[tuple[int, ...]], Array],
    bias: Array | None = None,
    epilogue: Epilogue | None = None,
) -> Product | PackedProduct:
    """C (+)= A·B + bias bound to its arrays, by whichever way is faster for such sizes; see `gemm.Product`.

    `epilogue` is for those products alone that `pays` speaks of.
    """
    if pays(a, b):
        return PackedProduct(a, b, c, scratch, bias, epilogue)
    return Product(a, b, c, scratch, bias)


def pays(a: Array, b: Array) -> bool:
    """Whether a product of these matrices is faster with packed operands (measured, see `benchmarks.kernels`)."""
    (rows, depth), columns = a.shape, b.shape[1]
    if columns < 2 * LANES_32 or rows < 2 * HIGH:
        return False
    work = rows * depth * columns
    if b.strides[1] != b.itemsize:
        return work >= LEAST_B_TURNED
    if a.strides[1] != a.itemsize:
        return a.strides[0] == a.itemsize and work >= LEAST_A_TURNED and columns >= 16 * LANES_32
    if rows >= 8 * HIGH and depth * columns >= LEAST:
        return True
    return not ROOMY and rows >= 20 * HIGH and work >= LEAST_TALL


class PackedProduct:
    """As `gemm.Product`, for matrices where `pays` says so. `scratch` gives the workspaces."""

    def __init__(
        self,
        a: Array,
        b: Array,
        c: Array,
        scratch: Callable[[tuple[int, ...]], Array],
        bias: Array | None = None,
        epilogue: Epilogue | None = None,
    ) -> None:
        also = epilogue or Epilogue()
        (rows, depth), columns = a.shape, b.shape[1]
        left = flat(a)
        self._slots = slots = threads.thread_count()
        none = np.zeros(0, c.dtype)
        gate, sums = (none if m is None else m.reshape(-1) for m in (also.gate, also.sums))
        # The longer side is shared out; what the other needs is packed by every thread.
        by_rows = rows > columns and gate.size + sums.size == 0
        self._total, unit = (rows, HIGH) if by_rows else (columns, WIDTH)
        self._chunk = -(-self._total // (slots * unit)) * unit
        size, own_rows = min(depth, DEPTH), min(BLOCK, self._chunk if by_rows else rows)
        turned = left.step != 1
        room = -(-own_rows // HIGH) * HIGH * size if turned else 0
        tiles = scratch((slots * room,)) if turned else left.data
        panels = scratch((slots, min(GROUP, -(-columns // WIDTH) * WIDTH) * size))
        self._plain = operands(left, flat(b), flat(c), bias)
        self._ending = Ending(also.rectified, gate, sums, scratch(sums.shape), also.add_sums)
        self._sizes, self._work = Sizes(rows, columns, depth), Work(by_rows, tiles, room, panels)

    def read_from(self, a: Array) -> None:
        """Find A in this array from now on, of the same shape and strides."""
        found = flat(a)
        self._plain = self._plain._replace(a=found)
        if found.step == 1:
            self._work = self._work._replace(tiles=found.data)

    def __call__(self, accumulate: bool = False) -> None:
        m = self._plain._replace(start=self._plain.c, add=True) if accumulate else self._plain
        arguments = m, self._sizes, self._ending, self._work
        threads.run(packed_product, self._total, self._chunk, *arguments, slots=self._slots)
