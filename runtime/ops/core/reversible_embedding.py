"""ReversibleEmbedding."""

from __future__ import annotations

import numpy as np

from graph.layers.core.reversible_embedding import ReversibleEmbedding
from runtime.kernels.matmul.packed_product import bind_product
from runtime.kinds.computes import computes
from runtime.ops.core.embedding import EmbeddingOp
from runtime.ops.op import Op, StepArrays

WEIGHTS = "embeddings", "reverse_embeddings"


@computes(ReversibleEmbedding)
class ReversibleEmbeddingOp(Op):
    """A look-up as that of Embedding, or a product with the table; all rows of the table may get gradients."""

    makes_mask = True

    @classmethod
    def needs_whole_batch(cls, spec: ReversibleEmbedding) -> bool:
        return True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._lookup = None if io.spec.reverse else EmbeddingOp(io)
        if self._lookup is not None:
            return
        cap, tied, room = io.spec.logit_soft_cap, io.spec.tie_weights, io.workspace()
        self._cap = None if cap is None else float(cap)
        x, y = (array.reshape(-1, array.shape[-1]) for array in (io.inputs[0], io.outputs[0]))
        kernel = io.weights[WEIGHTS[0]].T if tied else io.weights[WEIGHTS[1]]
        self._forward = bind_product(x, kernel, y, room)
        self._of_x = self._of_weight = None
        if io.backward:
            dy, d_weight = io.d_outputs[0].reshape(y.shape), io.d_weights.get(WEIGHTS[0 if tied else 1])
            self._slope = io.scratch(y.shape) if self._cap is not None else None
            if io.d_inputs[0] is not None:
                self._of_x = bind_product(dy, kernel.T, io.d_inputs[0].reshape(x.shape), room)
            if d_weight is not None:
                factors = (dy.T, x) if tied else (x.T, dy)
                self._of_weight = bind_product(*factors, d_weight, room)

    def forward(self, training: bool) -> None:
        if self._lookup is not None:
            self._lookup.forward(training)
            return
        self._forward(False)
        if self._cap is not None:
            y = self.io.outputs[0]
            np.divide(y, self._cap, out=y)
            np.tanh(y, out=y)
            np.multiply(y, self._cap, out=y)

    def backward(self) -> None:
        io = self.io
        if not io.spec.tie_weights and not io.add_weights:
            unused = io.d_weights.get(WEIGHTS[0 if io.spec.reverse else 1])
            if unused is not None:
                unused.fill(0)
        if self._lookup is not None:
            self._lookup.backward()
            return
        if self._cap is not None and self._slope is not None:
            slope, dy = self._slope, io.d_outputs[0]
            np.divide(io.outputs[0].reshape(slope.shape), self._cap, out=slope)
            np.multiply(slope, slope, out=slope)
            np.subtract(1, slope, out=slope)
            np.multiply(dy, slope.reshape(dy.shape), out=dy)
        if self._of_weight is not None:
            self._of_weight(io.add_weights)
        if self._of_x is not None:
            self._of_x(io.add_inputs[0])
