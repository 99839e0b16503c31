"""LSTM over whole sequences; see `kernels.recurrent` for how its memory is laid out."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.recurrent.lstm import LSTM
from runtime.jit import threads
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.elementwise.random import drop_factors, drop_limit, stream_key
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.microkernel import ROWS
from runtime.kernels.recurrent import lstm
from runtime.kernels.recurrent.recurrent import (
    BLOCK,
    Drops,
    Inputs,
    Layout,
    WeightGradients,
    Weights,
    gradient_work,
)
from runtime.kinds.computes import computes
from runtime.ops.faults import DataFault
from runtime.ops.merging import give
from runtime.ops.op import Array, BorrowingOp, StepArrays

NAMES = "kernel", "recurrent_kernel", "bias"

SMALL = 1 << 17
"""Multiplications below which the samples stay on one thread."""


@computes(LSTM)
class LSTMOp(BorrowingOp):
    """Inputs: the sequence and, both or none, the initial h and c. Outputs: as the spec says, then the last h and c."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # its kernels cut the batch by threads, which leaves more rows to a product than shards would

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._layout = layout = self._make_layout()
        check_activations(io.spec.activation, io.spec.recurrent_activation)
        self._x, self._out = io.inputs[0].reshape(-1), io.outputs[0].reshape(-1)
        self._none = np.zeros(0, io.dtype)
        self._weights = Weights(*(self._flat(io.weights.get(name)) for name in NAMES))
        # Keras hands the mask on, but doesn't apply it in a call that is given an initial state.
        mask = io.input_masks[0] if len(io.inputs) == 1 else None
        self._mask = np.zeros(0, np.bool_) if mask is None else mask.reshape(-1)
        self._memory = self._make_memory()
        self._carried = io.scratch((2, layout.batch, layout.units)) if io.spec.stateful else None
        self.reset()
        self._no_drops = Drops(self._none, self._none, self._none, self._none)
        self._inputs = Inputs(self._x, self._mask, self._no_drops)
        self._random_drops = self._make_drops()
        work = layout.batch * layout.steps * layout.units * 4 * (layout.features + layout.units)
        share = -(-layout.batch // threads.thread_count())
        self._chunk = layout.batch if work < SMALL else -(-share // 4) * 4
        if io.backward:
            self._prepare_backward()

    def _make_layout(self) -> Layout:
        io, spec = self.io, self.io.spec
        batch, steps, features = io.inputs[0].shape
        gate_slots, state_slots = (steps, steps + 1) if io.backward else (min(steps, BLOCK), 2)
        return Layout(
            batch,
            steps,
            features,
            spec.units,
            lstm.GATES,
            gate_slots,
            state_slots,
            backwards=spec.go_backwards,
            sequences=spec.return_sequences,
            zero_masked=spec.zero_output_for_mask,
        )

    def _flat(self, array: Array | None) -> Array:
        return self._none if array is None else array.reshape(-1)

    def _make_memory(self) -> lstm.Memory:
        n, spec = self._layout, self.io.spec
        # Backward needs what forward found.
        room = self.io.scratch if self.io.backward else self.io.workspace()
        gates = room((n.gate_slots * n.gates * n.batch * n.units,))
        needed = FORMULAS[spec.activation].from_input or FORMULAS[spec.recurrent_activation].from_input
        arguments = room(gates.shape) if needed and self.io.backward else self._none
        states = (room((n.state_slots * n.batch * n.units,)) for _ in range(2))
        return lstm.Memory(gates, arguments, *states)

    def _make_drops(self) -> Drops | None:
        """Buffers for dropout's factors; as in Keras, recurrent dropout gives each gate factors of its own."""
        n, spec = self._layout, self.io.spec
        recurrent = 0 < spec.recurrent_dropout < 1
        if not self.io.backward or not (0 < spec.dropout < 1 or recurrent):
            return None
        groups = n.gates if spec.recurrent_dropout else 1
        inputs, state = n.batch * n.features, n.gates * n.batch * n.units
        return Drops(
            self.io.scratch((groups * inputs,)) if 0 < spec.dropout < 1 else self._none,
            self.io.scratch((state,)) if recurrent else self._none,
            self.io.scratch((n.gates * inputs,)),
            self.io.scratch((state,)),
        )

    def _prepare_backward(self) -> None:
        n, io = self._layout, self.io
        room = io.workspace()
        self._dh, self._dc = room((2, n.batch, n.units)), room((n.batch, n.units))
        self._dx = self._flat(io.d_inputs[0])
        self._d_weights = Weights(*(self._flat(io.d_weights.get(name)) for name in NAMES))
        transposed = room((self._weights.kernel.size,)) if self._dx.size else self._none
        self._turned = lstm.Turned(transposed, room((self._weights.recurrent.size,)))
        rows, share = n.features + n.units + 1, 2 * threads.thread_count()
        self._rows = rows, rows if self._chunk == n.batch else -(-rows // (ROWS * share)) * ROWS
        self._slots = -(-self._rows[0] // self._rows[1])
        self._work = room((self._slots, gradient_work(n, self._rows[1])))

    def _state(self, kept: Array, slot: int) -> Array:
        n = self._layout
        return kept.reshape(n.state_slots, n.batch, n.units)[slot % n.state_slots]

    def read_from(self, i: int, array: Array) -> None:
        if i == 0:
            self._x = array.reshape(-1)
            self._inputs = Inputs(self._x, self._mask, self._no_drops)  # nothing of the last array is kept

    def forward(self, training: bool) -> None:
        n, io = self._layout, self.io
        self._begin()
        drops = self._draw() if training and self._random_drops is not None else self._no_drops
        self._inputs = Inputs(self._x, self._mask, drops)
        run = lstm.forward(io.spec.activation, io.spec.recurrent_activation)
        threads.run(run, n.batch, self._chunk, n, self._inputs, self._weights, self._memory, self._out)
        last = (self._state(self._memory.output, n.steps), self._state(self._memory.cell, n.steps))
        for output, state in zip(io.outputs[1:], last):
            np.copyto(output, state)
        if self._carried is not None:
            self._carried[0], self._carried[1] = last

    def _begin(self) -> None:
        """The initial states into their slot: given, carried over, or zero."""
        given: Any = self.io.inputs[1:] if len(self.io.inputs) > 2 else self._carried
        for i, kept in enumerate((self._memory.output, self._memory.cell)):
            self._state(kept, 0)[...] = 0 if given is None else given[i]

    def _draw(self) -> Drops:
        drops, spec, stream = self._random_drops, self.io.spec, self.io.random
        assert drops is not None
        for part, (factors, rate) in enumerate(((drops.inputs, spec.dropout), (drops.state, spec.recurrent_dropout))):
            if factors.size:
                key = stream_key(stream.seed, stream.key, stream.step, part)
                drop_factors(factors, *drop_limit(rate), *key, 0, factors.size)
        return drops

    def backward(self) -> None:
        n, io = self._layout, self.io
        self._turn(self._weights.recurrent, n.units, self._turned.recurrent)
        if self._dx.size:
            self._turn(self._weights.kernel, n.features, self._turned.kernel)
        last = io.d_outputs[1:] if len(io.d_outputs) > 1 else (0, 0)
        self._dh[n.steps % 2], self._dc[...] = last
        run = lstm.backward(io.spec.activation, io.spec.recurrent_activation)
        d_out, dh, dc = (array.reshape(-1) for array in (io.d_outputs[0], self._dh, self._dc))
        d = lstm.Gradients(d_out, dh, dc, self._dx, io.add_inputs[0])
        threads.run(run, n.batch, self._chunk, n, self._inputs, self._turned, self._memory, d)
        for i, gradient in enumerate((self._dh[0], self._dc), 1):
            target = io.d_inputs[i] if len(io.d_inputs) > i else None
            if target is not None:
                give(target, gradient, io.add_inputs[i])
        if any(d.size for d in self._d_weights):
            wanted = self._d_weights
            d_weights = WeightGradients(wanted.kernel, wanted.recurrent, wanted.bias, io.add_weights)
            work = n, self._inputs, self._memory, d_weights, self._work
            threads.run(lstm.gradients, *self._rows, *work, slots=self._slots)

    def _turn(self, weight: Array, rows: int, target: Array) -> None:
        width = self._layout.gates * self._layout.units
        transpose(weight, width, target, rows, width, 0, rows)

    def reset(self) -> None:
        if self._carried is not None:
            self._carried.fill(0)


def check_activations(*names: str) -> None:
    """Cells take functions of one number; raises DataFault for those of a whole row."""
    for name in names:
        if name not in FORMULAS:
            raise DataFault(f"{name} mixes the numbers of a row, so a recurrent cell can't use it.")
