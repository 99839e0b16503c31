"""Every kind that Keras has states the arguments of Keras' constructor: the same names in the same order and places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from graph.layers.core.ends import Input
from graph.specs.arguments import arguments_of
from graph.specs.params import coerce, params_of
from graph.specs.registry import kinds
from graph.specs.spec import Value, coerced_default

RECORDED = json.loads((Path(__file__).resolve().parents[2] / "data" / "keras_names.json").read_text(encoding="utf-8"))
SECTIONS = {
    "callback": "callbacks",
    "constraint": "constraints",
    "initializer": "initializers",
    "layer": "layers",
    "loss": "losses",
    "metric": "metrics",
    "optimizer": "optimizers",
    "regularizer": "regularizers",
}


def shared_kinds() -> Iterator[Any]:
    for category, section in SECTIONS.items():
        for name, kind in kinds(category).items():
            if name in RECORDED[section] and kind is not Input:  # a function in Keras, and in Python
                yield pytest.param(kind, RECORDED[section][name]["parameters"], id=f"{section}.{name}")


SHARED = list(shared_kinds())


@pytest.mark.parametrize("kind, recorded", SHARED)
def test_arguments_stand_in_keras_order(kind: type[Value], recorded: list[Any]) -> None:
    assert list(arguments_of(kind).positional) == [name for name, how, *_ in recorded if not how.startswith("var_")]


@pytest.mark.parametrize("kind, recorded", SHARED)
def test_every_parameter_is_an_argument(kind: type[Value], recorded: list[Any]) -> None:
    assert set(arguments_of(kind).parameters) <= set(arguments_of(kind).all)
    assert sorted(arguments_of(kind).parameters.values()) == sorted(params_of(kind))


@pytest.mark.parametrize("kind, recorded", SHARED)
def test_defaults_mean_what_keras_defaults_mean(kind: type[Value], recorded: list[Any]) -> None:
    """What Keras requires is marked so; the defaults of the others are equal once they are read."""
    parameters = arguments_of(kind).parameters
    for name, _, required, default in recorded:
        if name not in parameters or parameters[name] == "label":
            continue
        rule = params_of(kind)[parameters[name]]
        assert (name in arguments_of(kind).required) == required, name
        declared = next(f.default for f in fields(kind) if f.name == parameters[name])
        if not required and not rule.always and declared is not MISSING:
            assert coerce(kind.kind, name, rule, default) == coerced_default(kind, parameters[name]), name


@pytest.mark.parametrize("kind, recorded", SHARED)
def test_code_may_give_what_is_required_by_position(kind: type[Value], recorded: list[Any]) -> None:
    """Exported code writes the parameters that begin the declaration and have no default without their names."""
    leading = list(takewhile(lambda name: params_of(kind)[name].always, params_of(kind)))
    assert list(arguments_of(kind).positional[: len(leading)]) == leading


def test_every_section_is_compared() -> None:
    assert {str(case.id).partition(".")[0] for case in SHARED} == set(SECTIONS.values())
