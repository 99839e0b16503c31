"""Which keys count for which queries: all masks of an attention layer joined into one."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from runtime.kernels.attention.heads import Mask
from runtime.ops.op import Array, Scratch


class JoinedMask:
    """The masks of queries (samples, queries), of keys (samples, keys), of both, a causal one and a window; numbers
    count where they are not zero. `way` is what `kernels.attention` says.

    `of_both` stretches over `shape`, whose axes are those of (samples, heads, queries, keys), each perhaps in parts;
    heads may be 1 there.
    """

    def __init__(
        self,
        samples: int,
        queries: int,
        keys: int,
        way: int,
        scratch: Scratch,
        of_queries: Array | None = None,
        of_keys: tuple[Array | None, ...] = (),
        of_both: Array | None = None,
        shape: tuple[int, ...] = (),
        causal: bool = False,
        window: int | None = None,
    ) -> None:
        apart = np.arange(queries)[:, None] - np.arange(keys)[None, :]
        always = np.ones((queries, keys), np.bool_)
        if causal:
            always &= apart >= 0
        if window is not None:
            always &= np.abs(apart) < window
        self._steps: list[Callable[[], object]] = []
        given: list[tuple[Array, Any]] = [(m, np.s_[:, None, None, :]) for m in of_keys if m is not None]
        given += [] if of_queries is None else [(of_queries, np.s_[:, None, :, None])]
        if not given and of_both is None:
            empty = np.zeros(0, np.bool_)
            self.mask = Mask(empty if always.all() else always.reshape(-1), 0, 0, way)
            return
        heads = 1 if of_both is None else prod(shape) // (samples * queries * keys)
        counts = scratch((samples, heads, queries, keys), np.bool_)
        self._steps.append(lambda: np.copyto(counts, always))
        for array, where in given:
            self._add(counts, array, where, scratch)
        if of_both is not None:
            self._add(counts.reshape(shape), of_both, np.s_[...], scratch)
        outer = heads * queries * keys
        self.mask = Mask(counts.reshape(-1), outer, queries * keys if heads > 1 else 0, way)

    def _add(self, counts: Array, array: Array, where: Any, scratch: Scratch) -> None:
        truth = array
        if array.dtype != np.bool_:
            truth = scratch(array.shape, np.bool_)
            self._steps.append(lambda: np.not_equal(array, 0, out=truth))
        shown = truth[where]
        self._steps.append(lambda: np.logical_and(counts, shown, out=counts))

    def join(self) -> None:
        """Look at the masks of this batch."""
        for step in self._steps:
            step()
