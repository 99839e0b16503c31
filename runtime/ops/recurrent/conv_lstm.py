"""ConvLSTM: the inputs of all steps are one convolution, the last output one at each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graph.layers.recurrent.conv_lstm import GATES, ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
from graph.specs.spec import Spec
from runtime.jit import threads
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.recurrent import conv_lstm
from runtime.kernels.recurrent.conv_lstm import Film
from runtime.kinds.computes import computes
from runtime.ops.inner_op import Ends, inner_class
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.recurrent.dropped_factors import draw_factors
from runtime.ops.recurrent.recurrent import check_activations
from runtime.ops.recurrent.time_distributed import pass_on

CHUNK = 1 << 13
"""Numbers of a state that a thread takes at a time."""


@computes(ConvLSTM1D, ConvLSTM2D, ConvLSTM3D)
class ConvLSTMOp(Op):
    """Inputs: the sequence and, all or none, the initial states. Outputs: as the spec says, then the last states.

    Everything inside has its channels last. With dropout each gate reads numbers of its own: they lie side by side as
    channels, and the convolution has a group for each gate.
    """

    makes_mask = True

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # its convolutions and kernels share the work out themselves

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec = io.spec
        self._functions = spec.activation, spec.recurrent_activation
        check_activations(*self._functions)
        self._x, self._out = self._last(io.inputs[0], 2), self._last(io.outputs[0], 2 if spec.return_sequences else 1)
        batch, steps, *space, channels = self._x.shape
        places = (
            self._last(io.outputs[-1], 1).shape[1:-1] if spec.return_state else self._out.shape[-1 - spec.rank : -1]
        )
        self._steps, self._places = steps, int(np.prod(places))
        state = self._state_shape = (batch, *places, spec.filters)
        self._dropped = tuple(io.backward and 0 < rate < 1 for rate in (spec.dropout, spec.recurrent_dropout))
        # What the convolutions read: the array itself, or a copy in their order, with each gate's share.
        widths = [GATES * width if drop else width for width, drop in zip((channels, spec.filters), self._dropped)]
        self._same = self._x is io.inputs[0] and not self._dropped[0]
        self._read = self._x if self._same else io.scratch((batch, steps, *space, widths[0]))
        self._h, self._c = io.scratch(state), io.scratch(((steps + 1 if io.backward else 1), *state))
        self._told = io.scratch((*state[:-1], widths[1])) if self._dropped[1] else self._h
        self._factors = [
            io.scratch((batch, 1, *space, GATES, channels)) if self._dropped[0] else None,
            io.scratch((*state[:-1], GATES, spec.filters)) if self._dropped[1] else None,
        ]
        self._gates = io.scratch((batch, steps, *places, GATES * spec.filters))
        self._given = io.scratch((*state[:-1], GATES * spec.filters))
        slopes = io.backward and any(FORMULAS[name].from_input for name in self._functions)
        self._arguments = io.scratch(self._gates.shape).reshape(-1) if slopes else np.zeros(0, io.dtype)
        # Keras hands the mask on, but doesn't apply it in a call that is given an initial state.
        masked = io.input_masks[0] is not None and len(io.inputs) == 1
        self._mask = io.scratch((batch, steps), np.bool_) if masked else np.zeros((batch, 0), np.bool_)
        self._carried = io.kept((2, *state)) if spec.stateful else None
        self._prepare(widths[1])
        self._work = batch * self._places, max(1, CHUNK // spec.filters)

    def _last(self, array: Any, before: int) -> Array:
        """A view with the channels last; `before` axes come before those of an image."""
        found: Array = np.moveaxis(array, before, -1) if self.io.spec.data_format == "channels_first" else array
        return found

    def _prepare(self, told: int) -> None:
        io, spec, state = self.io, self.io.spec, self._state_shape
        rows = state[0] * self._steps
        groups = [GATES if drop else 1 for drop in self._dropped]

        def folded(array: Array) -> Array:
            return array.reshape(rows, *array.shape[2:])

        self._owed = io.backward and io.d_inputs[0] is not None
        owed: Any = io.d_inputs[0] if self._owed else None
        self._d_read = owed if self._same or not self._owed else io.scratch(self._read.shape)
        d_read = (folded(self._d_read) if self._owed else None,) if io.backward else ()
        self._inputs = _convolution(
            io,
            spec.input_convolution(groups[0]),
            {"kernel": "kernel", "bias": "bias"} if spec.use_bias else {"kernel": "kernel"},
            Ends(
                inputs=(folded(self._read),),
                outputs=(folded(self._gates),),
                d_inputs=d_read,
                d_outputs=(folded(self._gates),) if io.backward else (),
                add_inputs=(io.add_inputs[0] and self._same,) if io.backward else (),
            ),
            True,
        )
        recurrent = spec.state_convolution(groups[1])
        if io.backward:
            self._dh, self._dc, self._kept = io.scratch(state), io.scratch(state), io.scratch(state)
            self._d_told = io.scratch((*state[:-1], told)) if self._dropped[1] else self._dh
            self._d_given = io.scratch(self._given.shape)
        self._state = _convolution(
            io,
            recurrent,
            {"kernel": "recurrent_kernel"},
            Ends(
                inputs=(self._told,),
                outputs=(self._given,),
                d_inputs=(self._d_told,) if io.backward else (),
                d_outputs=(self._d_given,) if io.backward else (),
                add_inputs=(False,) if io.backward else (),
            ),
            False,
        )
        if io.backward:
            # The gradient of the recurrent kernel is one product over all steps.
            self._history = io.scratch((state[0], self._steps, *state[1:-1], told))
            self._all_states = _convolution(
                io,
                recurrent,
                {"kernel": "recurrent_kernel"},
                Ends(
                    inputs=(folded(self._history),),
                    outputs=(folded(self._gates),),
                    d_inputs=(None,),
                    d_outputs=(folded(self._gates),),
                    add_inputs=(False,),
                ),
                True,
            )

    def _run(self, kernel: Any, at: int, step: int, given: Array, *more: Array) -> None:
        film = Film(self._steps, self._places, self.io.spec.filters, at)
        c, c_next = (self._c[t % len(self._c)].reshape(-1) for t in (step, step + 1))
        arrays = self._gates.reshape(-1), self._arguments, given.reshape(-1), c, c_next
        threads.run(kernel, *self._work, film, self._mask.reshape(-1), *arrays, *(array.reshape(-1) for array in more))

    def _place(self, step: int) -> int:
        """Where in the sequence a step reads."""
        return self._steps - 1 - step if self.io.spec.go_backwards else step

    def _zeroed(self, at: int) -> Array | None:
        """The samples whose output at this place is zero, if any are."""
        spec = self.io.spec
        hidden = self._mask.size and spec.zero_output_for_mask and not spec.unroll
        return ~self._mask[:, at] if hidden else None

    def forward(self, training: bool) -> None:
        io, spec = self.io, self.io.spec
        self._begin(training)
        self._inputs.forward(training)
        run = conv_lstm.advance(*self._functions)
        for step in range(self._steps):
            at = self._place(step)
            split_gates(self._h, self._factors[1], self._told)
            if io.backward:
                np.copyto(self._history[:, at], self._told)
            self._state.forward(training)
            self._run(run, at, step, self._given, self._h)
            if spec.return_sequences or step == self._steps - 1:
                target = self._out[:, step] if spec.return_sequences else self._out
                np.copyto(target, self._h)
                zeroed = self._zeroed(at)
                if zeroed is not None:
                    target[zeroed] = 0
        last = self._h, self._c[self._steps % len(self._c)]
        for output, state in zip(io.outputs[1:], last):
            np.copyto(self._last(output, 1), state)
        if self._carried is not None:
            for carried, state in zip(self._carried, last):
                np.copyto(carried, state)

    def _begin(self, training: bool) -> None:
        """Masks, dropout's factors, what the convolution reads, and the initial states: given, carried over, or 0."""
        io = self.io
        mask = io.input_masks[0]
        if mask is not None:
            counts = np.asarray(mask.reshape(*mask.shape[:2], -1).any(axis=2))
            if io.output_mask is not None:
                pass_on(counts, io.output_mask)
            if self._mask.size:
                np.copyto(self._mask, counts)
        draw(io, self._factors, training)
        if not self._same:
            split_gates(self._x, self._factors[0], self._read)
        given: Any = [self._last(x, 1) for x in io.inputs[1:]] if len(io.inputs) > 1 else self._carried
        self._h[...] = 0 if given is None else given[0]
        self._c[0] = 0 if given is None else given[1]

    def backward(self) -> None:
        io, spec = self.io, self.io.spec
        d_out = self._last(io.d_outputs[0], 2 if spec.return_sequences else 1)
        for i, gradient in enumerate((self._dh, self._dc), 1):
            gradient[...] = self._last(io.d_outputs[i], 1) if len(io.d_outputs) > i else 0
        run = conv_lstm.retreat(*self._functions)
        for step in reversed(range(self._steps)):
            at = self._place(step)
            if spec.return_sequences or step == self._steps - 1:
                above = d_out[:, step] if spec.return_sequences else d_out
                zeroed = self._zeroed(at)
                if zeroed is not None:
                    above[zeroed] = 0
                np.add(self._dh, above, out=self._dh)
            if self._mask.size:
                np.multiply(self._dh, ~self._mask[:, at].reshape(-1, *(1,) * (spec.rank + 1)), out=self._kept)
            self._run(run, at, step, self._d_given, self._dh, self._dc)
            self._state.backward()
            merge_gates(self._d_told, self._factors[1], self._dh, False)
            if self._mask.size:
                np.add(self._dh, self._kept, out=self._dh)
        for i, gradient in enumerate((self._dh, self._dc), 1):
            target = io.d_inputs[i] if len(io.d_inputs) > i else None
            if target is not None:
                merge_gates(gradient, None, self._last(target, 1), io.add_inputs[i])
        if io.d_weights.get("recurrent_kernel") is not None:
            self._all_states.backward()
        self._inputs.backward()
        if self._owed and not self._same:
            merge_gates(self._d_read, self._factors[0], self._last(io.d_inputs[0], 2), io.add_inputs[0])

    def carried(self) -> list[Array]:
        return [] if self._carried is None else [self._carried]


def _convolution(io: StepArrays, spec: Spec, weights: Mapping[str, str], ends: Ends, gradients: bool) -> Op:
    """A convolution on these arrays; its weights by their names, and ours."""
    own = replace(
        io,
        spec=spec,
        inputs=ends.inputs,
        outputs=ends.outputs,
        weights={name: io.weights[ours] for name, ours in weights.items()},
        d_inputs=ends.d_inputs,
        d_outputs=ends.d_outputs,
        d_weights={name: io.d_weights.get(ours) if gradients else None for name, ours in weights.items()}
        if io.backward
        else {},
        add_inputs=ends.add_inputs,
        add_weights=io.add_weights,
        sparse_rows={},
        input_masks=(None,),
        output_mask=None,
    )
    return inner_class(spec)(own)


def split_gates(x: Array, factors: Array | None, target: Array) -> None:
    """What a convolution reads: x, or x times each gate's factors side by side."""
    if factors is not None:
        np.multiply(x[..., None, :], factors, out=target.reshape(*target.shape[:-1], GATES, x.shape[-1]))
    elif target is not x:
        np.copyto(target, x)


def merge_gates(dy: Array, factors: Array | None, target: Array, add: bool) -> None:
    """The way back of `split_gates`; dy is overwritten."""
    if factors is not None:
        apart = dy.reshape(*dy.shape[:-1], GATES, target.shape[-1])
        np.multiply(apart, factors, out=apart)
        for gate in range(GATES):
            if gate or add:
                np.add(target, apart[..., gate, :], out=target)
            else:
                np.copyto(target, apart[..., gate, :])
    elif target is not dy and add:
        np.add(target, dy, out=target)
    elif target is not dy:
        np.copyto(target, dy)


def draw(io: StepArrays, kept: Sequence[Array | None], training: bool) -> None:
    """New factors of dropout for the inputs and for the state; ones where nothing is dropped."""
    for part, (factors, rate) in enumerate(zip(kept, (io.spec.dropout, io.spec.recurrent_dropout))):
        if factors is not None and training:
            draw_factors(factors.reshape(1, io.batch, -1), rate, io.random, part)
        elif factors is not None:
            factors.fill(1)
