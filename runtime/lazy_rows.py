"""Tables of which an optimizer step moves only the rows that were used."""

from __future__ import annotations

import numpy as np

from runtime.op import Array
from runtime.weights import Place, WeightStore


class LazyRows:
    """A table whose unused rows wait: its weights, gradients and slots, and the step each row waits for.

    An optimizer that moves nothing without a gradient needs only the used rows; what the others missed is made up for
    with the same operations in the same order, so that all numbers are those of a step over the whole table.
    """

    def __init__(self, store: WeightStore, place: Place, slots: tuple[Array, ...]) -> None:
        self.touched = store.touched[place.key]
        self.columns, self.chunk = self.touched.columns, self.touched.chunk
        part = slice(place.offset, place.end)
        self.weights, self.gradients = store.trainable[part], store.gradients[part]
        self.slots = tuple(slot[part] for slot in slots)
        self.due = np.zeros(self.touched.rows, np.int64)

    @property
    def rows(self) -> Array:
        """The rows of this step."""
        return self.touched.used
