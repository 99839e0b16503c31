"""A sum of products within each channel, for depthwise convolutions: as `product`, but columns are not mixed."""

from __future__ import annotations

from typing import Any

from runtime.jit.declare import inlined
from runtime.kernels.matmul.microkernel import MANY_REGISTERS, VECTORS, make_tile
from runtime.kernels.matmul.product import make_linked_product, moved

HIGH = 9 if MANY_REGISTERS else 6
"""Rows of a tile: the cells of a 3 × 3 window, whose gradient is one tile then, where registers are many."""
LOW = 3

high_full = make_tile(HIGH, VECTORS, False, apart=True)
low_full = make_tile(LOW, VECTORS, False, apart=True)
high_edge = make_tile(HIGH, 1, True, apart=True)
low_edge = make_tile(LOW, 1, True, apart=True)


@inlined
def _by_tiles(a, b, b_at, c, start, add, terms, rows, columns, lanes) -> None:
    width = VECTORS * lanes
    j = 0
    while j < columns:
        full = columns - j >= width
        valid = width if full else min(lanes, columns - j)
        i = 0
        while i < rows:
            high = rows - i > 2 * LOW
            count = min(rows - i, HIGH if high else LOW)
            a_i, c_i, start_i = moved(a, i, j), moved(c, i, j), moved(start, i, j)
            if high:
                if full:
                    high_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    high_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            else:
                if full:
                    low_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    low_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            i += count
        j += valid


channel_product: Any = make_linked_product("layerloom_channel_product", _by_tiles)
"""channel_product(a: Rows, b, b_at, c: Rows, start: Rows, add, terms: Sum, rows, columns), for kernels:

c[i, j] = (start[i, j] if add else 0) + Σ_o Σ_s a[i, o·a_outer + s·a_inner + j] · b[b_at + o·b_outer + s·b_inner + j].
"""
