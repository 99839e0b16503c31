"""What the kernels of attention are told: where the heads' matrices lie, how scores are made, masked and dropped."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import formula, kernel
from runtime.kernels.elementwise.exponential import exp
from runtime.kernels.elementwise.largest import rank, ranked
from runtime.kernels.elementwise.random import random_word
from runtime.kernels.matmul.gemm import DEPTH
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, product

Array = np.ndarray[Any, Any]

BLOCK = 48
"""Queries that are looked at together: their scores stay in the first cache, and no tile is left half empty."""

LOWEST, ZERO, SHIFT = 0, 1, 2
"""What a score without weight becomes. LOWEST: smaller than all others, so that a row without any other spreads evenly;
ZERO: likewise, but such a row gives nothing; SHIFT: 1e9 is subtracted, so that gradients pass."""

FAR_BELOW = -1e30
BELOW = 1e9


class Heads(NamedTuple):
    """Matrices by sample and head in a flat array, numbers of a row side by side: the distances of rows, of samples and
    of heads. An empty array is none; `add`: gradients are added to what is there."""

    data: Array
    row: int
    outer: int
    inner: int
    add: bool


class Form(NamedTuple):
    """Sizes: queries and keys of a head, numbers in a key and in a value, heads of keys, and heads of queries to each.

    A score is `scale` times the product of query and key; an additive one Σ_j weights[j] · tanh(scale · (q + k)[j]).
    """

    queries: int
    keys: int
    depth: int
    width: int
    groups: int
    repeats: int
    scale: float
    weights: Array


class Mask(NamedTuple):
    """Whether a key counts for a query, a matrix for each sample and head at these distances, with the way in which the
    others are left out; an empty array where all count."""

    counts: Array
    outer: int
    inner: int
    way: int


class Drop(NamedTuple):
    """What `drop_factors` takes; a limit of 0 drops nothing."""

    limit: int
    factor: float
    low: int
    high: int


@kernel
def multiply(a, a_row, a_step, b, b_row, c, add, rows, columns, depth) -> None:
    """C (+)= A·B for `Place`s, numbers of B's and C's rows side by side; `b_row` and `c.row` are distances."""
    for k in range(0, depth, DEPTH):
        left = matrix(a.data, a.at + k * a_step, a_row)
        target = matrix(c.data, c.at, c.row)
        terms = Sum(1, min(DEPTH, depth - k), 0, a_step, 0, b_row)
        product(left, b.data, b.at + k * b_row, target, target, add or k > 0, terms, rows, columns)


class Place(NamedTuple):
    """Where a matrix begins in a flat array, and the distance of its rows."""

    data: Array
    at: int
    row: int


@formula
def place(heads, i, head, row):
    """Where a row of one head of sample i begins."""
    return Place(heads.data, i * heads.outer + head * heads.inner + row * heads.row, heads.row)


@kernel
def softmax_rows(p, at, rows, keys, scale, mask, mask_at) -> None:
    """p = eˣ / Σeˣ for rows of scores scale · p, those left out that don't count."""
    masked = mask.counts.size > 0
    zero, one = p.dtype.type(0), p.dtype.type(1)
    factor, low, shift = p.dtype.type(scale), p.dtype.type(FAR_BELOW), p.dtype.type(BELOW)
    for row in range(rows):
        begin, end = np.uint64(at + row * keys), np.uint64(at + (row + 1) * keys)
        apart = np.uint64(mask_at + row * keys) - begin
        top = rank(-p.dtype.type(np.inf))
        if masked and mask.way == SHIFT:
            for i in range(begin, end):
                score = p[i] * factor
                p[i] = score if mask.counts[i + apart] else score - shift
                top = max(top, rank(p[i]))
        elif masked:
            for i in range(begin, end):
                p[i] = p[i] * factor if mask.counts[i + apart] else low
                top = max(top, rank(p[i]))
        else:
            for i in range(begin, end):
                p[i] *= factor
                top = max(top, rank(p[i]))
        largest, total = ranked(top), zero
        for i in range(begin, end):
            p[i] = exp(p[i] - largest)
            total += p[i]
        share = one / total
        if masked and mask.way == ZERO:
            for i in range(begin, end):
                p[i] = p[i] * share if mask.counts[i + apart] else zero
        else:
            for i in range(begin, end):
                p[i] *= share


@kernel
def dropped(p, at, target, to, count, drop) -> None:
    """target = p times the factors that `drop` draws for it; both begin at a place of their own."""
    zero, keep = target.dtype.type(0), target.dtype.type(drop.factor)
    low, high, bound = np.uint32(drop.low), np.uint32(drop.high), np.uint32(drop.limit)
    start, to = np.uint64(at), np.uint64(to)
    for i in range(np.uint64(count)):
        word = random_word(low, high, start + i)
        target[to + i] = zero if word < bound else p[start + i] * keep
