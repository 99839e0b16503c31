"""What the ops of recurrent layers share; see `kernels.recurrent` for how their memory is laid out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np

from runtime.jit import threads
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.matmul.block_transpose import transpose
from runtime.kernels.matmul.microkernel import ROWS
from runtime.kernels.recurrent.recurrent import BLOCK, Drops, Inputs, Layout, WeightGradients, gradient_work
from runtime.ops.faults import DataFault
from runtime.ops.merging import give
from runtime.ops.op import Array, BorrowingOp, Scratch, StepArrays
from runtime.ops.recurrent.dropped_factors import draw_factors

NAMES = "kernel", "recurrent_kernel", "bias"

SMALL = 1 << 17
"""Multiplications below which the samples stay on one thread."""

M = TypeVar("M")


class RecurrentOp(BorrowingOp, Generic[M]):
    """Inputs: the sequence and, all or none, the initial states. Outputs: as the spec says, then the last states.

    Subclasses know their memory `M`, their kernels, and in which arrays of the memory the states lie.
    """

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # its kernels cut the batch by threads, which leaves more rows to a product than shards would

    drop_first: ClassVar[bool] = False
    """Dropout at a rate of 1 drops everything; elsewhere Keras leaves it out."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._layout = layout = self._make_layout()
        check_activations(*self.functions())
        self._x, self._out = io.inputs[0].reshape(-1), io.outputs[0].reshape(-1)
        self._none = np.zeros(0, io.dtype)
        self._kernel, self._recurrent, self._bias = (self._flat(io.weights.get(name)) for name in NAMES)
        # Keras hands the mask on, but doesn't apply it in a call that is given an initial state.
        mask = io.input_masks[0] if len(io.inputs) == 1 else None
        self._mask = np.zeros(0, np.bool_) if mask is None else mask.reshape(-1)
        # Backward needs what forward found.
        self._memory = self.make_memory(io.scratch if io.backward else io.workspace())
        self._carried = io.kept((len(self.states()), layout.batch, layout.units)) if io.spec.stateful else None
        self._no_drops = Drops(self._none, self._none, self._none, self._none)
        self._inputs = Inputs(self._x, self._mask, self._no_drops)
        self._random_drops = self._make_drops()
        work = layout.batch * layout.steps * layout.units * layout.gates * (layout.features + layout.units)
        share = -(-layout.batch // threads.thread_count())
        self._chunk = layout.batch if work < SMALL else -(-share // 4) * 4
        if io.backward:
            self._prepare_backward()

    def functions(self) -> tuple[str, ...]:
        """The names of its activations."""
        return self.io.spec.activation, self.io.spec.recurrent_activation

    @abstractmethod
    def make_memory(self, room: Scratch) -> M:
        """What its kernels keep."""

    @abstractmethod
    def states(self) -> tuple[Array, ...]:
        """The arrays of the memory that hold states, in Keras' order."""

    @abstractmethod
    def run_forward(self) -> None:
        """Run all samples through all steps."""

    @abstractmethod
    def run_backward(self, *d_last: Any) -> tuple[Array, ...]:
        """Run back through time from the gradients of the last states (or 0); gives those of the first."""

    @abstractmethod
    def gradient_kernel(self) -> Callable[..., None]:
        """The kernel for the gradients of the weights."""

    def _make_layout(self) -> Layout:
        io, spec = self.io, self.io.spec
        batch, steps, features = io.inputs[0].shape
        gate_slots, state_slots = (steps, steps + 1) if io.backward else (min(steps, BLOCK), 2)
        return Layout(
            batch,
            steps,
            features,
            spec.units,
            spec.gates,
            gate_slots,
            state_slots,
            backwards=spec.go_backwards,
            sequences=spec.return_sequences,
            # An unrolled layer of Keras gives the output before, whatever is asked for.
            zero_masked=spec.zero_output_for_mask and not spec.unroll,
        )

    def _flat(self, array: Array | None) -> Array:
        return self._none if array is None else array.reshape(-1)

    def gate_memory(self, room: Scratch) -> tuple[Array, Array]:
        """Room for the gates, and for their arguments where a slope needs them."""
        n = self._layout
        gates = room((n.gate_slots * n.gates * n.batch * n.units,))
        needed = any(FORMULAS[name].from_input for name in self.functions())
        return gates, room(gates.shape) if needed and self.io.backward else self._none

    def state_memory(self, room: Scratch) -> Array:
        n = self._layout
        return room((n.state_slots * n.batch * n.units,))

    def _make_drops(self) -> Drops | None:
        """Buffers for dropout's factors; as in Keras, recurrent dropout gives each gate factors of its own."""
        n, spec = self._layout, self.io.spec
        dropped, recurrent = self._drops(spec.dropout), self._drops(spec.recurrent_dropout)
        if not self.io.backward or not (dropped or recurrent):
            return None
        groups = n.gates if spec.recurrent_dropout else 1
        inputs, state = n.batch * n.features, n.gates * n.batch * n.units
        return Drops(
            self.io.scratch((groups * inputs,)) if dropped else self._none,
            self.io.scratch((state,)) if recurrent else self._none,
            self.io.scratch((n.gates * inputs,)),
            self.io.scratch((state,)),
        )

    def _drops(self, rate: float) -> bool:
        return 0 < rate < 1 or (rate == 1 and self.drop_first)

    def _prepare_backward(self) -> None:
        n, io = self._layout, self.io
        room = io.workspace()
        self._dh = room((2, n.batch, n.units))
        self._dx = self._flat(io.d_inputs[0])
        kernel, recurrent, bias = (self._flat(io.d_weights.get(name)) for name in NAMES)
        self._d_weights = WeightGradients(kernel, recurrent, bias, io.add_weights)
        self._turned_kernel = room((self._kernel.size,)) if self._dx.size else self._none
        self._turned_recurrent = room((self._recurrent.size,))
        rows, share = n.features + n.units + 1, 2 * threads.thread_count()
        self._rows = rows, rows if self._chunk == n.batch else -(-rows // (ROWS * share)) * ROWS
        self._slots = -(-self._rows[0] // self._rows[1])
        self._work = room((self._slots, gradient_work(n, self._rows[1])))
        self.prepare_backward(room)

    def prepare_backward(self, room: Scratch) -> None:
        """Take what else `run_backward` needs."""

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
        self.run_forward()
        last = tuple(self._state(kept, n.steps) for kept in self.states())
        for output, state in zip(io.outputs[1:], last):
            np.copyto(output, state)
        if self._carried is not None:
            for carried, state in zip(self._carried, last):
                np.copyto(carried, state)

    def _begin(self) -> None:
        """The initial states into their slot: given, carried over, or zero."""
        given: Any = self.io.inputs[1:] if len(self.io.inputs) > 1 else self._carried
        for i, kept in enumerate(self.states()):
            self._state(kept, 0)[...] = 0 if given is None else given[i]

    def _draw(self) -> Drops:
        drops, spec, stream = self._random_drops, self.io.spec, self.io.random
        assert drops is not None
        n = self._layout
        widths = n.features, n.units
        for part, (factors, rate) in enumerate(((drops.inputs, spec.dropout), (drops.state, spec.recurrent_dropout))):
            if factors.size and rate == 1:
                factors.fill(0)
            elif factors.size:
                draw_factors(factors.reshape(-1, n.batch, widths[part]), rate, stream, part)
        return drops

    def backward(self) -> None:
        n, io = self._layout, self.io
        self._turn(self._recurrent, n.units, self._turned_recurrent)
        if self._dx.size:
            self._turn(self._kernel, n.features, self._turned_kernel)
        last: tuple[Any, ...] = tuple(io.d_outputs[1:]) if len(io.d_outputs) > 1 else (0,) * len(self.states())
        for i, gradient in enumerate(self.run_backward(*last), 1):
            target = io.d_inputs[i] if len(io.d_inputs) > i else None
            if target is not None:
                give(target, gradient, io.add_inputs[i])
        if any(d.size for d in self._d_weights[:3]):
            work = n, self._inputs, self._memory, self._d_weights, self._work
            threads.run(self.gradient_kernel(), *self._rows, *work, slots=self._slots)

    def _turn(self, weight: Array, rows: int, target: Array) -> None:
        width = self._layout.gates * self._layout.units
        transpose(weight, width, target, rows, width, 0, rows)

    def carried(self) -> list[Array]:
        return [] if self._carried is None else [self._carried]


def check_activations(*names: str) -> None:
    """Cells take functions of one number; raises DataFault for those of a whole row."""
    for name in names:
        if name not in FORMULAS:
            raise DataFault(f"{name} mixes the numbers of a row, so a recurrent cell can't use it.")
