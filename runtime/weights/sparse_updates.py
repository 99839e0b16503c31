"""Tables of which an optimizer step moves only the rows that it must."""

from __future__ import annotations

import numpy as np

from runtime.kernels.updates.embedding import list_rows
from runtime.ops.op import Array
from runtime.weights.weights import Place, WeightStore


class LazyRows:
    """A table's weights, gradients and slots, and the `rows` of it that a step must move.

    Where weights rest in every step without a gradient (`rests`), those are the rows used in this step, and `due` holds
    the step each row waits for: what its slots missed is made up for with the same operations in the same order. Where
    an average keeps moving them (momentum, Adam), they are the rows that were ever used: until then their averages are
    zero. Either way all numbers are those of a step over the whole table.
    """

    def __init__(self, store: WeightStore, place: Place, slots: tuple[Array, ...], rests: bool) -> None:
        self.sparse_rows = store.sparse_rows[place.key]
        self.columns, self.chunk = self.sparse_rows.columns, self.sparse_rows.chunk
        part = slice(place.offset, place.end)
        self.weights, self.gradients = store.trainable[part], store.gradients[part]
        self.slots = tuple(slot[part] for slot in slots)
        self.due = np.zeros(self.sparse_rows.rows if rests else 0, np.int64)
        self.rows = self.sparse_rows.used[:0]
        self._rests = rests
        self._known = np.zeros(0 if rests else self.sparse_rows.rows, np.bool_)
        self._ever, self._count = np.zeros(len(self._known), np.int64), 0

    def continue_from(self, other: LazyRows) -> None:
        """Know the rows that another knows of the same table; what its arrays hold is brought by the rule."""
        self._known[...], self._ever[...] = other._known, other._ever
        self._count = other._count

    def resume(self, step: int) -> None:
        """The slots hold all of a training up to a step: no row waits, and those with a slot that is not zero were
        used."""
        self.due.fill(step)
        if not self._rests:
            used = np.zeros(len(self._known), np.bool_)
            for slot in self.slots:
                used |= slot.reshape(-1, self.columns).any(axis=1)
            rows = np.flatnonzero(used)
            self._known[...], self._count = used, len(rows)
            self._ever[: len(rows)] = rows

    def memory(self) -> Array:
        """The rows that were ever used, in their order."""
        return self._ever[: self._count].copy()

    def recall(self, used: Array) -> None:
        """Know these rows; what the rule's arrays hold is brought by the rule."""
        self._count = len(used)
        self._ever[: self._count] = used
        self._known[...] = False
        self._known[used] = True

    def begin_step(self) -> None:
        """Find the rows that the step must move."""
        if self._rests:
            self.rows = self.sparse_rows.used
        else:
            self._count = int(list_rows(self.sparse_rows.used, self._known, self._ever, self._count))
            self.rows = self._ever[: self._count]
