"""Attention between queries, keys and values that are there, bound to their arrays: what all attention layers share."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit import threads
from runtime.kernels.attention import backward as back
from runtime.kernels.attention import forward as there
from runtime.kernels.attention.heads import Drop, Form, Heads
from runtime.kernels.elementwise.random import drop_limit
from runtime.ops.attention.mask import JoinedMask
from runtime.ops.op import Array, RandomStream, Scratch

WORK = 1 << 20
"""Multiplications that a thread takes at a time."""


class HeadArrays(NamedTuple):
    """Queries, keys and values (samples, steps, heads, numbers), and what comes of them; the last axes contiguous.

    There may be several heads of queries to each of keys and values.
    """

    queries: Array
    keys: Array
    values: Array
    results: Array


class HeadGradients(NamedTuple):
    """The gradients of queries, keys and values, None where none is wanted, and whether each is added to."""

    queries: Array | None
    keys: Array | None
    values: Array | None
    adds: tuple[bool, bool, bool] = (False, False, False)


class Dropping:
    """Dropout of the scores of a batch: the same numbers there and back."""

    def __init__(self, rate: float, stream: RandomStream, batch: int) -> None:
        self._rate, self._stream, self._batch = rate, stream, batch
        self._each = 0
        self.drop = Drop(0, 1.0, 0, 0)

    @property
    def active(self) -> bool:
        """Whether the last pass drew factors."""
        return self.drop.limit > 0

    def take(self, scores: int) -> None:
        """So many scores are drawn for, as many of each sample."""
        self._each = scores // max(1, self._batch)

    def draw(self, training: bool) -> None:
        """Begin a pass."""
        limit, factor = drop_limit(self._rate) if self._rate < 1 else (2**32 - 1, 0.0)
        self.drop = Drop(limit if training else 0, factor, *self._stream.words(self._each))


class HeadAttention:
    """results = dropout(softmax(scores))·values, `weights` keeping what the softmax gives; gradients likewise.

    `additive` attention has a number for each number of a key: `outer` of `Form`.
    """

    def __init__(
        self,
        arrays: HeadArrays,
        weights: Array,
        mask: JoinedMask,
        dropping: Dropping,
        scale: float,
        scratch: Scratch,
        outer: Array | None = None,
    ) -> None:
        q, k, v, o = arrays
        samples, queries, heads, depth = q.shape
        _, keys, groups, width = v.shape
        none = np.zeros(0, q.dtype)
        self._additive, self._mask, self._dropping = outer is not None, mask, dropping
        weighing = none if outer is None else outer
        self.form = Form(queries, keys, depth, width, groups, heads // groups, float(scale), weighing)
        self._arrays, self._none = tuple(heads_of(a) for a in (q, k, v, o)), none
        self._weights = weights.reshape(-1)
        dropping.take(weights.size)
        self._count = samples * groups
        work = max(1, queries * keys * (depth + width) * (heads // groups))
        self._chunk = max(1, WORK // work)
        self._slots = min(threads.thread_count(), -(-self._count // self._chunk))
        self._room = scratch((self._slots * there.forward_room(keys, depth, width),))
        self._back: tuple[Any, ...] = ()

    def bind_back(
        self,
        d_results: Array,
        d: HeadGradients,
        d_weights: Array | None,
        scratch: Scratch,
        d_outer: Array | None = None,
        scale: float | None = None,
    ) -> None:
        """Where the gradients lie: `d_weights` is that of `weights`, `d_outer` (samples, depth + 1) what `outer` and
        the scale get of each sample. With another `scale` gradients are those of scores of that scale."""
        q, k, v, _ = self._arrays
        form = self.form
        room = scratch((self._slots * back.backward_room(form.keys, form.depth, form.width),))
        gradients = tuple(
            Heads(self._none, like.row, like.outer, like.inner, True) if array is None else heads_of(array, add)
            for array, like, add in zip(d[:3], (q, k, v), d.adds)
        )
        flat = [self._none if array is None else array.reshape(-1) for array in (d_weights, d_outer)]
        self._back = (heads_of(d_results), flat[0], (*gradients, flat[1]), room, scale)

    def forward(self, training: bool) -> None:
        self._mask.join()
        self._dropping.draw(training)
        q, k, v, o = self._arrays
        kernel = there.attend_additively if self._additive else there.attend
        given = q, k, v, o, self._weights, self.form, self._mask.mask, self._dropping.drop, self._room
        threads.run(kernel, self._count, self._chunk, *given, slots=self._slots)

    def backward(self) -> None:
        q, k, v, _ = self._arrays
        d_results, d_weights, d, room, scale = self._back
        form = self.form if scale is None else self.form._replace(scale=scale)
        kernel = back.attend_back_additively if self._additive else back.attend_back
        given = q, k, v, d_results, self._weights, d_weights, d, form, self._mask.mask, self._dropping.drop, room
        threads.run(kernel, self._count, self._chunk, *given, slots=self._slots)


def heads_of(array: Array, add: bool = False) -> Heads:
    """An array (samples, steps, heads, numbers) as the kernels take it."""
    _, steps, heads, numbers = array.shape
    return Heads(array.reshape(-1), heads * numbers, steps * heads * numbers, numbers, add)
