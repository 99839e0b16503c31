"""Which rows of a table were used since its gradient was last cleared: only they have a gradient that is not zero."""

from __future__ import annotations

import numpy as np

from graph.inference.program import LayerPath, Program
from runtime.jit import threads
from runtime.kernels.updates.embedding import clear_rows, list_rows
from runtime.ops.op import Array, find_op

LEAST = 1 << 14
"""Numbers in a table from which on it pays to keep a list of its rows."""

CHUNK = 1 << 16
"""Numbers a thread takes at a time."""


class SparseRows:
    """A table's gradient (rows, columns) with the list of its rows that may differ from zero; the others never do."""

    def __init__(self, gradient: Array) -> None:
        self.rows, self.columns = gradient.shape
        self.chunk = max(1, CHUNK // self.columns)
        self.sizes = np.zeros(self.columns, gradient.dtype)
        """Adds up to Σ |number| of all that was added to the gradient since it was cleared."""
        self._gradient = gradient.reshape(-1)
        self._marks = np.zeros(self.rows, np.bool_)
        self._list = np.zeros(self.rows, np.int64)
        self._count = 0

    @property
    def used(self) -> Array:
        """The numbers of the rows, each once."""
        return self._list[: self._count]

    def clear(self) -> None:
        """Make the gradient zero."""
        self.sizes.fill(0)
        threads.run(clear_rows, self._count, self.chunk, self._list, self._marks, self.columns, self._gradient)
        self._count = 0

    def add(self, rows: Array) -> None:
        """These rows are about to be written."""
        self._count = int(list_rows(rows, self._marks, self._list, self._count))


def row_weights(program: Program) -> set[tuple[LayerPath, str]]:
    """The weights of which an op writes the gradient row by row."""
    found = set()
    for step in program.steps:
        for name in getattr(find_op(type(step.spec)), "row_weights", ()):
            found.add((step.layer, name))
    return found
