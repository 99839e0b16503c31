"""Operations that are a layer's, with inputs in place of its weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.layers.operations.by_layer import ByLayer
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.op import StepArrays, find_op
from runtime.ops.operations.terms import OperationOp, floats


@computes(ByLayer)
class ByLayerOp(OperationOp):
    """The op of the layer, whose weights and their gradients are the operation's inputs and theirs."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        types = tuple(TensorType(t.shape, "float32" if t.dtype.kind == "f" else str(t.dtype)) for t in self.terms)
        spec, names = io.spec.layer(types), io.spec.weight_names
        found = find_op(type(spec))
        assert found is not None, spec.kind
        self._x = floats(io)
        owed = [self.owed(n) for n in range(len(self.terms))]
        self._owes = any(d is not None for d in owed)
        self._fresh = [d for n, d in enumerate(owed) if n and d is not None and not self.adds(n)]
        weights = {name: np.ascontiguousarray(t.astype(io.dtype, copy=False)) for name, t in zip(names, self.terms[1:])}
        self._op = found(
            replace(
                io,
                spec=spec,
                inputs=(self._x,),
                weights=weights,
                d_inputs=(owed[0],) if self._owes else (),
                add_inputs=(self.adds(0),) if self._owes else (),
                d_weights=dict(zip(names, owed[1:])) if self._owes else {},
                add_weights=True,
                backward=self._owes,
            )
        )

    def forward(self, training: bool) -> None:
        if self._x is not self.io.inputs[0]:
            np.copyto(self._x, self.io.inputs[0], casting="unsafe")
        self._op.forward(training)

    def backward(self) -> None:
        if not self._owes:
            return
        for d in self._fresh:
            d.fill(0)
        self._op.backward()
