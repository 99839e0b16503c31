"""A network: a program with weights, able to predict; its plans are made once per batch size and kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from weakref import ref

import numpy as np
from numpy.typing import DTypeLike

from graph.inference.casts import with_casts
from graph.inference.logits import through_logits
from graph.inference.program import LayerPath, Program
from graph.inference.program_types import program_types
from graph.specs.spec import TensorType
from graph.specs.working_type import computing_in
from runtime.execution.liveness import is_float, known_shape
from runtime.execution.shards import AnyPlan, make_plan
from runtime.jit import rehearsal
from runtime.jit.denormals import Flushing
from runtime.ops.memory import Memory, is_stateful
from runtime.ops.op import Array, RandomStream
from runtime.ops.texts import stored
from runtime.ranks.ranks import ranks
from runtime.weights.initializers import initial_value
from runtime.weights.variable import Variable
from runtime.weights.weights import WeightStore

Tell = Callable[[int, int], None]
"""Progress: (done, total)."""

Shapes = tuple[tuple[int, ...], ...]
"""Of the inputs, batch axis included."""


def new_variables(
    program: Program, seed: int, dtype: DTypeLike, given: Mapping[tuple[LayerPath, str], Variable] | None = None
) -> dict[tuple[LayerPath, str], Variable]:
    """Freshly drawn variables for all weights of a program that are not `given`; the same seed draws the same
    numbers."""
    found = dict(given or {})
    for number, owned in enumerate(program.weights):
        key = (owned.layer, owned.name)
        if key not in found:
            value = initial_value(owned.weight.initializer, owned.weight.shape, np.random.default_rng([seed, number]))
            found[key] = Variable.holding(owned.path, value.astype(dtype), owned.weight.trainable)
    return found


BESIDE = 1 << 40
"""What calls on arrays draw begins behind the steps of all trainings."""


class Network:
    """A program's weights and plans. `dtype` is float32, or float64 for checks; `seed` draws weights and dropout
    masks."""

    def __init__(
        self,
        program: Program,
        *,
        seed: int = 0,
        dtype: DTypeLike = np.float32,
        variables: Mapping[tuple[LayerPath, str], Variable] | None = None,
        memories: Mapping[LayerPath, Memory] | None = None,
    ) -> None:
        found = memories or {}
        self._memories = {s.layer: found.get(s.layer) or Memory() for s in program.steps if is_stateful(s.spec)}
        # Drawn by the calls of the model, whatever else its program is given.
        self.random = {s.call: RandomStream(_stream_seed(seed, s.spec), i) for i, s in enumerate(program.steps)}
        program = with_casts(program)
        self.program = program = program if learns_from_probabilities() else through_logits(program)
        self.input_names = tuple(name for name, _, _ in program.inputs)
        self.output_names = tuple(output.name for output in program.outputs)
        self.dtype = np.dtype(dtype)
        types = [program.values[value] for _, _, value in program.inputs]
        self.input_types = [(t.shape[1:], self.dtype if is_float(t) else stored(t.dtype)) for t in types]
        self.seed = seed
        self.weights = WeightStore(program, self.dtype, new_variables(program, seed, self.dtype, variables))
        self._plans: dict[Any, AnyPlan] = {}
        self._types: dict[Any, list[TensorType]] = {}
        self.called: AnyPlan | None = None
        """The plan of the last call, which knows what layers added to the loss."""
        self.known_targets: dict[Any, Any] = {}
        """What targets of some shape and type were found to be, kept by those who feed the network."""

    def plan(
        self,
        input_shapes: Shapes,
        losses_at: tuple[int, ...] | None = None,
        ends: tuple[int, ...] | None = None,
    ) -> AnyPlan:
        """The plan for inputs of these shapes: for training where `losses_at` names values, else for predicting; in
        shards that end where `ends` says, if it does."""
        key = (input_shapes, losses_at, ends)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._made(self.weights, *key, self._memories)
            if ranks() is None:  # processes of one training share the machine already
                rehearsal.expect(partial(_rehearse, ref(self), input_shapes, losses_at))
        return plan

    def _made(
        self,
        weights: WeightStore,
        shapes: Shapes,
        losses_at: tuple[int, ...] | None,
        ends: tuple[int, ...] | None = None,
        memories: Mapping[LayerPath, Memory] | None = None,
    ) -> AnyPlan:
        how: dict[str, Any] = {"training": losses_at is not None, "losses_at": losses_at or (), "random": self.random}
        with computing_in(str(self.dtype)):
            return make_plan(self.program, weights, shapes, **how, ends=ends, memories=memories)

    def rehearse(self, shapes: Shapes, losses_at: tuple[int, ...] | None) -> AnyPlan:
        """Go through such a plan, see `jit.rehearsal`; gives it: one that shares nothing, and of no use afterwards."""
        plan = self._made(self.weights.apart(), shapes, losses_at)
        with Flushing(), computing_in(str(self.dtype)):
            plan.rehearse()
        return plan

    def shapes(self, arrays: list[Any] | tuple[Any, ...], batch: int) -> tuple[tuple[int, ...], ...]:
        """The shapes of one batch of these arrays."""
        return tuple((batch, *a.shape[1:]) for a in arrays)

    def types(self, input_shapes: tuple[tuple[int, ...], ...]) -> list[TensorType]:
        """The types of all values for inputs of these shapes; raises ProgramError where they don't fit."""
        found = self._types.get(input_shapes)
        if found is None:
            found = self._types[input_shapes] = program_types(self.program, input_shapes)
        return found

    def typical_shapes(self, batch: int) -> tuple[tuple[int, ...], ...]:
        """Input shapes for warming up before data is known; free axes count as 1."""
        return tuple(known_shape(self.program.values[v].shape, batch) for _, _, v in self.program.inputs)

    def takes(self, arrays: Sequence[Any]) -> bool:
        """Whether these are arrays of just the shapes and types that the Inputs have."""
        return len(arrays) == len(self.input_types) and all(
            type(array) is np.ndarray and (array.shape[1:], array.dtype) == wanted
            for array, wanted in zip(arrays, self.input_types)
        )

    def set_step(self, step: int) -> None:
        """Number the training step: dropout masks are drawn from (seed, call, step)."""
        for stream in self.random.values():
            stream.step = step

    def set_samples(self, first: int, whole: int | None) -> None:
        """The samples that come next are some of a batch of `whole`, from number `first` on; see `RandomStream`."""
        for stream in self.random.values():
            stream.first, stream.whole = first, whole

    def forget_plans(self) -> None:
        self._plans.clear()

    def carried(self) -> list[tuple[Any, list[Array]]]:
        """Copies of what stateful layers keep from batch to batch, for each plan that has some."""
        found = ((key, plan.carried()) for key, plan in self._plans.items())
        return [(key, [array.copy() for array in arrays]) for key, arrays in found if arrays]

    def carry(self, carried: list[tuple[Any, list[Array]]]) -> None:
        """Let stateful layers go on from what `carried` gave."""
        for key, arrays in carried:
            for own, kept in zip(self.plan(*key).carried(), arrays, strict=True):
                own[...] = kept

    def __call__(self, *inputs: Array, training: bool = False, time: int | None = None) -> list[Array]:
        """The outputs for one batch of inputs, as copies. With `time`, the number of the call, something else is
        dropped each time; without, what is dropped in the present step."""
        if inputs and all(x.ndim and not len(x) for x in inputs):  # kernels want numbers: those of one sample, unseen
            found = self(*(np.zeros((1, *x.shape[1:]), x.dtype) for x in inputs), training=training)
            return [output[:0] for output in found]
        self.weights.adopt()
        if time is not None:
            self.set_step(BESIDE + time)
        plan = self.plan(tuple(x.shape for x in inputs), () if training else None)
        for buffer, x in zip(plan.inputs, inputs):
            buffer[...] = x
        plan.forward(training)
        self.called = plan
        return [output.copy() for output in plan.outputs]


def _rehearse(of: ref[Network], shapes: Shapes, losses_at: tuple[int, ...] | None) -> None:
    network = of()
    if network is not None:
        network.rehearse(shapes, losses_at)


def learns_from_probabilities() -> bool:
    """Whether cross-entropies see the probabilities alone, as Keras' do on JAX: KERAS_BACKEND=jax asks for it."""
    return os.environ.get("KERAS_BACKEND") == "jax"


def _stream_seed(seed: int, spec: Any) -> int:
    own = getattr(spec, "seed", None)
    return seed if own is None else int(own)
