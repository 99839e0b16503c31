"""A hundred random networks with sharing and nesting: every gradient against central differences, and one step."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from graph.inference.program import OwnedWeight, Program, flatten
from graph.specs.optimizers.sgd import SGD
from runtime.execution.network import Network
from runtime.training.batches import Batches, as_column
from runtime.training.objective import Objective, Scores
from runtime.training.targets import Target
from runtime.training.trainer import Trainer
from runtime.weights.regularizers import weight_penalty
from tests.runtime.execution.random_graphs import Weaver

Array = np.ndarray[Any, Any]
SEEDS = range(100)
BATCH = 3
STEP = 1e-6
RATE = 0.1
every_graph = pytest.mark.parametrize("seed", SEEDS)


@cache
def program_of(seed: int) -> Program:
    return flatten(Weaver(seed).weave())


def data_for(program: Program, seed: int) -> Batches:
    rng, float64 = np.random.default_rng(seed), np.dtype(np.float64)
    x = []
    for _, _, value in program.inputs:
        type = program.values[value]
        shape = (BATCH, *(n or 1 for n in type.shape[1:]))
        whole = type.dtype.startswith("int")
        x.append(rng.integers(0, 5, shape) if whole else rng.standard_normal(shape))
    columns = tuple(as_column("x", a, a.dtype) for a in x)
    targets = []
    for output in program.outputs:
        shape = tuple(n or 1 for n in program.values[output.value].shape[1:])
        kind = None if output.spec.loss is None else output.spec.loss.kind
        sparse = kind == "SparseCategoricalCrossentropy"
        y = rng.integers(0, shape[-1], BATCH) if sparse else rng.random((BATCH, *shape))
        source = as_column("y", y, y.dtype)
        targets.append(None if kind is None else Target(output, shape, source, float64))
    return Batches(columns, tuple(targets), (None,) * len(targets), BATCH)


class Check:
    """A network in float64 on fixed data, with the loss and the gradients of one step."""

    def __init__(self, program: Program, seed: int) -> None:
        self.network = Network(program, seed=seed, dtype=np.float64)
        self.batches = data_for(program, seed)
        scores = Scores(self.network.program, self.batches.targets)
        self.plan = self.network.plan(self.network.shapes(self.batches.x, BATCH), scores.losses_at)
        self.objective = Objective(self.plan, scores)
        rows = np.arange(BATCH)
        for buffer, column in zip(self.plan.inputs, self.batches.x):
            column.gather(rows, buffer)
        self.objective.gather(self.batches, rows)
        store = self.network.weights
        self.penalties = [
            weight_penalty(p.regularizer, store.views[p.key], store.gradient_views[p.key])
            for p in store.trainable_places()
            if p.regularizer is not None
        ]

    def loss(self) -> float:
        self.plan.forward(True)
        return self.objective.score(self.plan.penalties() + sum(p.value() for p in self.penalties))

    def gradients(self) -> dict[Any, Array]:
        """By weight, from buffers full of rubbish: what is not written would show."""
        store = self.network.weights
        for buffer in (*self.plan.gradients.values(), *(g for g in store.gradient_views.values() if g is not None)):
            buffer.fill(np.nan)
        self.loss()
        self.plan.backward()
        for penalty in self.penalties:
            penalty.add_gradient()
        return {key: g.copy() for key, g in store.gradient_views.items() if g is not None}


@every_graph
def test_every_gradient_is_that_of_central_differences(seed) -> None:
    check = Check(program_of(seed), seed)
    rounding = 1e-8 * max(1.0, abs(check.loss()))
    for key, gradient in check.gradients().items():
        weight = check.network.weights.views[key]
        for at in range(weight.size):
            kept, slope = weight.flat[at], 0.0
            for sign in (1, -1):
                weight.flat[at] = kept + sign * STEP
                slope += sign * check.loss()
            weight.flat[at] = kept
            assert gradient.flat[at] == pytest.approx(slope / (2 * STEP), rel=1e-5, abs=rounding), (key, at)


def unshared(program: Program) -> Program:
    """The same steps, each call with weights of its own under the path of the call."""
    owned = {w.layer: [o for o in program.weights if o.layer == w.layer] for w in program.weights}
    steps = tuple(replace(step, layer=("call", *step.call)) for step in program.steps)
    weights: list[OwnedWeight] = []
    for step in program.steps:
        weights += [replace(w, layer=("call", *step.call)) for w in owned.get(step.layer, ())]
    return replace(program, steps=steps, weights=tuple(weights))


@every_graph
def test_a_step_moves_a_shared_weight_by_the_sum_over_its_calls(seed) -> None:
    program = program_of(seed)
    check, alone = Check(program, seed), Check(unshared(program), seed)
    before = {key: view.copy() for key, view in check.network.weights.views.items()}
    sums = {key: np.zeros_like(view) for key, view in before.items()}
    for step in program.steps:
        for name in [n for layer, n in before if layer == step.layer]:
            alone.network.weights.views[("call", *step.call), name][...] = before[step.layer, name]
    alone.penalties = []  # a weight's penalty counts once, however often it is called
    for (path, name), gradient in alone.gradients().items():
        step = next(s for s in program.steps if ("call", *s.call) == path)
        sums[step.layer, name] += gradient
    for place in check.network.weights.trainable_places():
        if place.regularizer is not None:
            sums[place.key] += 2 * 0.01 * before[place.key]
    Trainer(check.network, SGD(learning_rate=RATE)).train_on_batch(check.batches)
    for key, view in check.network.weights.views.items():
        np.testing.assert_allclose(view, before[key] - RATE * sums[key], rtol=1e-9, atol=1e-12)


def test_the_graphs_are_as_tangled_as_they_should_be() -> None:
    found: Counter[str] = Counter()
    for seed in SEEDS:
        program = program_of(seed)
        calls = Counter(step.layer for step in program.steps if any(w.layer == step.layer for w in program.weights))
        found["shared"] += any(n > 1 for n in calls.values())
        found["nested"] += any(len(step.layer) > 1 for step in program.steps)
        found["nested in nested"] += any(len(step.layer) > 2 for step in program.steps)
        found["several inputs"] += len(program.inputs) > 1
        found["several outputs"] += len(program.outputs) > 1
        found["the same twice"] += any(len(set(step.inputs)) < len(step.inputs) for step in program.steps)
        found["frozen"] += any(not w.trainable for w in program.weights)
    assert found["shared"] >= 50
    assert found["nested"] >= 40
    assert found["nested in nested"] >= 10
    assert min(found["several inputs"], found["several outputs"], found["the same twice"]) > 30
    assert found["frozen"] > 5
