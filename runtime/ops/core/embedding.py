"""Embedding."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.core.embedding import Embedding
from runtime.jit import threads
from runtime.kernels.updates.embedding import find_rows, gather, scatter_add
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.faults import DataFault
from runtime.ops.op import Op, StepArrays


@computes(Embedding)
class EmbeddingOp(Op):
    """Rows of the table by number; numbers of other kinds are cut to whole ones, as Keras does."""

    makes_mask = True
    row_weights = ("embeddings",)

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # the list of used rows is the batch's

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._ids = io.inputs[0].reshape(-1)
        self._rows = io.scratch(self._ids.shape, np.int64)
        self._table, self._y = io.weights["embeddings"].reshape(-1), io.outputs[0].reshape(-1)
        self._columns = io.weights["embeddings"].shape[1]
        self._chunk = max(1, CHUNK // self._columns)
        self._sizes = np.zeros(self._columns, io.dtype)

    def forward(self, training: bool) -> None:
        bad = find_rows(self._ids, self.io.spec.input_dim, self._rows)
        if bad >= 0:
            raise DataFault(self._complaint(int(bad)))
        threads.run(gather, self._rows.size, self._chunk, self._rows, self._table, self._columns, self._y)
        if self.io.output_mask is not None:
            np.not_equal(self.io.inputs[0], 0, out=self.io.output_mask)

    def _complaint(self, place: int) -> str:
        at = np.unravel_index(place, self.io.inputs[0].shape)
        where = f"sample {at[0]} of the batch" + (f", position {', '.join(map(str, at[1:]))}" if len(at) > 1 else "")
        last = self.io.spec.input_dim - 1
        return (
            f"The table has rows 0 to {last}. Received: {self._ids[place]} ({where}). "
            "Set input_dim to the largest number + 1, or check the data."
        )

    def backward(self) -> None:
        gradient = self.io.d_weights.get("embeddings")
        if gradient is None:
            return
        used = self.io.sparse_rows.get("embeddings")
        if not self.io.add_weights:
            if used is None:
                gradient.fill(0)
            else:
                used.clear()
        if used is not None:
            used.add(self._rows)
        source, chunk = self.io.d_outputs[0].reshape(-1), 64 if self._y.size > CHUNK else self._columns
        sizes = self._sizes if used is None else used.sizes
        threads.run(scatter_add, self._columns, chunk, self._rows, source, self._columns, gradient.reshape(-1), sizes)
