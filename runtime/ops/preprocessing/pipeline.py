"""Pipeline: inner ops, each reading what the one before it gives."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.preprocessing.pipeline import Pipeline
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.inner_op import Ends, InnerOp, inner_class
from runtime.ops.op import Array, Op, StepArrays


@computes(Pipeline)
class PipelineOp(Op):
    """A mask goes along as it would between layers of a model."""

    makes_mask = True

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return any(inner_class(layer).needs_whole_batch(layer) for layer in spec.layers)

    @classmethod
    def blends_samples(cls, spec: Any) -> bool:
        return any(inner_class(layer).blends_samples(layer) for layer in spec.layers)

    @classmethod
    def mixes_samples_in_training(cls, spec: Any) -> bool:
        return any(inner_class(layer).mixes_samples_in_training(layer) for layer in spec.layers)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x = io.inputs[0]
        kind = "float32" if x.dtype.kind == "f" else str(x.dtype)
        types = io.spec.between((TensorType(x.shape, kind, io.input_masks[0] is not None),))
        self._mask: Array | None = io.input_masks[0]
        value, gradient, adds = x, io.d_inputs[0] if io.backward else None, bool(io.backward and io.add_inputs[0])
        self._ops: list[InnerOp] = []
        for number, (layer, name) in enumerate(io.spec.named()):
            last = number == len(io.spec.layers) - 1
            given = types[number + 1]
            output = io.outputs[0] if last else self._between(given)
            # What lies behind weights owes a gradient, whether its input does or not.
            owed = io.backward and given.is_float
            d_output = (io.d_outputs[0] if last else io.scratch(output.shape)) if owed else None
            mask, made = self._mask, None
            if given.masked and inner_class(layer).makes_mask:
                made = self._mask = io.scratch(output.shape[:-1], np.bool_)
            elif not given.masked:
                self._mask = None
            ends = Ends(
                inputs=(value,),
                outputs=(output,),
                d_inputs=(gradient,) if io.backward else (),
                d_outputs=() if d_output is None else (d_output,),
                add_inputs=(adds,) if io.backward else (),
                add_weights=io.add_weights,
                input_masks=(mask,),
                output_mask=made,
            )
            self._ops.append(InnerOp(io, layer, name, ends, number))
            value, gradient, adds = output, d_output, False

    def _between(self, given: TensorType) -> Array:
        shape = tuple(n or 1 for n in given.shape)
        return self.io.scratch(shape, None if given.is_float else given.dtype)

    def inside(self) -> tuple[InnerOp, ...]:
        return tuple(self._ops)

    def forward(self, training: bool) -> None:
        for inner in self._ops:
            inner.forward(training)
        if not self._ops:
            np.copyto(self.io.outputs[0], self.io.inputs[0])
        if self.io.output_mask is not None and self._mask is not None:
            np.copyto(self.io.output_mask, self._mask)

    def backward(self) -> None:
        for inner in reversed(self._ops):
            inner.backward()
        target = self.io.d_inputs[0]
        if not self._ops and target is not None:
            if self.io.add_inputs[0]:
                np.add(target, self.io.d_outputs[0], out=target)
            else:
                np.copyto(target, self.io.d_outputs[0])
