"""A plan: all buffers and ops of a program for one batch size, made once; a step then only calls kernels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import DTypeLike

from graph.inference.program import LayerPath, Program, ProgramError, Step
from graph.specs.message import MessageError, say
from graph.specs.spec import Shape, TensorType
from runtime.execution.arena import Life, buffers
from runtime.execution.liveness import gradient_lives, is_float, known_sizes, value_lives
from runtime.execution.workspace import Workspace
from runtime.ops.faults import DataFault, RunError
from runtime.ops.op import Array, Op, RandomStream, StepArrays, find_op
from runtime.weights.regularizers import ActivityPenalty, activity_penalty
from runtime.weights.weights import WeightStore, aligned_zeros

Owed = frozenset[int]


@dataclass
class PlannedStep:
    """A step with its op. `clear` are gradient buffers that no consumer fills, to be zeroed before backward."""

    step: Step
    op: Op
    owes_gradient: bool = False
    clear: list[Array] = field(default_factory=list)
    penalty: ActivityPenalty | None = None


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
    ) -> None:
        self.program = program
        self.weights = weights
        self.dtype = weights.values.dtype
        self.training = training
        self.types = concrete_types(program, input_shapes)
        self._workspace = Workspace(self.dtype)
        self._warm = False
        self.values: dict[int, Array] = dict(values or {})
        self.masks: dict[int, Array | None] = {}
        self.gradients: dict[int, Array] = dict(gradients or {})
        self._base = view_bases(program)
        for _, _, value in program.inputs:
            if value not in self.values:
                self.values[value] = self._new(self.types[value])
            self.masks[value] = None
        self._place(self.values, value_lives(self.program, self.types, self._base, training))
        self._writes = _GradientWrites(self) if training else None
        if training:
            self._allocate_gradients(losses_at)
        self.steps: list[PlannedStep] = []
        self._build(losses_at, random or {})
        self._unreached = self._gradients_nobody_writes()
        self.inputs = tuple(self.values[v] for _, _, v in program.inputs)
        self._readers = tuple(self._readers_of(v) for _, _, v in program.inputs)
        self.outputs = tuple(self.values[o.value] for o in program.outputs)

    def _readers_of(self, value: int) -> list[tuple[Op, int]] | None:
        """The ops that read an Input and at which place, None where one of them must find it in the plan's buffer."""
        shared = [v for v, base in self._base.items() if base == value]
        if len(shared) > 1 or any(value in (o.value, o.judged) for o in self.program.outputs):
            return None
        places = [(p.op, i) for p in self.steps for i, v in enumerate(p.step.inputs) if v == value]
        return places if all(op.reads_anywhere for op, _ in places) else None

    def borrow(self, k: int, array: Array) -> bool:
        """Read Input k where this array lies, contiguous and of its buffer's shape and type; gives whether all of its
        readers can. The buffer itself ends the loan."""
        readers = self._readers[k]
        for op, i in readers or ():
            op.read_from(i, array)
        return readers is not None

    @property
    def batch(self) -> int:
        return int(self.inputs[0].shape[0])

    def scratch(self, shape: tuple[int, ...], dtype: DTypeLike | None = None) -> Array:
        kind = np.dtype(dtype or self.dtype)
        size = int(np.prod(shape, dtype=np.int64))
        return aligned_zeros(size, kind).reshape(shape)

    def _new(self, type: TensorType) -> Array:
        return self.scratch(known_sizes(type), self.dtype if is_float(type) else type.dtype)

    def base_of(self, value: int) -> int:
        """The value whose memory this one shares."""
        return self._base[value]

    def _allocate_gradients(self, losses_at: tuple[int, ...]) -> None:
        owed = owed_gradients(self.program, self.types, self.weights.trained_layers)
        homes = self._gradient_homes(owed, losses_at)
        wanted = {v: homes[self._base[v]] for v in sorted(owed & reached_by_losses(self.program, losses_at))}
        self._place(self.gradients, gradient_lives(self.program, self.types, wanted, losses_at))
        for value, home in wanted.items():
            if value != home:
                self.gradients[value] = self.gradients[home].reshape(known_sizes(self.types[value]))

    def _place(self, arrays: dict[int, Array], lives: Mapping[int, Life]) -> None:
        """Buffers for these values, those that are there already excepted."""
        found, _ = buffers({v: life for v, life in lives.items() if v not in arrays}, self.dtype)
        arrays.update((v, flat.reshape(known_sizes(self.types[v]))) for v, flat in found.items())

    def _gradient_homes(self, owed: Owed, losses_at: tuple[int, ...]) -> dict[int, int]:
        """For every value the one whose gradient's memory it shares: that of a sum is passed on to one of its terms."""
        homes = {v: v for v in range(len(self.types))}
        uses = Counter(v for step in self.program.steps for v in step.inputs) + Counter(losses_at)
        for step in reversed(self.program.steps):
            if op_class(step).passes_gradient:
                out = step.outputs[0]
                for v in step.inputs:
                    alone = uses[v] == 1 and self._base[v] == v and v in owed
                    if alone and self.types[v].shape == self.types[out].shape:
                        homes[v] = homes[out]
                        break
        return homes

    def _build(self, losses_at: tuple[int, ...], random: Mapping[tuple[str, ...], RandomStream]) -> None:
        arrays = [self._forward_arrays(step, random) for step in self.program.steps]
        planned: list[PlannedStep | None] = [None] * len(arrays)
        if self._writes is not None:
            for value in losses_at:
                self._writes.first(value)
        for i in range(len(arrays) - 1, -1, -1):
            step = self.program.steps[i]
            owes, clear = self._backward_arrays(step, arrays[i]) if self._writes is not None else (False, [])
            op = op_class(step)(arrays[i])
            planned[i] = PlannedStep(step, op, owes, clear, activity_penalty(step, arrays[i]))
        self.steps = [p for p in planned if p is not None and not p.op.is_view]

    def _gradients_nobody_writes(self) -> list[Array]:
        """Gradients of weights that no loss of this plan depends on: they must be zero, not what another plan left."""
        if self._writes is None:
            return []
        at = ((place.owned.layer, self.weights.gradient_views[place.key]) for place in self.weights.trainable_places())
        return [gradient for layer, gradient in at if gradient is not None and not self._writes.has_call(layer)]

    def _forward_arrays(self, step: Step, random: Mapping[tuple[str, ...], RandomStream]) -> StepArrays:
        if op_class(step).is_view:
            source = step.inputs[0]
            self.values[step.outputs[0]] = self.values[source].reshape(self.types[step.outputs[0]].shape)
            self.masks[step.outputs[0]] = None
        masks = tuple(self.masks[v] for v in step.inputs)
        for v in step.outputs:
            if v not in self.values:
                self.values[v] = self._new(self.types[v])
            self.masks[v] = None
        first = step.outputs[0]
        if self.types[first].masked:
            own = op_class(step).makes_mask
            self.masks[first] = (
                self.scratch(self.values[first].shape[:-1], np.bool_)
                if own
                else next((m for m in masks if m is not None), None)
            )
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
            backward=self.training,
            shared=self._workspace,
        )

    def _backward_arrays(self, step: Step, io: StepArrays) -> tuple[bool, list[Array]]:
        writes = self._writes
        assert writes is not None
        reached = [v for v in step.outputs if self._base[v] in writes.written]
        penalized = getattr(step.spec, "activity_regularizer", None) is not None
        if penalized:  # its penalty adds to the gradient, whether or not a loss lies behind
            writes.written.add(self._base[step.outputs[0]])
        io.d_outputs = tuple(self.gradients[v] for v in step.outputs if v in self.gradients)
        if not (reached or penalized) or len(io.d_outputs) != len(step.outputs):
            io.backward = False
            io.d_inputs, io.add_inputs = (None,) * len(step.inputs), (False,) * len(step.inputs)
            io.d_weights = dict.fromkeys(io.weights)
            return False, []
        clear = [self.gradients[v] for v in step.outputs if v not in reached]
        if op_class(step).is_view:
            return False, []
        io.d_inputs = tuple(self.gradients.get(v) for v in step.inputs)
        io.add_inputs = tuple(d is not None and not writes.first(v) for v, d in zip(step.inputs, io.d_inputs))
        io.d_weights = {name: self.weights.gradient_views[step.layer, name] for name in io.weights}
        io.sparse_rows = {n: t for n in io.weights if (t := self.weights.sparse_rows.get((step.layer, n))) is not None}
        io.add_weights = not writes.first_call(self.weights.home(step.layer))
        owes = any(d is not None for d in (*io.d_inputs, *io.d_weights.values()))
        return owes, clear

    def forward(self, training: bool) -> None:
        """Compute every value from the inputs; raises RunError, naming the layer, for data a layer can't take."""
        for planned in self.steps:
            try:
                planned.op.forward(training)
            except DataFault as fault:
                raise RunError(say("{layer}: {fault}", layer=planned.step.name, fault=str(fault))) from None

    def backward(self) -> None:
        """Fill every gradient; those of the losses' values must be there."""
        for array in self._unreached:
            array.fill(0)
        for planned in reversed(self.steps):
            for array in planned.clear:
                array.fill(0)
            if planned.penalty is not None:
                planned.penalty.add_gradient()
            if planned.owes_gradient:
                planned.op.backward()

    def penalties(self) -> float:
        """The sum of the activity regularizers for the batch in the buffers."""
        return sum(p.penalty.value() for p in self.steps if p.penalty is not None)

    def reset(self) -> None:
        for planned in self.steps:
            planned.op.reset()

    def warm_up(self, tell: Callable[[int, int], None]) -> int:
        """Compile or load every kernel by one pass over the empty buffers; `tell(done, total)` after each op.

        Weights are left as they are, gradients are not. Gives the number of pieces of work: none the second time.
        """
        if self._warm:
            return 0
        self._warm = True
        kept = self.weights.values.copy()
        work: list[Callable[[], None]] = [lambda p=p: p.op.forward(self.training) for p in self.steps]  # type: ignore[misc]
        work += [p.op.backward for p in reversed(self.steps) if p.owes_gradient]
        for done, run in enumerate(work, 1):
            run()
            tell(done, len(work))
        self.weights.values[...] = kept
        self.reset()
        return len(work)


class _GradientWrites:
    """Which gradient buffers hold something already, while ops are planned from the last to the first."""

    def __init__(self, plan: Plan) -> None:
        self._base = plan._base
        self.written: set[int] = set()
        self._layers: set[LayerPath] = set()

    def first(self, value: int) -> bool:
        """True for the first consumer, which overwrites; later ones add."""
        base = self._base[value]
        fresh = base not in self.written
        self.written.add(base)
        return fresh

    def first_call(self, layer: LayerPath) -> bool:
        fresh = layer not in self._layers
        self._layers.add(layer)
        return fresh

    def has_call(self, layer: LayerPath) -> bool:
        return layer in self._layers


def view_bases(program: Program) -> dict[int, int]:
    """For every value the one whose memory it shares: itself, unless it is only another shape of it."""
    base = {v: v for v in range(len(program.values))}
    for step in program.steps:
        if op_class(step).is_view:
            base[step.outputs[0]] = base[step.inputs[0]]
    return base


def op_class(step: Step) -> type[Op]:
    found = find_op(type(step.spec))
    if found is None:
        raise ProgramError(
            say(
                "{name}: layers of kind {kind} can be drawn and exported, but not trained here.",
                name=step.name,
                kind=step.spec.kind,
            )
        )
    return found


def concrete_types(program: Program, input_shapes: tuple[tuple[int, ...], ...]) -> list[TensorType]:
    """The types of all values for inputs of these shapes, batch included; raises RunError where they don't fit."""
    types = list(program.values)
    for (name, _, value), shape in zip(program.inputs, input_shapes, strict=True):
        declared = types[value].shape
        if len(shape) != len(declared) or any(a is not None and a != b for a, b in zip(declared[1:], shape[1:])):
            raise RunError(
                say(
                    "The input {name} expects arrays of shape {want}. Received: {got}.",
                    name=name,
                    want=str(types[value]),
                    got=str(shape),
                )
            )
        types[value] = replace(types[value], shape=tuple(shape))
    for step in program.steps:
        arriving = tuple(types[v] for v in step.inputs)
        try:
            outputs = step.spec.outputs(arriving)
        except MessageError as error:
            raise RunError(say("{layer}: {fault}", layer=step.name, fault=str(error))) from None
        for value, type in zip(step.outputs, outputs):
            types[value] = type
    return types


def owed_gradients(program: Program, types: list[TensorType], training: frozenset[LayerPath]) -> Owed:
    """Values whose gradient some trainable weight needs: none is owed to an Input or to what only frozen layers
    made."""
    owed: set[int] = set()
    for step in program.steps:
        if step.layer in training or any(v in owed for v in step.inputs):
            owed.update(v for v in step.outputs if is_float(types[v]))
    return frozenset(owed)


def reached_by_losses(program: Program, losses_at: tuple[int, ...]) -> Owed:
    """Values from which some loss is computed, with the further outputs of the calls that made them."""
    reached = set(losses_at)
    for step in reversed(program.steps):
        if any(v in reached for v in step.outputs) or getattr(step.spec, "activity_regularizer", None) is not None:
            reached.update(step.outputs)
            reached.update(step.inputs)
    return frozenset(reached)


def known_shape(shape: Shape, batch: int) -> tuple[int, ...]:
    """A declared shape with the batch filled in; free axes count as 1."""
    return (batch, *(1 if n is None else n for n in shape[1:]))
