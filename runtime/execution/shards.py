"""Shards: a batch cut into parts of some samples, each of which runs through the whole network on one thread.

Handing one layer's work to other threads and waiting for the last of them costs more than a small convolution. Shards
meet twice in a step: before the losses, which see the whole batch, and after the backward pass, when their shares of
the weights' gradients are added, halves of them first. How many there are follows from shapes alone, so results don't
depend on the number of threads, nor, where processes have whole shards, on that of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from graph.inference.program import LayerPath, Program
from graph.inference.program_types import program_types
from graph.specs.spec import TensorType
from runtime.execution.liveness import is_float, known_sizes
from runtime.execution.plan import Plan
from runtime.execution.steps import op_class, view_bases
from runtime.jit import threads
from runtime.kernels.convolution.window_products import join_pairs
from runtime.ops.memory import Memory, is_stateful
from runtime.ops.op import Array, RandomStream
from runtime.ops.texts import stored
from runtime.weights.weights import WeightStore, aligned_zeros

LEAST_WORK = 3e7
"""Floating-point operations of a forward pass that are worth two meetings."""

LEAST_REUSE = 64
"""How often a sample must use each weight; where once, as in a Dense layer, the whole batch is one product."""

FEWEST_SAMPLES = 4
"""Samples in a shard: fewer leave too little work between two calls from Python."""

MOST = 4
"""Shards, unless the batch is so large that twice as many have `PLENTY` samples each."""

PLENTY = 16

CHUNK = 1 << 15
"""Numbers of a gradient that a thread adds up at a time."""


class Shards:
    """A plan made of plans, for programs and sizes where `shard_count` gives more than one; used like a `Plan`."""

    def __init__(
        self,
        program: Program,
        weights: WeightStore,
        input_shapes: tuple[tuple[int, ...], ...],
        count: int,
        *,
        training: bool,
        losses_at: tuple[int, ...] = (),
        random: Mapping[tuple[str, ...], RandomStream] | None = None,
        ends: Sequence[int] | None = None,
    ) -> None:
        self.program, self.weights, self.training = program, weights, training
        self.types = program_types(program, input_shapes)
        self.masks: dict[int, Array | None] = {}
        self.values: dict[int, Array] = {}
        self.gradients: dict[int, Array] = {}
        self._base = view_bases(program)
        dtype = weights.values.dtype
        for value in [v for _, _, v in program.inputs] + [v for o in program.outputs for v in (o.value, o.judged)]:
            base = self._base[value]
            if base not in self.values:
                self.values[base] = _new(self.types[base], dtype)
            self.values[value] = self.values[base].reshape(known_sizes(self.types[value]))
        for value in losses_at:
            base = self._base[value]
            if base not in self.gradients:
                self.gradients[base] = _new(self.types[base], dtype)
            self.gradients[value] = self.gradients[base].reshape(known_sizes(self.types[value]))
        self._random = dict(random or {})
        self._streams: list[dict[tuple[str, ...], RandomStream]] = []
        batch = input_shapes[0][0]
        self._make_shards(input_shapes, ends or [batch * k // count for k in range(count + 1)], losses_at)
        self._pairs = np.array(additions(0, count), np.int64).reshape(-1, 2)
        self.inputs = tuple(self.values[v] for _, _, v in program.inputs)
        self.outputs = tuple(self.values[o.value] for o in program.outputs)

    def _make_shards(
        self, shapes: tuple[tuple[int, ...], ...], ends: Sequence[int], losses_at: tuple[int, ...]
    ) -> None:
        batch, own = shapes[0][0], len(self.weights.gradients) if self.training else 0
        count = len(ends) - 1
        self._parts = aligned_zeros((count - 1) * own, self.weights.values.dtype).reshape(count - 1, own)
        self.shards: list[Plan] = []
        self._spans = [*pairwise(ends)]
        for k, (begin, end) in enumerate(self._spans):
            streams = {
                call: RandomStream(stream.seed, stream.key, first=begin, whole=batch)
                for call, stream in self._random.items()
            }
            self._streams.append(streams)
            store = self.weights if k == 0 or not own else self.weights.with_gradients(self._parts[k - 1])
            with threads.Alone():
                shard = Plan(
                    self.program,
                    store,
                    tuple((end - begin, *shape[1:]) for shape in shapes),
                    training=self.training,
                    losses_at=losses_at,
                    random=streams,
                    values=self._cut(self.values, begin, end),
                    gradients=self._cut(self.gradients, begin, end),
                )
            self.shards.append(shard)
        self._forward = {mode: [partial(shard.forward, mode) for shard in self.shards] for mode in (False, True)}
        self._backward: list[Callable[[], None]] = [shard.backward for shard in self.shards]

    def _cut(self, arrays: Mapping[int, Array], begin: int, end: int) -> dict[int, Array]:
        return {v: a[begin:end] for v, a in arrays.items() if self._base[v] == v}

    def borrow(self, k: int, array: Array) -> bool:
        """As `Plan.borrow`."""
        return all(shard.borrow(k, array[begin:end]) for shard, (begin, end) in zip(self.shards, self._spans))

    def borrows(self, k: int) -> bool:
        """As `Plan.borrows`."""
        return all(shard.borrows(k) for shard in self.shards)

    @property
    def untouched(self) -> int:
        """As `Plan.untouched`."""
        return sum(shard.untouched for shard in self.shards)

    @property
    def batch(self) -> int:
        return int(self.inputs[0].shape[0])

    def base_of(self, value: int) -> int:
        """The value whose memory this one shares."""
        return self._base[value]

    def forward(self, training: bool) -> None:
        """As `Plan.forward`."""
        for streams, (begin, _) in zip(self._streams, self._spans):
            for call, stream in streams.items():
                stream.follow(self._random[call], begin=begin, batch=self.batch)
        threads.run_shards(self._forward[training])

    def backward(self) -> None:
        """As `Plan.backward`."""
        self.backward_apart()
        self.join(self._pairs)

    def backward_apart(self) -> None:
        """As `backward`, each shard's gradients being left where `part` says."""
        threads.run_shards(self._backward)

    def part(self, k: int) -> Array:
        """The flat array of the gradients of shard k; the first one's is the network's own."""
        return self._parts[k - 1] if k else self.weights.gradients

    def join(self, pairs: Array) -> None:
        """Add the second of each pair of shards to the first, one pair after the other."""
        if self._parts.size and len(pairs):
            threads.run(join_pairs, self._parts.shape[1], CHUNK, pairs, self.weights.gradients, self._parts)

    def each_penalty(self) -> list[float]:
        """None, as there are no `penalties`."""
        return []

    def share_penalties(self, batch: int) -> None:
        """Nothing, for the same reason."""

    def penalties(self) -> float:
        """Nothing: an activity regularizer is shared out over the whole batch, so its network has no shards."""
        return 0.0

    def carried(self) -> list[Array]:
        """As `Plan.carried`."""
        return [array for shard in self.shards for array in shard.carried()]

    def warm_up(self, tell: Callable[[int, int], None]) -> int:
        """As `Plan.warm_up`; all shards run the same kernels."""
        with threads.Alone():
            work = self.shards[0].warm_up(tell)
        self.join(self._pairs)
        return work

    def rehearse(self) -> None:
        """As `Plan.rehearse`."""
        with threads.Alone():
            self.shards[0].rehearse()
        self.join(self._pairs)


def additions(low: int, high: int) -> list[tuple[int, int]]:
    """In which order the shards low…high are added up: each half for itself, then the second to the first, which its
    first shard stands for."""
    if high - low < 2:
        return []
    middle = (low + high) // 2
    return [*additions(low, middle), *additions(middle, high), (low, middle)]


def sums_within(low: int, high: int, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The largest of those sums of all shards low…high that are made of shards begin…end alone, as such ranges."""
    if begin <= low and high <= end:
        yield low, high
    elif low < end and begin < high:
        middle = (low + high) // 2
        yield from sums_within(low, middle, begin, end)
        yield from sums_within(middle, high, begin, end)


AnyPlan = Plan | Shards


def make_plan(
    program: Program,
    weights: WeightStore,
    input_shapes: tuple[tuple[int, ...], ...],
    *,
    training: bool,
    losses_at: tuple[int, ...] = (),
    random: Mapping[tuple[str, ...], RandomStream] | None = None,
    ends: Sequence[int] | None = None,
    memories: Mapping[LayerPath, Memory] | None = None,
) -> AnyPlan:
    """The plan for inputs of these shapes, in shards where that pays, or that end where `ends` says; see `Plan`."""
    count = len(ends) - 1 if ends is not None else shard_count(program, weights, input_shapes, training)
    if count > 1 or ends is not None:
        how: dict[str, Any] = {"training": training, "losses_at": losses_at, "random": random}
        return Shards(program, weights, input_shapes, count, **how, ends=ends)
    return Plan(
        program, weights, input_shapes, training=training, losses_at=losses_at, random=random, memories=memories
    )


def shard_count(
    program: Program, weights: WeightStore, input_shapes: tuple[tuple[int, ...], ...], training: bool
) -> int:
    """How many shards a network runs in with inputs of these shapes, 1 where cutting the batch isn't possible or
    doesn't pay."""
    batch = input_shapes[0][0]
    if any(shape[0] != batch for shape in input_shapes) or batch < 2 * FEWEST_SAMPLES:
        return 1
    for step in program.steps:
        op = op_class(step)
        mixes = op.needs_whole_batch(step.spec) or (training and op.mixes_samples_in_training(step.spec))
        if mixes or step.activity_regularizer is not None or is_stateful(step.spec):
            return 1
    types = program_types(program, input_shapes)
    if any(t.masked or not t.shape or t.shape[0] != batch for t in types):
        return 1
    if any(step.spec.mixes_samples(tuple(types[v] for v in step.inputs)) for step in program.steps):
        return 1
    work = sum(
        step.spec.flops(tuple(types[v] for v in step.inputs), tuple(types[v] for v in step.outputs))
        for step in program.steps
    )
    size = len(weights.gradients) if training else len(weights.values)
    if work * batch < LEAST_WORK or work < 2 * LEAST_REUSE * size:
        return 1
    most = 2 * MOST if batch >= 2 * MOST * PLENTY else MOST
    return min(most, batch // FEWEST_SAMPLES)


def _new(type: TensorType, dtype: np.dtype[np.generic]) -> Array:
    kind = dtype if is_float(type) else stored(type.dtype)
    shape = known_sizes(type)
    return aligned_zeros(int(np.prod(shape, dtype=np.int64)), kind).reshape(shape)
