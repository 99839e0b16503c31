"""Every public name has the parameters that Keras 3.15.1 gives it: the same names, order and defaults.

`tests/data/keras_names.json` holds Keras' names by section, parameters as [name, kind, required, default]. What Keras
has and we don't is no fault here; what exists here under a name of Keras' must be called as Keras is.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import runtime as keras
from graph.keras.origin import MODULES
from graph.specs.registry import names_of

RECORDED = json.loads((Path(__file__).resolve().parents[2] / "data" / "keras_names.json").read_text(encoding="utf-8"))

FACES: dict[str, Any] = {
    "Layer": keras.layers.Layer,
    "Model": keras.Model,
    "activations": keras.activations,
    "backend": keras.backend,
    "callbacks": keras.callbacks,
    "config": keras.config,
    "constraints": keras.constraints,
    "datasets.boston_housing": keras.datasets.boston_housing,
    "datasets.california_housing": keras.datasets.california_housing,
    "datasets.fashion_mnist": keras.datasets.fashion_mnist,
    "datasets.mnist": keras.datasets.mnist,
    "initializers": keras.initializers,
    "layers": keras.layers,
    "losses": keras.losses,
    "metrics": keras.metrics,
    "models": keras.models,
    "optimizers": keras.optimizers,
    "preprocessing": keras.preprocessing,
    "preprocessing.image": keras.preprocessing.image,
    "preprocessing.sequence": keras.preprocessing.sequence,
    "random": keras.random,
    "regularizers": keras.regularizers,
    "saving": keras.saving,
    "tree": keras.tree,
    "utils": keras.utils,
}
"""What stands behind each section of the file, for the sections whose names all go by Keras' signatures."""


CATEGORIES = ("constraint", "initializer", "layer", "loss", "metric", "optimizer", "regularizer")
CONSTRUCTORS = {
    f"{MODULES.get(category, 'keras.layers').removeprefix('keras.')}.{name}"
    for category in CATEGORIES
    for name in names_of(category)
}
"""Kinds by each of their names: what Keras takes as `**kwargs`, such as a layer's name, they take by name only."""


BASES = ("layers.Layer", "losses.Loss", "metrics.Metric", "optimizers.Optimizer")
"""What classes of one's own are made from: their own `__init__` takes what they please."""


def shared_names() -> Iterator[str]:
    for section, face in FACES.items():
        for name in sorted(RECORDED[section].keys() & set(dir(face))):
            if f"{section}.{name}" not in BASES:
                yield f"{section}.{name}"


def recorded(name: str) -> tuple[list[list[Any]], bool]:
    """The parameters that Keras has, and whether it takes others by name as well."""
    section, _, short = name.rpartition(".")
    found = RECORDED[section][short]["parameters"]
    fixed = [[p, required, plain(default)] for p, kind, required, default in found if not kind.startswith("var_")]
    for parameter in fixed:
        if parameter[0] == "name" and not parameter[1]:
            parameter[2] = None  # objects without a name are named after their kind
    return fixed, len(fixed) < len(found)


OLDER = {
    "Model.compile": {"sample_weight_mode", "target_tensors"},
    "Model.save": {"include_optimizer", "save_format"},
    "Model.load_weights": {"by_name"},
    "saving.load_weights": {"by_name"},
}
"""What is given by name: by programs for Keras 2, or where Keras takes it as a further argument."""


def own(name: str) -> tuple[list[list[Any]], bool]:
    section, _, short = name.rpartition(".")
    found: list[list[Any]] = []
    open_ended = False
    for p in inspect.signature(getattr(FACES[section], short)).parameters.values():
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            open_ended = True
        elif p.kind is p.KEYWORD_ONLY and p.name in OLDER.get(name, ()):
            continue
        elif p.name != "self" and not (p.kind is p.KEYWORD_ONLY and name in CONSTRUCTORS):
            required = p.default is p.empty
            found.append([p.name, required, None if required else plain(p.default)])
    return found, open_ended


def plain(value: Any) -> Any:
    """A default as JSON holds it; Keras takes 2 for (2, 2), and "zeros" for "Zeros", and means the same."""
    if isinstance(value, (tuple, list)):
        items = [plain(item) for item in value]
        return items[0] if items and all(item == items[0] for item in items) else items
    return value.lower() if isinstance(value, str) else value


@pytest.mark.parametrize("name", list(shared_names()))
def test_is_called_as_keras_is(name: str) -> None:
    section, _, short = name.rpartition(".")
    if RECORDED[section][short]["kind"] == "property":
        assert isinstance(inspect.getattr_static(FACES[section], short), property)
        return
    want, keras_is_open = recorded(name)
    if not want and keras_is_open:
        return  # Keras takes anything here, and finds out later
    got, open_ended = own(name)
    assert got == want
    assert keras_is_open or not open_ended, "takes arguments that Keras doesn't know"


@pytest.mark.parametrize("name", list(shared_names()))
def test_is_of_the_kind_that_keras_gives_it(name: str) -> None:
    """A class where Keras has a class, a function where it has a function, and one thing where Keras has one."""
    section, _, short = name.rpartition(".")
    facts = RECORDED[section][short]
    if facts["kind"] in ("class", "function"):
        found = getattr(FACES[section], short)
        assert callable(found)
        assert isinstance(found, type) == (facts["kind"] == "class")
        if hasattr(FACES[section], facts["same_as"]):
            assert found is getattr(FACES[section], facts["same_as"])


def test_each_name_that_keras_has_for_a_kind_is_there() -> None:
    missing = [
        name
        for name in sorted(CONSTRUCTORS)
        if name.rpartition(".")[2] in RECORDED[name.rpartition(".")[0]] and name not in set(shared_names())
    ]
    assert missing == []


def test_the_faces_hold_names_of_keras() -> None:
    """An empty comparison proves nothing: every section has names in common with Keras."""
    assert {name.rpartition(".")[0] for name in shared_names()} == set(FACES)
