"""A plan: all buffers and ops of a program for one batch size, made once; a step then only calls kernels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import DTypeLike

from graph.inference.program import LayerPath, Program, Step
from graph.inference.program_types import program_types
from graph.specs.message import say
from graph.specs.spec import TensorType
from runtime.execution.fusing import fuse
from runtime.execution.gradients import Gradients
from runtime.execution.liveness import is_float, known_sizes, place, value_lives
from runtime.execution.steps import op_class, view_bases
from runtime.execution.workspace import Workspace
from runtime.ops.faults import DataFault, RunError
from runtime.ops.memory import Memory
from runtime.ops.op import Array, BorrowingOp, Limits, Op, RandomStream, StepArrays
from runtime.ops.texts import stored
from runtime.weights.regularizers import ActivityPenalty, activity_penalty
from runtime.weights.weights import WeightStore, aligned_zeros


@dataclass
class PlannedStep:
    """A step with its op. `clear` are gradient buffers that no consumer fills, to be zeroed before backward."""

    step: Step
    op: Op
    owes_gradient: bool = False
    clear: list[Array] = field(default_factory=list)
    penalty: ActivityPenalty | None = None
    inside: tuple[ActivityPenalty, ...] = ()
    """The penalties on what layers inside this one give; their ops take the gradients themselves."""

    def backward(self) -> None:
        """Fill the gradients of what it reads, from those of what it gives."""
        for array in self.clear:
            array.fill(0)
        if self.penalty is not None:
            self.penalty.add_gradient()
        if self.owes_gradient:
            self.op.backward()


class Plan:
    """Buffers by value number: `values[v]` and, while training, `gradients[v]`; `masks[v]` where a time mask goes
    along. Arrays for some values and gradients may be given; both go by `view_bases`."""

    def __init__(
        self,
        program: Program,
        weights: WeightStore,
        input_shapes: tuple[tuple[int, ...], ...],
        *,
        training: bool,
        losses_at: tuple[int, ...] = (),
        random: Mapping[tuple[str, ...], RandomStream] | None = None,
        values: Mapping[int, Array] | None = None,
        gradients: Mapping[int, Array] | None = None,
        memories: Mapping[LayerPath, Memory] | None = None,
    ) -> None:
        self.weights = weights
        self._memories = memories or {}
        self.dtype = weights.values.dtype
        self.training = training
        self.types = program_types(program, input_shapes)
        self.program, self._limits = fuse(program, self.types, (*losses_at, *(values or ()), *(gradients or ())))
        program = self.program
        self._workspace = Workspace(self.dtype)
        self._warm = False
        self.values: dict[int, Array] = dict(values or {})
        self.masks: dict[int, Array | None] = {}
        self._base = view_bases(program)
        for _, _, value in program.inputs:
            if value not in self.values:
                self.values[value] = self._new(self.types[value])
            self.masks[value] = None
        place(self.values, value_lives(self.program, self.types, self._base, training), self.types, self.dtype)
        bound = Gradients(program, self.types, self._base, weights, losses_at, gradients or {}) if training else None
        self.gradients: dict[int, Array] = {} if bound is None else bound.buffers
        self.steps = self._build(bound, random or {})
        self._penalties = [p for s in self.steps for p in (s.penalty, *s.inside) if p is not None]
        self._unreached = [] if bound is None else bound.unreached()
        self.inputs = tuple(self.values[v] for _, _, v in program.inputs)
        self._readers = tuple(self._readers_of(v) for _, _, v in program.inputs)
        self.outputs = tuple(self.values[o.value] for o in program.outputs)

    def _readers_of(self, value: int) -> list[tuple[BorrowingOp, int]] | None:
        """The ops that read an Input and at which place, None where one of them must find it in the plan's buffer."""
        shared = [v for v, base in self._base.items() if base == value]
        if len(shared) > 1 or any(value in (o.value, o.judged) for o in self.program.outputs):
            return None
        places = [(p.op, i) for p in self.steps for i, v in enumerate(p.step.inputs) if v == value]
        able = [(op, i) for op, i in places if isinstance(op, BorrowingOp) and op.reads_anywhere]
        return able if len(able) == len(places) else None

    def borrow(self, k: int, array: Array) -> bool:
        """Read Input k where this array lies, contiguous and of its buffer's shape and type; gives whether all of its
        readers can. The buffer itself ends the loan."""
        readers = self._readers[k]
        for op, i in readers or ():
            op.read_from(i, array)
        return readers is not None

    def borrows(self, k: int) -> bool:
        """Whether all readers of Input k can find it where somebody's array lies."""
        return self._readers[k] is not None

    @property
    def batch(self) -> int:
        return int(self.inputs[0].shape[0])

    @property
    def untouched(self) -> int:
        """Bytes of its workspace that no op asks for."""
        return self._workspace.untouched

    def scratch(self, shape: tuple[int, ...], dtype: DTypeLike | None = None) -> Array:
        kind = np.dtype(dtype or self.dtype)
        size = int(np.prod(shape, dtype=np.int64))
        return aligned_zeros(size, kind).reshape(shape)

    def _new(self, type: TensorType) -> Array:
        return self.scratch(known_sizes(type), self.dtype if is_float(type) else stored(type.dtype))

    def base_of(self, value: int) -> int:
        """The value whose memory this one shares."""
        return self._base[value]

    def _build(self, gradients: Gradients | None, random: Mapping[tuple[str, ...], RandomStream]) -> list[PlannedStep]:
        """All steps but those that are no work, with their ops; `gradients` where the plan is for training."""
        arrays = [self._forward_arrays(step, random) for step in self.program.steps]
        planned: list[PlannedStep] = []
        for step, io in zip(reversed(self.program.steps), reversed(arrays), strict=True):
            owes, clear = (False, []) if gradients is None else gradients.bind(step, io)
            op = op_class(step)(io)
            if not op.is_view:
                penalty = activity_penalty(step.spec, io) if step.penalized else None
                inside = _tell_inside(op) if step.penalized else ()
                planned.append(PlannedStep(step, op, owes, clear, penalty, inside))
        return planned[::-1]

    def _forward_arrays(self, step: Step, random: Mapping[tuple[str, ...], RandomStream]) -> StepArrays:
        if op_class(step).is_view:
            source = step.inputs[0]
            self.values[step.outputs[0]] = self.values[source].reshape(self.types[step.outputs[0]].shape)
        masks = tuple(self.masks[v] for v in step.inputs)
        for v in step.outputs:
            if v not in self.values:
                self.values[v] = self._new(self.types[v])
            self.masks[v] = None
        first = step.outputs[0]
        passed = next((m for m in masks if m is not None), None)
        if op_class(step).is_view and passed is not None and self.types[first].masked:
            passed = passed.reshape(known_sizes(self.types[first])[:-1])
        self.masks.update((v, passed) for v in step.outputs[1:] if self.types[v].masked)
        if self.types[first].masked:
            own = op_class(step).makes_mask
            self.masks[first] = self.scratch(self.values[first].shape[:-1], np.bool_) if own else passed
        return StepArrays(
            spec=step.spec,
            dtype=self.dtype,
            inputs=tuple(self.values[v] for v in step.inputs),
            outputs=tuple(self.values[v] for v in step.outputs),
            weights={name: a for (layer, name), a in self.weights.views.items() if layer == step.layer},
            scratch=self.scratch,
            input_masks=masks,
            output_mask=self.masks[first] if op_class(step).makes_mask else None,
            random=random.get(step.call, RandomStream()),
            trainable=step.trainable,
            backward=self.training,
            limits=self._limits.get(first, Limits()),
            shared=self._workspace,
            memory=None if (memory := self._memories.get(step.layer)) is None else memory.of_a_call(),
        )

    def forward(self, training: bool) -> None:
        """Compute every value from the inputs; raises RunError, naming the layer, for data a layer can't take."""
        for planned in self.steps:
            try:
                planned.op.forward(training and not planned.step.at_rest)
            except DataFault as fault:
                raise RunError(say("{layer}: {fault}", layer=planned.step.name, fault=str(fault))) from None

    def backward(self) -> None:
        """Fill every gradient; those of the losses' values must be there."""
        for planned in self.way_back():
            planned.backward()

    def way_back(self) -> Iterator[PlannedStep]:
        """The steps from the last to the first, as `backward` takes them: each is to go back itself."""
        for array in self._unreached:
            array.fill(0)
        yield from reversed(self.steps)

    def penalties(self) -> float:
        """The sum of the activity regularizers for the batch in the buffers."""
        return sum(self.each_penalty())

    def share_penalties(self, batch: int) -> None:
        """Let what activities cost be divided by this number of samples, of which those here are some."""
        for penalty in self._penalties:
            penalty.share(batch)

    def each_penalty(self) -> list[float]:
        """What each layer adds to the loss for the batch in the buffers."""
        return [penalty.value() for penalty in self._penalties]

    def carried(self) -> list[Array]:
        """What stateful layers keep from batch to batch, where it lies."""
        return [array for planned in self.steps for array in planned.op.carried()]

    def warm_up(self, tell: Callable[[int, int], None]) -> int:
        """Compile or load every kernel by one pass over the empty buffers; `tell(done, total)` after each op.

        Weights are left as they are, gradients are not. Gives the number of pieces of work: none the second time.
        """
        if self._warm:
            return 0
        self._warm = True
        kept, carried = self.weights.values.copy(), [array.copy() for array in self.carried()]
        work = self._work()
        for done, run in enumerate(work, 1):
            run()
            tell(done, len(work))
        self.weights.values[...] = kept
        for array, before in zip(self.carried(), carried):
            array[...] = before
        return len(work)

    def _work(self) -> list[Callable[[], None]]:
        """What the ops do in a step, one after the other."""
        there = [partial(p.op.forward, self.training and not p.step.at_rest) for p in self.steps]
        return [*there, *(p.op.backward for p in reversed(self.steps) if p.owes_gradient)]

    def rehearse(self) -> None:
        """Let every op call its kernels while none of them runs (see `jit.rehearsal`); of no use afterwards."""
        for run in self._work():
            with suppress(Exception):  # of numbers that no kernel has computed; what really runs says what is wrong
                run()


def _tell_inside(op: Op) -> tuple[ActivityPenalty, ...]:
    """Give the ops inside of an op the penalties on their results."""
    found = []
    for inner in op.inside():
        inner.penalty = activity_penalty(inner.io.spec, inner.io)
        found += [] if inner.penalty is None else [inner.penalty]
    return tuple(found)
