"""A step counts only when its numbers are finite: loss, gradients and new weights."""

from __future__ import annotations

import numpy as np

from runtime.jit import threads
from runtime.kernels.updates.magnitude import add_sizes
from runtime.training.optimizers.optimizer import SMALLEST, OptimizerRule
from runtime.weights.weights import Place, WeightStore

CHUNK = 1 << 16
"""Numbers a thread reads at a time."""

LARGE = 1e18
"""Gradients whose sizes add up to more may overflow when they are squared, or times a learning rate."""


class StepGuard:
    """Takes steps back that go wrong.

    One reading of the gradients tells that they are finite, and so small that no update rule can overflow. Where that
    can't be told, the step is made on trial, with copies of all that it changes.
    """

    def __init__(self, store: WeightStore, optimizer: OptimizerRule) -> None:
        self._store, self._optimizer = store, optimizer
        dense = store.gradients[: store.dense_end]
        self._found = np.zeros(-(-max(len(dense), 1) // CHUNK), store.values.dtype)
        self._read = threads.bind(add_sizes, len(dense), CHUNK, dense, CHUNK, self._found)
        self._tables = [store.sparse_rows[place.key] for place in store.row_places]
        self.statistics = store.statistics.copy()
        """What layers write themselves, as it was when `remember` was called."""
        self._has_statistics = len(self.statistics) > 0
        self._divides_by_nothing = getattr(optimizer.spec, "epsilon", 1.0) < SMALLEST

        self.failed: Place | None = None
        """The weight that the last step would have made infinite or no number."""

    def remember(self) -> None:
        """Keep what layers write themselves, before a step."""
        self.failed = None
        if self._has_statistics:
            np.copyto(self.statistics, self._store.statistics)

    def restore(self) -> None:
        """Undo what layers wrote since `remember`."""
        if self._has_statistics:
            np.copyto(self._store.statistics, self.statistics)

    def move(self) -> bool:
        """One step from the gradients in the store; False, and nothing changed, where a number is not finite."""
        size = self._size()
        if size * max(abs(self._optimizer.learning_rate), 1.0) < LARGE and not self._divides_by_nothing:
            self._optimizer.apply()
            return True
        return self._move_on_trial()

    def _size(self) -> float:
        """Σ |gradient|."""
        if len(self._found) == 1:
            self._read()
            total = self._found.item()
        else:
            self._found.fill(0)  # a thread alone fills the first place only
            self._read()
            total = float(self._found.sum())
        for table in self._tables:
            total += float(table.sizes.sum())
        return total

    def _move_on_trial(self) -> bool:
        if not np.isfinite(self._store.gradients).all():
            return False
        arrays = [self._store.trainable, *self._optimizer.arrays()]
        before = [array.copy() for array in arrays]
        counted = self._optimizer.iterations, self._optimizer.batches
        with np.errstate(all="ignore"):
            self._optimizer.apply()
        # not of all numbers: what lies between two weights may be anything
        self.failed = next((place for place in self._store.trainable_places() if self._is_bad(place)), None)
        if self.failed is None:
            return True
        for array, kept in zip(arrays, before):
            np.copyto(array, kept)
        self._optimizer.iterations, self._optimizer.batches = counted
        return False

    def _is_bad(self, place: Place) -> bool:
        """Whether a weight, or what the optimizer keeps of it, is not finite."""
        own = slice(place.offset, place.end)
        return not all(np.isfinite(array[own]).all() for array in (self._store.trainable, *self._optimizer.slots))

    def warm_up(self) -> None:
        """Compile what reads the gradients."""
        self._size()
