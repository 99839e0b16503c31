"""Discretization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.layers.preprocessing.discretization import Discretization
from runtime.kinds.computes import computes
from runtime.ops.faults import DataFault
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.categories import CategoriesOp
from runtime.ops.preprocessing.learning import Learns, Learnt


@computes(Discretization)
class DiscretizationOp(CategoriesOp, Learns):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        bounds = io.spec.bin_boundaries
        self._bounds = None if bounds is None else np.array(bounds, io.dtype)

    def find(self, x: Array, found: Array) -> None:
        if self._bounds is None:
            raise DataFault("No bounds are known yet. Give bin_boundaries, or call adapt with data.")
        np.copyto(found, np.searchsorted(self._bounds, x, side="right"), casting="unsafe")

    @classmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """Bounds between bins of about as many numbers each, found in one pass, by summaries as Keras makes them."""
        if spec.bins is None:
            raise DataFault("num_bins says how many bins to find. Received: none.")
        summary = np.zeros((2, 0), np.float32)
        for batch in batches:
            summary = _shortened(_merged(_summary(batch, spec.epsilon), summary), spec.epsilon)
        bounds = _shortened(summary, 1.0 / spec.bins)[0, :-1]
        return Learnt(parameters={"bin_boundaries": tuple(float(b) for b in bounds)})


def _summary(values: Array, epsilon: float) -> Array:
    """Numbers of a batch at equal distances in their order, each with how many it stands for."""
    ordered = np.sort(values.astype(np.float32).reshape(-1))
    step = max(ordered.size * epsilon, 1)
    kept = ordered[int(step - 1) :: int(step)]
    return np.stack([kept, np.full_like(kept, step)])


def _merged(first: Array, second: Array) -> Array:
    both = np.concatenate((first, second), axis=1)
    return both[:, np.argsort(both[0])]


def _shortened(summary: Array, epsilon: float) -> Array:
    """A summary of as many numbers as `epsilon` asks for, at equal distances in the order of all."""
    if summary.shape[1] * epsilon < 1:
        return summary
    shares = epsilon + np.arange(0.0, 1.0, epsilon)
    total = summary[1].cumsum()
    numbers = np.interp(shares, total / total[-1], summary[0])
    counts = np.interp(shares, total / total[-1], total)
    return np.stack((numbers, np.diff(counts, prepend=0.0))).astype(np.float32)
