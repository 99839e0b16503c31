"""The gradients of a plan: which are owed, in whose memory they lie, and who writes them first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.inference.program import LayerPath, Program, Step
from graph.specs.spec import TensorType
from runtime.execution.liveness import gradient_lives, known_sizes, place
from runtime.execution.steps import op_class
from runtime.ops.op import Array, StepArrays
from runtime.weights.weights import WeightStore

Owed = frozenset[int]


class Gradients:
    """Buffers by value number, those that are `given` among them, and what is known of the weights' gradients.

    Steps are bound from the last to the first, so that it is known of each buffer whether it holds something already:
    its first writer overwrites, later ones add. The losses write before all steps.
    """

    def __init__(
        self,
        program: Program,
        types: list[TensorType],
        bases: Mapping[int, int],
        weights: WeightStore,
        losses_at: tuple[int, ...],
        given: Mapping[int, Array],
    ) -> None:
        self.buffers: dict[int, Array] = dict(given)
        self._program, self._types, self._bases, self._weights = program, types, bases, weights
        self._allocate(losses_at)
        self._written: set[int] = set()
        self._layers: set[LayerPath] = set()
        for value in losses_at:
            self._first(value)

    def _allocate(self, losses_at: tuple[int, ...]) -> None:
        inputs = frozenset(v for _, _, v in self._program.inputs if v in self.buffers)
        owed = owed_gradients(self._program, self._types, self._weights.trained_layers, inputs)
        homes = self._homes(owed, losses_at)
        wanted = {v: homes[self._bases[v]] for v in sorted(owed & reached_by_losses(self._program, losses_at))}
        lives = gradient_lives(self._program, self._types, wanted, losses_at)
        place(self.buffers, lives, self._types, self._weights.values.dtype)
        for value, home in wanted.items():
            if value != home:
                self.buffers[value] = self.buffers[home].reshape(known_sizes(self._types[value]))

    def _homes(self, owed: Owed, losses_at: tuple[int, ...]) -> dict[int, int]:
        """For every value the one whose gradient's memory it shares: that of a sum is passed on to one of its terms."""
        homes = {v: v for v in range(len(self._types))}
        uses = Counter(v for step in self._program.steps for v in step.inputs) + Counter(losses_at)
        for step in reversed(self._program.steps):
            if op_class(step).passes_gradient:
                out = step.outputs[0]
                for v in step.inputs:
                    alone = uses[v] == 1 and self._bases[v] == v and v in owed
                    if alone and self._types[v].shape == self._types[out].shape:
                        homes[v] = homes[out]
                        break
        return homes

    def bind(self, step: Step, io: StepArrays) -> tuple[bool, list[Array]]:
        """Tell a step its gradients; gives whether it owes any, and the buffers to be zeroed before its turn since
        nobody fills them."""
        reached = [v for v in step.outputs if self._bases[v] in self._written]
        penalized = step.activity_regularizer is not None
        if penalized:  # its penalty adds to the gradient, whether or not a loss lies behind
            self._written.add(self._bases[step.outputs[0]])
        io.d_outputs = tuple(self.buffers[v] for v in step.outputs if v in self.buffers)
        floats = [v for v in step.outputs if self._types[v].is_float]
        if not (reached or penalized) or len(io.d_outputs) != len(floats):
            io.backward = False
            io.d_inputs, io.add_inputs = (None,) * len(step.inputs), (False,) * len(step.inputs)
            io.d_weights = dict.fromkeys(io.weights)
            return False, []
        if op_class(step).is_view:
            return False, []
        io.d_inputs = tuple(self.buffers.get(v) for v in step.inputs)
        io.add_inputs = tuple(d is not None and not self._first(v) for v, d in zip(step.inputs, io.d_inputs))
        io.d_weights = {name: self._weights.gradient_views[step.layer, name] for name in io.weights}
        io.sparse_rows = {
            n: rows for n in io.weights if (rows := self._weights.sparse_rows.get((step.layer, n))) is not None
        }
        io.add_weights = not self._first_call(self._weights.home(step.layer))
        owes = any(d is not None for d in (*io.d_inputs, *io.d_weights.values()))
        return owes, [self.buffers[v] for v in step.outputs if v not in reached and v in self.buffers]

    def unreached(self) -> list[Array]:
        """Gradients of weights that no loss of this plan depends on, once all steps are bound: they must be zero, not
        what another plan left."""
        trained = self._weights.trainable_places()
        at = ((place.owned.layer, self._weights.gradient_views[place.key]) for place in trained)
        return [gradient for layer, gradient in at if gradient is not None and layer not in self._layers]

    def _first(self, value: int) -> bool:
        """True for the first writer of a value's gradient."""
        base = self._bases[value]
        fresh = base not in self._written
        self._written.add(base)
        return fresh

    def _first_call(self, layer: LayerPath) -> bool:
        fresh = layer not in self._layers
        self._layers.add(layer)
        return fresh


def owed_gradients(
    program: Program, types: list[TensorType], training: frozenset[LayerPath], asked: Owed = frozenset()
) -> Owed:
    """Values whose gradient some trainable weight needs, or that is `asked` for: none else is owed to an Input or to
    what only frozen layers made."""
    owed = set(asked)
    for step in program.steps:
        if step.layer in training or any(v in owed for v in step.inputs):
            owed.update(v for v in step.outputs if types[v].is_float)
    return frozenset(owed)


def reached_by_losses(program: Program, losses_at: tuple[int, ...]) -> Owed:
    """Values from which some loss is computed, with the further outputs of the calls that made them."""
    reached = set(losses_at)
    for step in reversed(program.steps):
        if any(v in reached for v in step.outputs) or step.activity_regularizer is not None:
            reached.update(step.outputs)
            reached.update(step.inputs)
    return frozenset(reached)
