"""Attention forward: for each head the scores of some queries, their softmax, and the sum of values, in one go."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.attention.heads import BLOCK, Place, dropped, multiply, place, softmax_rows
from runtime.kernels.elementwise.exponential import tanh
from runtime.kernels.matmul.block_transpose import turn


def forward_room(keys: int, depth: int, width: int) -> int:
    """Numbers that `attend` needs for each slot: keys turned, values in a row, some rows of scores after dropout."""
    return keys * (depth + width + BLOCK)


@kernel
def additive_scores(q, k, form, p, at, rows) -> None:
    """p[t, s] = Σ_j weights[j] · tanh(scale · (q[t, j] + k[s, j])) for some queries and all keys."""
    factor, zero = p.dtype.type(form.scale), p.dtype.type(0)
    for t in range(rows):
        query = np.uint64(q.at + t * q.row)
        for s in range(form.keys):
            key, total = np.uint64(k.at + s * k.row), zero
            for j in range(np.uint64(form.depth)):
                total += form.weights[j] * tanh(factor * (q.data[query + j] + k.data[key + j]))
            p[at + t * form.keys + s] = total


def _attending(additive: bool) -> Any:
    """The kernel for one way of making scores: the other's code is left out of it."""

    @kernel
    def attend(q, k, v, o, p, form, mask, drop, room, slot, begin, end) -> None:
        """o = dropout(softmax(scores(q, k)))·v for the heads of keys begin…end; q, k, v and o are `Heads`.

        `p` keeps what the softmax gives, samples by heads by queries by keys, for the way back.
        """
        keys, depth, width = form.keys, form.depth, form.width
        turned = slot * keys * (depth + width + BLOCK)
        values = turned + keys * depth
        work = values + keys * width
        one = p.dtype.type(1)
        for number in range(begin, end):
            i, group = number // form.groups, number % form.groups
            key = place(k, i, group, 0)
            if not additive:
                turn(k.data, key.at, k.row, room, turned, keys, keys, depth)
            value = place(v, i, group, 0)
            for s in range(keys):
                of, to = np.uint64(value.at + s * v.row), np.uint64(values + s * width)
                for j in range(np.uint64(width)):
                    room[to + j] = v.data[of + j]
            for repeat in range(form.repeats):
                head = group * form.repeats + repeat
                first = (i * form.groups * form.repeats + head) * form.queries * keys
                for t in range(0, form.queries, BLOCK):
                    rows, at = min(BLOCK, form.queries - t), first + t * keys
                    query = place(q, i, head, t)
                    mask_at = i * mask.outer + head * mask.inner + t * keys
                    if additive:
                        additive_scores(query, key, form, p, at, rows)
                        softmax_rows(p, at, rows, keys, one, mask, mask_at)
                    else:
                        target = Place(p, at, keys)
                        multiply(query, q.row, 1, Place(room, turned, keys), keys, target, False, rows, keys, depth)
                        softmax_rows(p, at, rows, keys, form.scale, mask, mask_at)
                    source = Place(p, at, keys)
                    if drop.limit > 0:
                        dropped(p, at, room, work, rows * keys, drop)
                        source = Place(room, work, keys)
                    result = place(o, i, head, t)
                    multiply(source, keys, 1, Place(room, values, width), width, result, False, rows, width, keys)

    return attend


attend, attend_additively = _attending(False), _attending(True)
