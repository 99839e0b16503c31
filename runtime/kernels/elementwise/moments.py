"""Means and variances over any axes, in one reading.

A piece is `length` numbers in a row of an array, the last piece of all what is left. Its numbers go to `lanes` in turn,
number i to lane i modulo lanes. Where channels lie side by side, lanes are a few times the channels, so that a loop
over them fills vectors; where a piece belongs to one channel alone, there is one lane. Piece p and lane j are entry
p·lanes + j of the results. However pieces are shared out among threads, the numbers are the same.

Numbers are read from memory once: of a block that fits the nearest cache first the means are taken, then the squares
around those, and blocks are joined as Chan, Golub and LeVeque (1983) do. So a mean far from zero costs no precision.
"""

from __future__ import annotations

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.elementwise.rescale import close_outside

BLOCK = 2048
"""Numbers of a block."""


@kernel
def lane_moments(x, length, lanes, mean, square, block_mean, block_square, begin, end) -> None:
    """The mean of every lane of the pieces begin…end, and the sum of squares around it; blocks' own are work."""
    zero, one = x.dtype.type(0), x.dtype.type(1)
    for piece in range(begin, end):
        at, lane = piece * length, np.uint64(piece * lanes)
        numbers = min(length, x.size - at)
        rows, block = numbers // lanes, max(4, BLOCK // lanes)
        for j in range(np.uint64(lanes)):
            mean[lane + j] = zero
            square[lane + j] = zero
        for first in range(0, rows, block):
            count = min(block, rows - first)
            fours = first + count - count % 4
            for j in range(np.uint64(lanes)):
                block_mean[lane + j] = zero
                block_square[lane + j] = zero
            for row in range(first, fours, 4):
                a = np.uint64(at + row * lanes)
                b, c, d = a + np.uint64(lanes), a + np.uint64(2 * lanes), a + np.uint64(3 * lanes)
                for j in range(np.uint64(lanes)):
                    block_mean[lane + j] += (x[a + j] + x[b + j]) + (x[c + j] + x[d + j])
            for row in range(fours, first + count):
                a = np.uint64(at + row * lanes)
                for j in range(np.uint64(lanes)):
                    block_mean[lane + j] += x[a + j]
            share = one / x.dtype.type(count)
            for j in range(np.uint64(lanes)):
                block_mean[lane + j] *= share
            for row in range(first, fours, 4):
                a = np.uint64(at + row * lanes)
                b, c, d = a + np.uint64(lanes), a + np.uint64(2 * lanes), a + np.uint64(3 * lanes)
                for j in range(np.uint64(lanes)):
                    m = block_mean[lane + j]
                    p, q, r, s = x[a + j] - m, x[b + j] - m, x[c + j] - m, x[d + j] - m
                    block_square[lane + j] += (p * p + q * q) + (r * r + s * s)
            for row in range(fours, first + count):
                a = np.uint64(at + row * lanes)
                for j in range(np.uint64(lanes)):
                    p = x[a + j] - block_mean[lane + j]
                    block_square[lane + j] += p * p
            part = x.dtype.type(count) / x.dtype.type(first + count)
            both = x.dtype.type(first) * part
            for j in range(np.uint64(lanes)):
                apart = block_mean[lane + j] - mean[lane + j]
                mean[lane + j] += apart * part
                square[lane + j] += block_square[lane + j] + apart * apart * both
        a, part = np.uint64(at + rows * lanes), one / x.dtype.type(rows + 1)
        both = x.dtype.type(rows) * part
        for j in range(np.uint64(numbers - rows * lanes)):
            apart = x[a + j] - mean[lane + j]
            mean[lane + j] += apart * part
            square[lane + j] += apart * apart * both


@kernel
def run_moments(x, length, mean, square, begin, end) -> None:
    """`lane_moments` for one lane."""
    zero = x.dtype.type(0)
    for piece in range(begin, end):
        low, high = np.uint64(piece * length), np.uint64(piece * length + length)
        total = zero
        for i in range(low, high):
            total += x[i]
        middle, total = total / x.dtype.type(length), zero
        for i in range(low, high):
            apart = x[i] - middle
            total += apart * apart
        mean[piece] = middle
        square[piece] = total


@kernel
def join_moments(mean, square, counts, samples, groups, width, joint_mean, variance) -> None:
    """Of the entries (samples, any number, groups, width), `counts` numbers each, what the numbers of a sample and a
    group have in common."""
    rounds = mean.size // (samples * groups * width)
    for sample in range(samples):
        for group in range(groups):
            first = (sample * rounds * groups + group) * width
            count, total, squares = 0.0, 0.0, 0.0
            for turn in range(rounds):
                for k in range(width):
                    i = first + turn * groups * width + k
                    count += counts[i]
                    total += counts[i] * mean[i]
            middle = total / count
            for turn in range(rounds):
                for k in range(width):
                    i = first + turn * groups * width + k
                    squares += square[i] + counts[i] * (mean[i] - middle) ** 2
            joint_mean[sample * groups + group] = middle
            variance[sample * groups + group] = squares / count


@kernel
def slope_sums(x, dy, rows, limits, length, lanes, each, stride, direct, along, begin, end) -> None:
    """The sums of dy and of dy · (x − center) of every lane of the pieces begin…end; `rows` and `limits` as in
    `rescale`. Where that has cut, dy becomes zero."""
    zero, center = x.dtype.type(0), rows[0]
    closes = limits.low > -np.inf or limits.high < np.inf
    for piece in range(begin, end):
        at, lane = piece * length, np.uint64(piece * lanes)
        numbers = min(length, x.size - at)
        row = (piece // each) * stride + piece % stride
        if closes:
            close_outside(x, dy, rows, limits, lanes, at, numbers, row)
        if lanes == 1:
            m, plain, weighted = center[row], zero, zero
            for i in range(np.uint64(at), np.uint64(at + numbers)):
                plain += dy[i]
                weighted += dy[i] * (x[i] - m)
            direct[lane] = plain
            along[lane] = weighted
        else:
            first, count = np.uint64(row * lanes), numbers // lanes
            twos = count - count % 2
            for j in range(np.uint64(lanes)):
                direct[lane + j] = zero
                along[lane + j] = zero
            for r in range(0, twos, 2):
                a = np.uint64(at + r * lanes)
                b = a + np.uint64(lanes)
                for j in range(np.uint64(lanes)):
                    m = center[first + j]
                    direct[lane + j] += dy[a + j] + dy[b + j]
                    along[lane + j] += dy[a + j] * (x[a + j] - m) + dy[b + j] * (x[b + j] - m)
            for low in range(twos * lanes, numbers, lanes):
                a = np.uint64(at + low)
                for j in range(np.uint64(min(lanes, numbers - low))):
                    direct[lane + j] += dy[a + j]
                    along[lane + j] += dy[a + j] * (x[a + j] - center[first + j])
