"""Images with their channels first, brought into the order that all kernels work in, and back."""

from __future__ import annotations

from runtime.jit.declare import kernel

TILE = 16


@kernel
def swap_axes(source, rows, columns, target, add, begin, end):
    """target[n, j, i] (+)= source[n, i, j] for the blocks begin…end of rows × columns numbers; flat arrays."""
    for n in range(begin, end):
        block = n * rows * columns
        for top in range(0, rows, TILE):
            for j in range(columns):
                for i in range(top, min(top + TILE, rows)):
                    value = source[block + i * columns + j]
                    to = block + j * rows + i
                    target[to] = target[to] + value if add else value
