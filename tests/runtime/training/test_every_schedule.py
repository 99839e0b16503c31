"""What holds for every kind of learning-rate schedule, and the rates that Keras gives."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.document.document import new_document
from graph.export.python_text import literal
from graph.keras.objects import value_of
from graph.keras.to_keras import serialized
from graph.specs.optimizers.sgd import SGD
from graph.specs.params import SpecError
from graph.specs.registry import find, kinds, make
from graph.specs.schedules.schedule import FallingSchedule
from graph.storage.storage import dumps, loads
from runtime.training.schedules.schedule import schedule_rule

SCHEDULES = [
    pytest.param(make(kind, given), id=f"{name}-{i}")
    for name, kind in kinds("schedule").items()
    for i, given in enumerate(kind.examples)
]
STEPS = (0, 1, 2, 4, 5, 7, 11)
KERAS: tuple[tuple[str, dict[str, Any], list[float]], ...] = (
    (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5},
        [0.1, 0.08705506, 0.07578583, 0.05743492, 0.05, 0.03789292, 0.02176376],
    ),
    (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
        [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025],
    ),
    (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5},
        [0.1, 0.09090909, 0.08333333, 0.07142857, 0.06666667, 0.05882353, 0.04761905],
    ),
    (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
        [0.1, 0.1, 0.1, 0.1, 0.06666667, 0.06666667, 0.05],
    ),
    (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5},
        [0.1, 0.08002, 0.06004, 0.02008, 0.0001, 0.0001, 0.0001],
    ),
    (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5, "end_learning_rate": 0.001, "power": 2.0, "cycle": True},
        [0.1, 0.06436001, 0.03664, 0.00496, 0.001, 0.00991, 0.00804],
    ),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 5},
        [0.1, 0.09045085, 0.06545085, 0.00954915, 0.0, 0.0, 0.0],
    ),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.001, "decay_steps": 5, "alpha": 0.1, "warmup_target": 0.1, "warmup_steps": 3},
        [0.001, 0.034, 0.067, 0.09140576, 0.06890576, 0.01859423, 0.01],
    ),
    (
        "PiecewiseConstantDecay",
        {"boundaries": (2, 5), "values": (0.1, 0.05, 0.01)},
        [0.1, 0.1, 0.1, 0.05, 0.05, 0.01, 0.01],
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.01, "first_decay_steps": 3},
        [0.01, 0.0075, 0.0025, 0.00933013, 0.0075, 0.0025, 0.00933013],
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 2, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.1},
        [0.1, 0.055, 0.055, 0.0325, 0.02125, 0.015625, 0.01140625],
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 3, "t_mul": 1.5, "m_mul": 0.9},
        [0.1, 0.075, 0.025, 0.079472, 0.05281417, 0.00271383, 0.03814512],
    ),
)
"""What Keras 3.15 says for these steps."""


@pytest.mark.parametrize(("name", "given", "rates"), KERAS)
def test_the_rates_are_those_of_keras(name: str, given: dict[str, Any], rates: list[float]) -> None:
    kind = find("schedule", name)
    assert kind is not None
    rule = schedule_rule(make(kind, given))
    assert [rule.rate(step) for step in STEPS] == pytest.approx(rates, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_it_begins_where_it_says_and_stays_a_number(schedule: Any) -> None:
    rule = schedule_rule(schedule)
    if isinstance(schedule, FallingSchedule):
        assert rule.rate(0) == pytest.approx(schedule.initial_learning_rate)
    assert all(math.isfinite(rule.rate(step)) and rule.rate(step) >= 0 for step in range(100))


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_an_optimizer_keeps_it_through_files_of_both_kinds_and_in_a_script(schedule: Any) -> None:
    optimizer = SGD(learning_rate=schedule)
    document = new_document()
    document = replace(document, training=document.training.replace(optimizer=optimizer))
    assert loads(dumps(document)).training.optimizer == optimizer
    assert value_of("optimizer", serialized(optimizer), "it") == optimizer
    assert f"learning_rate=keras.optimizers.schedules.{schedule.kind}(" in literal(optimizer)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_each_step_is_as_large_as_the_schedule_says(schedule: Any) -> None:
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")(inputs))
    model.compile(optimizer=keras.optimizers.SGD(schedule), loss="mae")
    x = np.ones((4, 1), np.float32)
    model.fit(x, 100 * x, batch_size=1, epochs=2, shuffle=False, verbose=0)
    rule = schedule_rule(schedule)
    assert model.get_weights()[0].item() == pytest.approx(sum(rule.rate(step) for step in range(8)), rel=1e-5)


def test_a_learning_rate_is_a_number_or_a_schedule() -> None:
    with pytest.raises(SpecError, match="learning_rate"):
        SGD(learning_rate="soon")
    with pytest.raises(SpecError, match="known kinds of schedule"):
        SGD(learning_rate={"kind": "Soon"})
