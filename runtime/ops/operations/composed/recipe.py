"""Operations made of others: the ops of all lines of a recipe, in order, and back."""

from __future__ import annotations

import numpy as np

from graph.layers.operations.composed.recipe import Composed, Line, recipe_of
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Op, StepArrays, find_op
from runtime.ops.operations.terms import OperationOp, constant_array, give


@computes(Composed)
class ComposedOp(OperationOp):
    """All gradients inside begin at 0 and are added to, so that a value may be used any number of times."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        kinds = ("float32" if x.dtype.kind == "f" else str(x.dtype) for x in io.inputs)
        recipe = recipe_of(io.spec, tuple(TensorType(x.shape, kind) for x, kind in zip(io.inputs, kinds)))
        self._values: dict[int, Array] = dict(enumerate(io.inputs))
        self._values.update((n, constant_array(c, io)) for n, c in recipe.constants.items())
        self._slopes: dict[int, Array] = {}
        self._backward = bool(io.d_inputs) and any(d is not None for d in io.d_inputs)
        if self._backward:
            self._slopes = {i: io.scratch(x.shape) for i, x in enumerate(io.inputs) if io.d_inputs[i] is not None}
        self._lines = [op for line in recipe.lines if (op := self._line(line, recipe.types)) is not None]
        self._results = recipe.results

    def _line(self, line: Line, types: list[TensorType]) -> Op | None:
        """The op of a line; None where it only shows a value in another shape."""
        values, slopes, io = self._values, self._slopes, self.io
        found = find_op(type(line.spec))
        assert found is not None, line.spec.kind
        sizes = {n: tuple(size or 0 for size in types[n].shape) for n in line.outputs}
        if found.is_view:
            (source,), (target,) = line.inputs, line.outputs
            values[target] = np.ascontiguousarray(values[source]).reshape(sizes[target])
            if source in slopes:
                slopes[target] = slopes[source].reshape(sizes[target])
            return None
        owed = any(n in slopes for n in line.inputs)
        for n, shape in sizes.items():
            values[n] = io.scratch(shape, None if types[n].is_float else np.dtype(types[n].dtype))
            if owed and types[n].is_float:
                slopes[n] = io.scratch(shape)
        return found(
            StepArrays(
                spec=line.spec,
                dtype=io.dtype,
                inputs=tuple(values[n] for n in line.inputs),
                outputs=tuple(values[n] for n in line.outputs),
                weights={},
                scratch=io.scratch,
                d_inputs=tuple(slopes.get(n) for n in line.inputs) if owed else (),
                d_outputs=tuple(slopes[n] for n in line.outputs if n in slopes) if owed else (),
                add_inputs=(True,) * len(line.inputs) if owed else (),
                backward=owed,
                shared=io.shared,
            )
        )

    def forward(self, training: bool) -> None:
        for op in self._lines:
            op.forward(training)
        for y, n in zip(self.io.outputs, self._results):
            np.copyto(y, self._values[n], casting="unsafe")

    def backward(self) -> None:
        for slope in self._slopes.values():
            slope.fill(0)
        floats = [n for y, n in zip(self.io.outputs, self._results) if y.dtype.kind == "f"]
        for dy, n in zip(self.io.d_outputs, floats):
            if n in self._slopes:
                np.add(self._slopes[n], dy, out=self._slopes[n])
        for op in reversed(self._lines):
            if op.io.d_inputs and op.io.d_outputs:
                op.backward()
        for i, d in enumerate(self.io.d_inputs):
            if d is not None:
                give(d, self._slopes[i], self.io.add_inputs[i])
