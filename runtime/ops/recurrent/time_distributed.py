"""TimeDistributed: all steps at once as so many samples, or one after the other where the layer inside is no such."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.recurrent.time_distributed import TimeDistributed
from graph.specs.spec import Spec, TensorType
from graph.specs.wrapping import part_name
from runtime.kinds.computes import computes
from runtime.ops.inner_op import Ends, InnerOp, inner_class
from runtime.ops.op import Array, Op, StepArrays


def one_by_one(layer: Spec, step: tuple[TensorType, ...]) -> bool:
    """Whether a layer must see one step after the other: it counts samples, or changes with each call, as
    BatchNormalization does."""
    return inner_class(layer).mixes_samples_in_training(layer) or any(not w.trainable for w in layer.weights(step))


@computes(TimeDistributed)
class TimeDistributedOp(Op):
    """The inner op reads (batch · steps, …), which is the same memory."""

    makes_mask = True

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return inner_class(spec.layer).needs_whole_batch(spec.layer)

    @classmethod
    def blends_samples(cls, spec: Any) -> bool:
        return inner_class(spec.layer).blends_samples(spec.layer)

    @classmethod
    def mixes_samples_in_training(cls, spec: Any) -> bool:
        return inner_class(spec.layer).mixes_samples_in_training(spec.layer)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, steps = io.inputs[0].shape[:2]
        kind = "float32" if io.inputs[0].dtype.kind == "f" else str(io.inputs[0].dtype)
        shape = (batch, *io.inputs[0].shape[2:])
        layer: Spec = io.spec.layer
        mask = io.input_masks[0]
        # A mask of the steps alone says nothing of what is inside of one.
        self._mask = mask if mask is not None and mask.shape == io.inputs[0].shape[:-1] else None
        self._by_step = one_by_one(layer, (TensorType(shape, kind, self._mask is not None),))
        self._ops = self._each_step(layer) if self._by_step else (self._all_steps(layer, batch * steps),)

    def _all_steps(self, layer: Spec, rows: int) -> InnerOp:
        io = self.io

        def folded(array: Array | None) -> Array | None:
            return None if array is None else array.reshape(rows, *array.shape[2:])

        ends = Ends(
            inputs=tuple(x.reshape(rows, *x.shape[2:]) for x in io.inputs),
            outputs=tuple(y.reshape(rows, *y.shape[2:]) for y in io.outputs),
            d_inputs=tuple(folded(d) for d in io.d_inputs),
            d_outputs=tuple(d.reshape(rows, *d.shape[2:]) for d in io.d_outputs),
            add_inputs=io.add_inputs,
            add_weights=io.add_weights,
            input_masks=(folded(self._mask),),
        )
        return InnerOp(io, layer, part_name(layer), ends)

    def _each_step(self, layer: Spec) -> tuple[InnerOp, ...]:
        """An op for each step, on copies with the steps first."""
        io = self.io
        x, y = io.inputs[0], io.outputs[0]
        owed = io.backward and io.d_inputs[0] is not None
        self._x, self._y = io.scratch(_steps_first(x).shape, x.dtype), io.scratch(_steps_first(y).shape, y.dtype)
        self._dx = io.scratch(self._x.shape) if owed else None
        self._dy = io.scratch(self._y.shape) if io.d_outputs else None
        self._step_masks = None if self._mask is None else io.scratch(_steps_first(self._mask).shape, np.bool_)
        ops, last = [], len(self._x) - 1
        for t in range(len(self._x)):
            ends = Ends(
                inputs=(self._x[t],),
                outputs=(self._y[t],),
                d_inputs=(None if self._dx is None else self._dx[t],) if io.backward else (),
                d_outputs=() if self._dy is None else (self._dy[t],),
                add_inputs=(False,) if io.backward else (),
                add_weights=io.add_weights or t < last,  # the way back begins with the last step
                input_masks=(None if self._step_masks is None else self._step_masks[t],),
            )
            ops.append(InnerOp(io, layer, part_name(layer), ends, t))
        return tuple(ops)

    def inside(self) -> tuple[InnerOp, ...]:
        return ()  # Keras leaves the activity regularizer of the layer inside out

    def forward(self, training: bool) -> None:
        io = self.io
        if self._by_step:
            np.copyto(self._x, _steps_first(io.inputs[0]))
            if self._step_masks is not None and self._mask is not None:
                np.copyto(self._step_masks, _steps_first(self._mask))
        for inner in self._ops:
            inner.forward(training)
        if self._by_step:
            np.copyto(_steps_first(io.outputs[0]), self._y)
        mask = io.input_masks[0]
        if io.output_mask is not None and mask is not None:
            pass_on(mask, io.output_mask)

    def backward(self) -> None:
        io = self.io
        if self._by_step and self._dy is not None:
            np.copyto(self._dy, _steps_first(io.d_outputs[0]))
        for inner in reversed(self._ops):
            inner.backward()
        if self._by_step and self._dx is not None:
            target = _steps_first(io.d_inputs[0])
            if io.add_inputs[0]:
                np.add(target, self._dx, out=target)
            else:
                np.copyto(target, self._dx)

    def carried(self) -> list[Array]:
        return [array for inner in self._ops for array in inner.op.carried()]


def _steps_first(array: Any) -> Array:
    found: Array = np.swapaxes(array, 0, 1)
    return found


def pass_on(mask: Array, target: Array) -> None:
    """The mask of the input for an output of perhaps other axes: a step counts where anything in it does."""
    while mask.ndim > target.ndim:
        mask = np.asarray(mask.any(axis=-1))
    while mask.ndim < target.ndim:
        mask = mask[..., None]
    np.copyto(target, mask)
