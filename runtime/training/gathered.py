"""Predictions of several batches, put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.specs.message import say
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.batches import copy


class Gathered:
    """Arrays for all rows, one an output; results that have no row for each sample follow one another, as in Keras."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._wholes: list[Array] = []
        self._parts: list[list[Array]] = []

    def take(self, outputs: Sequence[Array], chosen: Array) -> None:
        """Keep what a batch of these rows gave; raises RunError for a single number."""
        if not self._parts:
            self._parts = [[] for _ in outputs]
            self._wholes = [np.empty((self._rows, *o.shape[1:]), o.dtype) for o in outputs]
        for output, parts, whole in zip(outputs, self._parts, self._wholes):
            if output.shape[:1] == (len(chosen),) and not parts:
                copy(output, whole[chosen[0] : chosen[-1] + 1])
                continue
            if not output.ndim:
                raise RunError(say("An output is a single number for each batch: predict has nothing to put together."))
            if not parts and chosen[0]:
                parts.append(whole[: chosen[0]])
            parts.append(output.copy())

    def end(self, rows: int) -> None:
        """No more than these rows will come."""
        self._wholes = [whole[:rows] for whole in self._wholes]

    def whole(self) -> list[Array]:
        """All results."""
        pairs = zip(self._wholes, self._parts)
        return [np.concatenate(parts) if parts else whole for whole, parts in pairs]
