"""Images seen through a projective map: each number of the output is read between the cells of the input."""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import inlined, kernel

FILL_MODES = ("constant", "nearest", "wrap", "reflect")
"""What lies outside an image, by the number that kernels know it by."""

FARTHEST = 1e9
"""Where a place is taken to lie at most: beyond it no whole number would hold it."""


@inlined
def _inside(place, size, mode):
    """The cell of an axis that stands for a place, −1 for none."""
    if 0 <= place < size:
        return place
    if mode == 0:
        return -1
    if mode == 1:
        return 0 if place < 0 else size - 1
    if mode == 2:
        return place % size
    place %= 2 * size
    return place if place < size else 2 * size - 1 - place


@kernel
def sample_images(images, rows, columns, channels, maps, linear, mode, fill, back, outputs, begin, end):
    """outputs[n, y, x] = images[n] at (a₃x + a₄y + a₅, a₀x + a₁y + a₂) / (a₆x + a₇y + 1), row first, a = maps[n].

    Between cells by the four around (`linear`), or the nearest; `mode` is a number of `FILL_MODES`. With `back` the
    way back: images += what of outputs came from each cell. images, outputs: flat (…, rows, columns, channels).
    """
    width, outside = np.uint64(channels), outputs.dtype.type(fill)
    for n in range(begin, end):
        for y in range(rows):
            for x in range(columns):
                to = np.uint64(((n * rows + y) * columns + x) * channels)
                if not back:
                    outputs[to : to + width] = 0
                depth = maps[n, 6] * x + maps[n, 7] * y + 1.0
                down = (maps[n, 3] * x + maps[n, 4] * y + maps[n, 5]) / depth
                across = (maps[n, 0] * x + maps[n, 1] * y + maps[n, 2]) / depth
                down, across = min(max(down, -FARTHEST), FARTHEST), min(max(across, -FARTHEST), FARTHEST)
                if linear:
                    top, left = int(np.floor(down)), int(np.floor(across))
                    lower, right = down - top, across - left
                else:
                    top = int(np.floor(down + 0.5)) if down >= 0 else int(np.ceil(down - 0.5))
                    left = int(np.floor(across + 0.5)) if across >= 0 else int(np.ceil(across - 0.5))
                    lower, right = 0.0, 0.0
                for corner in range(4):
                    i, j = corner >> 1, corner & 1
                    weight = (lower if i else 1.0 - lower) * (right if j else 1.0 - right)
                    if weight == 0:
                        continue
                    row, column = _inside(top + i, rows, mode), _inside(left + j, columns, mode)
                    factor = outputs.dtype.type(weight)
                    if row < 0 or column < 0:
                        if not back:
                            for c in range(width):
                                outputs[to + c] += factor * outside
                        continue
                    at = np.uint64(((n * rows + row) * columns + column) * channels)
                    if back:
                        for c in range(width):
                            images[at + c] += factor * outputs[to + c]
                    else:
                        for c in range(width):
                            outputs[to + c] += factor * images[at + c]
