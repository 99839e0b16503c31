"""What all optimizers share, on a network's flat arrays."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.spec import Value
from runtime.jit import threads
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.optimizers.kept import Kept
from runtime.weights.constraints import constraint_rule
from runtime.weights.sparse_updates import LazyRows
from runtime.weights.weights import WeightStore

CHUNK = 1 << 17
"""Numbers a thread takes at a time; below this an update stays on the calling thread."""

SMALLEST = 1e-37
"""An epsilon below this may count as zero, and then 0 / (0 + ε) is no number."""


class OptimizerRule(Kept, ABC):
    """An update rule with what it keeps.

    What scales a loss for numbers of 16 bits changes nothing in 32: `loss_scale_factor` is taken and not looked at.

    The order of a step is Keras': clip, decay the weights, update, constrain.
    """

    def __init__(self, spec: Any, store: WeightStore) -> None:
        super().__init__(spec, store)
        self._warming = False
        self._weights, self._gradients = store.trainable, store.gradients
        self._number = self._weights.dtype.type
        self._constraints = [
            (constraint_rule(place.constraint), store.views[place.key])
            for place in store.trainable_places()
            if place.constraint is not None
        ]
        each_alike = not (spec.weight_decay or spec.use_ema or spec.gradient_accumulation_steps)
        lazy = self.needs_used_rows(spec) and each_alike
        if lazy and all(place.constraint is None for place in store.row_places):
            rests = self.leaves_unused_rows(spec)
            self._lazy = [LazyRows(store, place, self.slots, rests) for place in store.row_places]
            self._end = store.dense_end
        else:
            self._end = len(self._weights)
        self._parts = [self._gradients[p.offset : p.end] for p in store.trainable_places()]

    @property
    def fixed_rate(self) -> float:
        """The rate that was set, not a number where a schedule gives it."""
        return float(self._rate) if self._schedule is None else math.nan

    @classmethod
    def needs_used_rows(cls, spec: Any) -> bool:
        """Whether weights that never had a gradient stay as they are: `update` must then move the rows of tables too,
        by `run_rows`, and else moves all weights alike."""
        return False

    @classmethod
    def leaves_unused_rows(cls, spec: Any) -> bool:
        """Whether weights stay as they are in each step without a gradient, so that rows may wait for the next one."""
        return False

    def apply(self) -> None:
        """One step from the gradients in the store, or, where they are collected first, a part of one."""
        if self._collected is None:
            self._move()
        else:
            self._collect(self._collected)
        if self._average is not None:
            self._follow(self._average)
        for constraint, view in self._constraints:
            constraint.apply(view)
        self.batches += 1
        self.iterations = self.batches // (self.spec.gradient_accumulation_steps or 1)

    def _collect(self, collected: Array) -> None:
        """Add the gradients of a batch; move by the mean of as many as are collected for a step."""
        steps = self.spec.gradient_accumulation_steps
        collected += self._gradients
        if (self.batches + 1) % steps:
            return
        own = self._gradients.copy()  # ops clear only what they wrote
        np.divide(collected, steps, out=self._gradients)
        collected.fill(0)
        self._move()
        self._gradients[...] = own

    def _follow(self, average: Array) -> None:
        """Bring the moving average of the weights after them, and them to it where it is time."""
        momentum = self._number(self.spec.ema_momentum if self.iterations else 0.0)
        average *= momentum
        average += self._weights * (self._number(1) - momentum)
        frequency = self.spec.ema_overwrite_frequency
        if frequency and (self.iterations + 1) % frequency == 0:
            self._weights[...] = average

    def finish(self) -> None:
        """The end of a training: with `use_ema` the weights become their average, as in Keras."""
        if self._average is not None and self.batches:
            self._weights[...] = self._average

    def swap(self) -> None:
        """Exchange the weights and their moving averages, which there must be."""
        assert self._average is not None
        held = self._weights.copy()
        self._weights[...] = self._average
        self._average[...] = held

    def settle(self) -> None:
        """Let the moving averages be what the weights are now."""
        assert self._average is not None
        self._average[...] = self._weights

    def _move(self) -> None:
        clip(self.spec, self._gradients, self._parts)
        self.decay()
        for lazy in self._lazy:
            lazy.begin_step()
        self.update(self._weights, self._gradients)

    def decay(self) -> None:
        """Shrink the weights by themselves, before the step."""
        if self.spec.weight_decay:
            self._weights -= self._weights * self._number(self.spec.weight_decay * self.learning_rate)

    @abstractmethod
    def update(self, weights: Array, gradients: Array) -> None:
        """Move the weights against their gradients, by kernels that `run` and `run_rows` share out."""

    def run(self, kernel: Any, *arguments: Any) -> None:
        """Run an update kernel over all weights, on several threads where there are many."""
        if self._warming:
            kernel(*arguments, 0, 0)
        else:
            threads.run(kernel, self._end, CHUNK, *arguments)

    def run_rows(self, kernel: Any, lazy: LazyRows, *arguments: Any) -> None:
        """Run an update kernel over the rows of a table that were used."""
        if self._warming:
            kernel(*arguments, 0, 0)
        else:
            threads.run(kernel, len(lazy.rows), lazy.chunk, *arguments)

    def warm_up(self) -> None:
        """Compile the update without changing anything: the kernels get a range of no weights."""
        self._warming = True
        try:
            self.update(self._weights, self._gradients)
        finally:
            self._warming = False


def make_optimizer(spec: Value, store: WeightStore) -> OptimizerRule:
    """The rule of a spec on a network's weights; raises RunError for one that can't be computed here."""
    found = computing(type(spec), OptimizerRule)
    if found is None:
        raise RunError(say("The optimizer {kind} can't be used here yet.", kind=spec.kind))
    return found(spec, store)


def clip(spec: Any, gradients: Array, parts: list[Array]) -> None:
    """Limit gradients as the spec says: each value, each weight's norm, or the norm of all."""
    if spec.clipvalue is not None:
        np.clip(gradients, -spec.clipvalue, spec.clipvalue, out=gradients)
    elif spec.clipnorm is not None:
        for part in parts:
            _limit_norm(part, spec.clipnorm, float(np.dot(part, part)))
    elif spec.global_clipnorm is not None:
        _limit_norm(gradients, spec.global_clipnorm, sum(float(np.dot(part, part)) for part in parts))


def _limit_norm(array: Array, limit: float, squares: float) -> None:
    norm = math.sqrt(squares)
    if norm > limit:
        array *= array.dtype.type(limit / norm)
