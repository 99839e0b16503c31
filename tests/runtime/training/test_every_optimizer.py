"""What holds for every kind of optimizer; a new one needs nothing here, and is checked by its naive twin if there is
one of its name in `naive_optimizers`."""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.document.document import Source, new_document
from graph.editing.edits import add_layer, connect
from graph.inference.program import flatten
from graph.inference.totals import FLOAT_BYTES, totals
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.registry import kinds, make, snake
from runtime.execution.network import Network
from runtime.training.optimizers.optimizer import OptimizerRule, make_optimizer
from tests.runtime.kernels.updates import naive_optimizers

OPTIMIZERS = [
    pytest.param(make(kind, given), id=f"{name}-{i}")
    for name, kind in kinds("optimizer").items()
    for i, given in enumerate(kind.examples)
]
NAIVE = {"learning_rate": "rate"}


def document() -> Any:
    made = new_document()
    made, _, x = add_layer(made, "m1", Input(shape=(3,)))
    made, _, y = add_layer(made, "m1", Dense(units=2))
    made, _, end = add_layer(made, "m1", Output(loss="mse"))
    return connect(connect(made, "m1", Source(x), y, 0), "m1", Source(y), end, 0)


def rule_of(optimizer: Any) -> tuple[Network, OptimizerRule]:
    network = Network(flatten(document()), dtype=np.float64)
    return network, make_optimizer(optimizer, network.weights)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_what_it_keeps_is_what_its_spec_names_and_the_forecast_counts(optimizer: Any) -> None:
    network, rule = rule_of(optimizer)
    assert len(rule.slots) == len(optimizer.slots()) == len(set(optimizer.slots())) == optimizer.arrays_kept()
    assert all(len(slot) == len(network.weights.gradients) for slot in rule.slots)
    numbers = totals(document())
    plain = make(kinds("optimizer")["SGD"], {})
    more = numbers.process_bytes(optimizer, 1) - numbers.process_bytes(plain, 1)
    assert more == FLOAT_BYTES * numbers.trainable * len(rule.slots)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_valley_is_walked_down(optimizer: Any) -> None:
    network, rule = rule_of(optimizer)
    weights = network.weights.trainable
    weights[:] = 1.0
    for _ in range(60):
        network.weights.gradients[:] = weights
        rule.apply()
    assert abs(weights[0]) < 0.97
    assert np.isfinite(weights).all()
    assert rule.iterations == 60


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_warming_up_changes_nothing(optimizer: Any) -> None:
    network, rule = rule_of(optimizer)
    before = network.weights.values.copy(), *(slot.copy() for slot in rule.slots)
    network.weights.gradients[:] = 1.0
    rule.warm_up()
    for now, then in zip((network.weights.values, *rule.slots), before, strict=True):
        np.testing.assert_array_equal(now, then)
    assert rule.iterations == 0


@pytest.mark.parametrize("optimizer", [case for case in OPTIMIZERS if not case.values[0].weight_decay])
def test_each_weight_goes_the_way_of_the_naive_twin(optimizer: Any) -> None:
    twin = getattr(naive_optimizers, snake(optimizer.kind).replace("_", ""), None)
    assert twin is not None, f"naive_optimizers has no twin of {optimizer.kind}"
    taken = signature(twin).parameters
    settings = {NAIVE.get(name, name): getattr(optimizer, name) for name in vars(optimizer)}
    gradients = (0.5, 1.0, -1.5, 0.25)
    expected = list(twin(1.0, gradients, **{name: v for name, v in settings.items() if name in taken}))
    network, rule = rule_of(optimizer)
    network.weights.trainable[:] = 1.0
    for gradient, weight in zip(gradients, expected, strict=True):
        network.weights.gradients[:] = gradient
        rule.apply()
        np.testing.assert_allclose(network.weights.trainable[0], weight, rtol=1e-9)


RECORDED = json.loads((Path(__file__).parents[2] / "data" / "keras_optimizers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: f"{case['kind']}-{case['number']}")
def test_matrices_and_vectors_go_the_way_of_keras(case: dict[str, Any]) -> None:
    """Of a Dense layer's kernel and bias, by gradients that differ everywhere."""
    network = Network(flatten(document()), dtype=np.float64)
    rule = make_optimizer(make(kinds("optimizer")[case["kind"]], case["settings"]), network.weights)
    kernel, bias = network.weights.variables
    kernel.assign(case["kernel"])
    bias.assign(case["bias"])
    places = list(network.weights.trainable_places())
    for gradients, wanted in zip(case["gradients"], case["after"], strict=True):
        for place, gradient in zip(places, gradients, strict=True):
            network.weights.gradients[place.offset : place.end] = np.ravel(gradient)
        rule.apply()
        for variable, want in zip((kernel, bias), wanted, strict=True):
            np.testing.assert_allclose(variable.numpy(), want, rtol=2e-5, atol=2e-6)


def test_every_kind_was_recorded() -> None:
    assert {case["kind"] for case in RECORDED} >= {name for name, kind in kinds("optimizer").items()}
