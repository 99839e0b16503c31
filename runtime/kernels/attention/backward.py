"""Attention backward: the gradients of queries, keys and values of a head, some queries at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.jit.declare import kernel
from runtime.kernels.attention.heads import BLOCK, SHIFT, Place, dropped, multiply, place
from runtime.kernels.elementwise.exponential import tanh
from runtime.kernels.elementwise.random import random_word
from runtime.kernels.matmul.block_transpose import turn


def backward_room(keys: int, depth: int, width: int) -> int:
    """Numbers that `attend_back` needs for each slot: values turned, keys in a row, gradients and dropped weights."""
    return keys * (depth + width + 2 * BLOCK)


@kernel
def score_gradients(p, at, room, to, d_scores, rows, keys, scale, mask, mask_at, drop) -> None:
    """What is in `room`, the gradient of the dropped weights, becomes that of the scores, times their scale."""
    zero, factor = p.dtype.type(0), p.dtype.type(scale)
    if drop.limit > 0:
        keep = p.dtype.type(drop.factor)
        low, high, bound = np.uint32(drop.low), np.uint32(drop.high), np.uint32(drop.limit)
        start, place_ = np.uint64(at), np.uint64(to)
        for i in range(np.uint64(rows * keys)):
            room[place_ + i] = zero if random_word(low, high, start + i) < bound else room[place_ + i] * keep
    closed = mask.counts.size > 0 and mask.way != SHIFT
    for row in range(rows):
        begin, d = np.uint64(at + row * keys), np.uint64(to + row * keys)
        counts = np.uint64(mask_at + row * keys)
        if d_scores.size > 0:
            for i in range(np.uint64(keys)):
                room[d + i] += d_scores[begin + i]
        mean = zero
        for i in range(np.uint64(keys)):
            mean += room[d + i] * p[begin + i]
        for i in range(np.uint64(keys)):
            room[d + i] = p[begin + i] * (room[d + i] - mean) * factor
        if closed:
            for i in range(np.uint64(keys)):
                room[d + i] = room[d + i] if mask.counts[counts + i] else zero


@kernel
def additive_gradients(q, k, form, room, d, dq, dk, d_weights, rows) -> None:
    """Gradients behind `additive_scores` of those of its scores in `room`; all are added. What `scale` gets comes after
    those of the weights."""
    factor, one, zero = room.dtype.type(form.scale), room.dtype.type(1), room.dtype.type(0)
    whole = zero
    for t in range(rows):
        query, to = np.uint64(q.at + t * q.row), np.uint64(dq.at + t * dq.row)
        for s in range(form.keys):
            key, back = np.uint64(k.at + s * k.row), np.uint64(dk.at + s * dk.row)
            slope = room[d + t * form.keys + s]
            for j in range(np.uint64(form.depth)):
                total = q.data[query + j] + k.data[key + j]
                y = tanh(factor * total)
                inner = slope * form.weights[j] * (one - y * y)
                d_weights.data[np.uint64(d_weights.at) + j] += slope * y
                whole += inner * total
                if dq.data.size > 0:
                    dq.data[to + j] += factor * inner
                if dk.data.size > 0:
                    dk.data[back + j] += factor * inner
    d_weights.data[d_weights.at + form.depth] += whole


@kernel
def clear(heads, i, head, rows, columns) -> None:
    """A head's gradient begins at zero, where it is not added to what is there."""
    zero = heads.data.dtype.type(0)
    if heads.data.size > 0 and not heads.add:
        for t in range(rows):
            at = np.uint64(place(heads, i, head, t).at)
            for j in range(np.uint64(columns)):
                heads.data[at + j] = zero


def _going_back(additive: bool) -> Any:
    """The kernel for one way of making scores: the other's code is left out of it."""

    @kernel
    def attend_back(q, k, v, o, p, d_scores, d, form, mask, drop, room, slot, begin, end) -> None:
        """Gradients of `attend`, for the heads of keys begin…end: `d` are those of (q, k, v, weights), `o` the gradient
        of what it gave, `d_scores` that of `p` or empty. A sample's weights have a row, with the scale's at its end."""
        keys, depth, width = form.keys, form.depth, form.width
        dq, dk, dv, d_weights = d
        turned = slot * keys * (depth + width + 2 * BLOCK)
        packed = turned + keys * width
        slopes = packed + keys * depth
        work = slopes + keys * BLOCK
        for number in range(begin, end):
            i, group = number // form.groups, number % form.groups
            key, value = place(k, i, group, 0), place(v, i, group, 0)
            turn(v.data, value.at, v.row, room, turned, keys, keys, width)
            if not additive:
                for s in range(keys):
                    of, to = np.uint64(key.at + s * k.row), np.uint64(packed + s * depth)
                    for j in range(np.uint64(depth)):
                        room[to + j] = k.data[of + j]
            clear(dk, i, group, keys, depth)
            clear(dv, i, group, keys, width)
            for repeat in range(form.repeats):
                head = group * form.repeats + repeat
                first = (i * form.groups * form.repeats + head) * form.queries * keys
                clear(dq, i, head, form.queries, depth)
                for t in range(0, form.queries, BLOCK):
                    rows, at = min(BLOCK, form.queries - t), first + t * keys
                    given = place(o, i, head, t)
                    slope = Place(room, slopes, keys)
                    multiply(given, o.row, 1, Place(room, turned, keys), keys, slope, False, rows, keys, width)
                    mask_at = i * mask.outer + head * mask.inner + t * keys
                    scale = 1.0 if additive else form.scale
                    score_gradients(p, at, room, slopes, d_scores, rows, keys, scale, mask, mask_at, drop)
                    if dv.data.size > 0:
                        source = Place(p, at, keys)
                        if drop.limit > 0:
                            dropped(p, at, room, work, rows * keys, drop)
                            source = Place(room, work, keys)
                        multiply(source, 1, keys, given, o.row, place(dv, i, group, 0), True, keys, width, rows)
                    query = place(q, i, head, t)
                    if additive:
                        weights = Place(d_weights, i * (depth + 1), 0)
                        additive_gradients(
                            query, key, form, room, slopes, place(dq, i, head, t), place(dk, i, group, 0), weights, rows
                        )
                    else:
                        if dq.data.size > 0:
                            target = place(dq, i, head, t)
                            multiply(slope, keys, 1, Place(room, packed, depth), depth, target, True, rows, depth, keys)
                        if dk.data.size > 0:
                            multiply(slope, 1, keys, query, q.row, place(dk, i, group, 0), True, keys, depth, rows)

    return attend_back


attend_back, attend_back_additively = _going_back(False), _going_back(True)
