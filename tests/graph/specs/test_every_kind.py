"""What holds for every kind of value but layers: examples, and the ways in and out of files. A new one needs nothing
here."""

from __future__ import annotations

import json
from inspect import get_annotations
from typing import Any

import pytest

from graph.data.data_plan import value_from_json, value_to_json
from graph.keras.objects import value_of
from graph.keras.origin import MODULES
from graph.keras.to_keras import serialized
from graph.specs.params import SpecError, coerce, params_of
from graph.specs.registry import categories, find, kinds, make, snake
from graph.specs.spec import Value
from graph.storage.value_json import read_value, value_json

KINDS = [cls for category in categories() if category != "layer" for cls in kinds(category).values()]
VALUES = [
    pytest.param(make(cls, given), id=f"{cls.category}-{cls.kind}-{i}")
    for cls in KINDS
    for i, given in enumerate(cls.examples)
]
OF_DATA = ("dataset", "step")
"""Categories of the data plan, which has a form of its own in the file."""
IN_KERAS = [
    case for case in VALUES if case.values[0].category in MODULES and not getattr(case.values[0], "by_name_only", False)
]
"""Keras' class Accuracy is another one than its metric `accuracy`."""


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: f"{cls.category}-{cls.kind}")
def test_examples_use_each_parameter(cls: type[Value]) -> None:
    own = {n for n, rule in params_of(cls).items() if n in get_annotations(cls) and not rule.advanced}
    used = {name for given in cls.examples for name, _ in make(cls, given).non_default()}
    assert own <= used


def test_a_number_beyond_a_limit_is_told_that_limit() -> None:
    every = [cls for category in categories() for cls in kinds(category).values()]
    rules = {rule for cls in every for rule in params_of(cls).values() if rule.kind in ("int", "float", "range")}
    for rule in rules:
        beyond = ((rule.low, -1), (rule.above, 0), (rule.high, 1))
        for limit, step in beyond:
            if limit is not None:
                with pytest.raises(SpecError) as error:
                    coerce("It", "number", rule, (limit + step,) * 2 if rule.length else limit + step)
                assert f" {limit:g}" in str(error.value).partition("Received")[0]


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: f"{cls.category}-{cls.kind}")
def test_each_name_finds_it(cls: type[Value]) -> None:
    for name in (cls.kind, snake(cls.kind), *cls.names):
        assert find(cls.category, name) is cls


@pytest.mark.parametrize("value", VALUES)
def test_saved_and_loaded_it_is_the_same(value: Value) -> None:
    if value.category in OF_DATA:
        written = json.loads(json.dumps(value_to_json(value)))
        assert value_from_json(value.category, written) == value
    else:
        assert read_value(value.category, json.loads(json.dumps(value_json(value)))) == value


@pytest.mark.parametrize("value", IN_KERAS)
def test_as_keras_writes_it_it_is_read_again(value: Any) -> None:
    assert value_of(value.category, json.loads(json.dumps(serialized(value))), "it") == value
